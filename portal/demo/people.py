"""The people of the demo: a few with a known password, all others nobody can sign in as."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group

from accounts.models import User
from parks.models import Operator, Park

DOMAIN = "demo.example"
OPERATORS = "park operator"
PASSWORD = "liangjiang-2022"  # noqa: S105  well known on purpose; the accounts exist in demo mode only


@dataclass(frozen=True, slots=True)
class Account:
    login: str
    name: str
    duty: str
    group: str = ""
    # Whose park they work for, by its slug.
    park: str = ""

    @property
    def email(self) -> str:
        return f"{self.login}@{DOMAIN}"


ACCOUNTS = (
    Account("owner", "江晓", "owns two enterprises: answers corrections, holds a certificate"),
    Account("viewer", "苏禾", "looks at the first enterprise and may change nothing"),
    Account("reviewer", "周正", "secretariat: works the queue in the admin", "secretariat"),
    Account(
        "lijia", "叶汀", "operator of the park 礼嘉: registrations, units, tenancies", OPERATORS, "lijia"
    ),
    Account("zhaomushan", "于岚", "operator of the park 照母山", OPERATORS, "zhaomushan"),
    Account("dadi", "程野", "operator of the park 大地", OPERATORS, "dadi"),
    Account("tianhaixing", "陆清", "operator of the park 天海星", OPERATORS, "tianhaixing"),
    Account("auditor", "郑审", "opens everything in the admin and changes nothing", "auditor"),
    Account("administrator", "管岚", "administrator: people, groups, sectors", "administrator"),
)


def ensure(account: Account) -> User:
    """The account, made when missing. With the known password only where this is the demo."""
    user = User.objects.filter(email=account.email).first()
    if user is None:
        user = person(account.email, account.name, is_staff=bool(account.group))
        if settings.DEMO:
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
    if account.group:
        user.groups.add(Group.objects.get(name=account.group))
    for park in Park.objects.filter(slug=account.park):
        Operator.objects.get_or_create(park=park, user=user)
    return user


def ensure_all() -> dict[str, User]:
    return {account.login: ensure(account) for account in ACCOUNTS}


def person(email: str, name: str, *, is_staff: bool = False) -> User:
    user = User.objects.create_user(email, None, name=name, is_staff=is_staff)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
