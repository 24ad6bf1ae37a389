"""The demo world: whole stories for the first organisations, plain rows in bulk for the mass beyond."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Letter, Organisation, Role, Seat, Sector, User
from accounts.services import organisations, seat_requests
from alliance.models import Alliance
from portal.demo import facts, mass, names, people, stories
from portal.demo.codes import BODIES, DISTRICTS
from portal.demo.parks import mass as parks_mass
from portal.demo.parks import world as parks
from portal.demo.walk import Walk

# So many are walked through the services; more of them would add hours and nothing to see.
WALKED = 60
# Letters older than this have been read, some hours after they came.
UNREAD_DAYS = 10
READ_AFTER = timedelta(hours=5)
MOST = len(DISTRICTS) * BODIES
Said = Callable[[str], None]


class NotReady(RuntimeError):
    """The alliance is not loaded yet."""


@dataclass(frozen=True, slots=True)
class Cast:
    accounts: dict[str, User]
    reviewers: list[User]
    sectors: dict[str, Sector]


def exists() -> bool:
    """Whether a demo world is there: some organisation has a code from the reserved range."""
    return Organisation.objects.filter(code__contains="PDY").exists()


@transaction.atomic
def load(*, enterprises: int, seed: int, say: Said = lambda line: None) -> None:
    """The same seed and number make the same world, counted from today. All of it or nothing."""
    if not Alliance.objects.exists():
        raise NotReady("Run load_alliance first: the demo world needs its alliance and sectors.")
    cast = _cast()
    walked = [
        _tell(index, cast, Random(f"{seed}-{index}"))  # noqa: S311  nothing secret
        for index in range(min(enterprises, WALKED))
    ]
    say(f"{len(walked)} organisations walked through the services")
    grounds = parks.load(walked, seed=seed, colleague=cast.accounts["reviewer"], say=say)
    _read_old_letters()
    if enterprises > WALKED:
        mass.load(WALKED, enterprises, seed=seed, cast_reviewers=cast.reviewers, say=say)
        units = parks_mass.load(grounds, organisations=enterprises, random=Random(f"{seed}-units"))  # noqa: S311
        say(f"{units} further units in the parks")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner has not seen so many rows come


def _cast() -> Cast:
    accounts = people.ensure_all()
    colleague = people.ensure(people.Account("reviewer2", "钱思", "secretariat", "secretariat"))
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    return Cast(accounts, [accounts["reviewer"], colleague], sectors)


def _tell(index: int, cast: Cast, random: Random) -> Organisation:
    """One organisation with its people and its story."""
    name = names.name_at(index)
    owner = _owner(index, cast, random)
    values = facts.organisation(index, name, cast.sectors, random)
    organisation = organisations.register(user=owner, **values)
    _further_people(index, organisation, cast)
    reviewer = cast.reviewers[index % len(cast.reviewers)]
    stories.story_at(index)(Walk(organisation, owner=owner, reviewer=reviewer, random=random))
    return organisation


def _read_old_letters() -> None:
    old = Letter.objects.filter(created_at__lt=timezone.now() - timedelta(days=UNREAD_DAYS), read_at=None)
    old.update(read_at=F("created_at") + READ_AFTER)


def _owner(index: int, cast: Cast, random: Random) -> User:
    if index < 2:
        return cast.accounts["owner"]
    return people.person(f"person{index}@{people.DOMAIN}", names.person(random))


def _further_people(index: int, organisation: Organisation, cast: Cast) -> None:
    if index == 0:
        Seat.objects.create(organisation=organisation, user=cast.accounts["viewer"], role=Role.VIEWER)
    if index == 1:
        colleague = people.person(f"colleague@{people.DOMAIN}", "林越")
        seat_requests.ask(organisation, user=colleague, message=names.note("seat_request"))
