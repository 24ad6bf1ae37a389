"""What will have happened to each organisation of a batch, and what the batch stands on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import Organisation, Role, Seat, Sector, User
from accounts.services import organisations
from alliance.models import Level, MembershipApplication
from casework.lifecycle import CASE
from casework.models import Case, Series
from portal.demo import facts, names, people

# One person stands for so many organisations: a desk may hold a few, no desk holds hundreds.
PER_PERSON = 20
LONGEST_AGO = 1_250
OPEN_AGO = 4
# Every thousandth or so has an application that stands or ended like this; all others are members.
OUTCOMES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (60, ()),
    (30, ("draft",)),
    (12, ("submit",)),
    (8, ("submit", "start")),
    (8, ("submit", "start", "request_changes")),
    (20, ("submit", "start", "reject")),
    (10, ("submit", "withdraw")),
    (852, ("submit", "start", "approve")),
)
LEVELS = [Level.MEMBER] * 300 + [Level.COUNCIL] * 5 + [Level.VICE_CHAIR]


class Numbers:
    """Numbers of series for one batch: the row is locked at the first and counted up at the end."""

    def __init__(self) -> None:
        self._series: dict[str, Series] = {}

    def take(self, prefix: str, year: int) -> str:
        key = f"{prefix}-{year}"
        if key not in self._series:
            Series.objects.get_or_create(key=key)
            self._series[key] = Series.objects.select_for_update().get(key=key)
        self._series[key].last += 1
        return str(self._series[key])

    def keep(self) -> None:
        for series in self._series.values():
            series.save(update_fields=["last"])


@dataclass
class Plan:
    """One organisation of the batch and what happened to its application."""

    organisation: Organisation
    owner: User
    actions: tuple[str, ...]
    days_ago: int
    level: str
    own: dict[str, Any]
    case: Case | None = None
    application: MembershipApplication | None = None
    moments: list[datetime] = field(default_factory=list)

    @property
    def approved(self) -> bool:
        return self.actions[-1:] == ("approve",)


@dataclass(frozen=True)
class Ground:
    """What every batch stands on."""

    prefix: str
    reviewers: list[User]
    sectors: dict[str, Sector]
    now: datetime


def plans_of(indices: range, ground: Ground, random: Random) -> Iterator[Plan]:
    owners = _owners(indices, random)
    weights = [weight for weight, _ in OUTCOMES]
    for place, index in enumerate(indices):
        own = facts.organisation(index, names.name_at(index), ground.sectors, random)
        actions = random.choices(OUTCOMES, weights)[0][1]
        ended = actions == () or CASE.turn(status_after(actions)) is None
        days_ago = random.randrange(2, LONGEST_AGO if ended else OPEN_AGO)
        organisation = organisations.index(Organisation(**own))
        level = random.choice(LEVELS)
        yield Plan(organisation, owners[place // PER_PERSON], actions, days_ago, level, own)


def status_after(actions: tuple[str, ...]) -> str:
    status: str = CASE.initial
    for action in actions:
        if action != "draft":
            status = CASE.find(action, status).target
    return status


def _owners(indices: range, random: Random) -> list[User]:
    users = [
        User(
            email=f"person{index}@{people.DOMAIN}",
            name=names.person(random),
            password=make_password(None),
        )
        for index in indices[::PER_PERSON]
    ]
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    return users


def register(plans: list[Plan]) -> None:
    Organisation.objects.bulk_create([plan.organisation for plan in plans])
    Seat.objects.bulk_create(
        Seat(organisation=plan.organisation, user=plan.owner, role=Role.OWNER) for plan in plans
    )
