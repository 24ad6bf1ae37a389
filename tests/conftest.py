"""The cast: a few named people that every test borrows.

江晓 owns the enterprise, 林越 is a colleague who edits, 苏禾 only looks, 何远 belongs to another
enterprise and must see nothing. 周正 reviews for the secretariat, 吴悠 is staff without the review
permission, 郑审 audits: sees all, changes nothing.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory

from accounts.models import Organisation, Role, Sector, User
from tests.factories import OrganisationFactory, SeatFactory, SectorFactory, UserFactory


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A name for each test's files; a folder comes to be only where one is written."""
    root = tmp_path_factory.mktemp("files")
    return (root / str(number) for number in count())


@pytest.fixture(autouse=True)
def private_files(settings: object, folders: Iterator[Path]) -> None:
    """Documents and mail of a test go to its own folder; `tmp_path` for each would be thousands of them."""
    settings.MEDIA_ROOT = next(folders) / "documents"  # type: ignore[attr-defined]


@pytest.fixture
def sector(db: None) -> Sector:
    return SectorFactory.create()


@pytest.fixture
def organisation(sector: Sector) -> Organisation:
    name, code = "云岭示例智能装备有限公司", "91500157PDY0010125"
    return OrganisationFactory.create(name=name, code=code, sector=sector)


@pytest.fixture
def other_organisation(sector: Sector) -> Organisation:
    return OrganisationFactory.create(name="星川示例软件有限公司", code="91500157PDY0010200", sector=sector)


@pytest.fixture
def owner(organisation: Organisation) -> User:
    user: User = UserFactory.create(email="owner@example.test", name="江晓")
    SeatFactory.create(user=user, organisation=organisation, role=Role.OWNER)
    return user


@pytest.fixture
def colleague(organisation: Organisation) -> User:
    user: User = UserFactory.create(email="colleague@example.test", name="林越")
    SeatFactory.create(user=user, organisation=organisation, role=Role.EDITOR)
    return user


@pytest.fixture
def viewer(organisation: Organisation) -> User:
    user: User = UserFactory.create(email="viewer@example.test", name="苏禾")
    SeatFactory.create(user=user, organisation=organisation, role=Role.VIEWER)
    return user


@pytest.fixture
def outsider(other_organisation: Organisation) -> User:
    user: User = UserFactory.create(email="outsider@example.test", name="何远")
    SeatFactory.create(user=user, organisation=other_organisation, role=Role.OWNER)
    return user


def _staff(email: str, name: str, group: str) -> User:
    user: User = UserFactory.create(email=email, name=name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    return user


@pytest.fixture
def reviewer(db: None) -> User:
    return _staff("reviewer@example.test", "周正", "secretariat")


@pytest.fixture
def second_reviewer(db: None) -> User:
    return _staff("reviewer2@example.test", "钱思", "secretariat")


@pytest.fixture
def other_staff(db: None) -> User:
    return _staff("staff@example.test", "吴悠", "forum staff")


@pytest.fixture
def auditor(db: None) -> User:
    return _staff("auditor@example.test", "郑审", "auditor")


@pytest.fixture
def administrator(db: None) -> User:
    return _staff("administrator@example.test", "管岚", "administrator")


def _prove_second_factor(client: Client, user: User) -> None:
    """What allauth writes into the session after a code was accepted."""
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()


def client_of(user: User | None) -> Client:
    """Signed in as this person, or as nobody; staff have proved their second factor, as they must."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        if user.is_staff:
            _prove_second_factor(client, user)
    return client


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    return client_of
