"""Further buildings for a large demo world, most of their units let: plain rows, sealed as by the engine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, OrganisationKind, Role, Seat, User
from casework.lifecycle import CASE, Side, Status
from casework.models import Case, TrailEntry
from casework.services import numbering, trail
from parks.kinds import ParkKind
from parks.lifecycles import TENANCY, TenancyStatus
from parks.models import (
    REGISTRATION,
    Building,
    ParkRegistration,
    Tenancy,
    TenancyStep,
    Unit,
    Use,
    WaitingPlace,
)
from portal.demo.parks import facts
from portal.demo.parks.ground import Ground

# So many organisations have one further unit between them; a few thousand units at the most.
PER_UNIT = 40
MOST = 2_400
FLOORS, PER_FLOOR = 12, 5
LEASE = timedelta(days=3 * 365)
MOVES = ("submit", "start", "approve")
STEPS = (
    ("begin", Side.REVIEWER),
    ("accept", Side.APPLICANT),
    ("sign", Side.REVIEWER),
    ("move_in", Side.REVIEWER),
)


@dataclass(frozen=True, slots=True)
class Letting:
    """A resident of the mass: who, where, and since when they had applied."""

    organisation: Organisation
    owner: User
    ground: Ground
    unit: Unit
    begun: datetime

    def after(self, days: int) -> datetime:
        return self.begun + timedelta(days=days)


def load(grounds: Sequence[Ground], *, organisations: int, random: Random) -> int:
    """How many units were added."""
    count = min(organisations // PER_UNIT, MOST)
    lettings: list[Letting] = []
    tenants = _tenants(count)
    for place, ground in enumerate(grounds):
        units = _units(ground, count // len(grounds), random)
        let = units[: len(units) * 4 // 5]
        for unit, (organisation, owner) in zip(let, tenants[place :: len(grounds)], strict=False):
            day = timezone.localdate() - timedelta(days=random.randrange(120, 900))
            begun = timezone.make_aware(datetime.combine(day, time(9 + random.randrange(8))))
            lettings.append(Letting(organisation, owner, ground, unit, begun))
    _let(lettings, random)
    return count


def _tenants(count: int) -> list[tuple[Organisation, User]]:
    newest = Seat.objects.filter(role=Role.OWNER, organisation__kind=OrganisationKind.ENTERPRISE)
    rows = newest.select_related("organisation__sector", "user").order_by("-organisation_id")[:count]
    return [(seat.organisation, seat.user) for seat in rows]


def _units(ground: Ground, count: int, random: Random) -> list[Unit]:
    units: list[Unit] = []
    for order in range(-(-count // (FLOORS * PER_FLOOR))):
        building = Building.objects.create(
            park=ground.park,
            name=f"示例{order + 11}号楼",
            english_name=f"Demo Building {order + 11}",
            order=order + 11,
        )
        units += [
            Unit(
                building=building, floor=floor, code=f"{floor}{place:02d}", area=random.randrange(80, 900),
                use=random.choice(list(Use)), rent=random.randrange(20, 50), load=random.choice([2, 5, 9]),
                height=4, power=random.randrange(40, 400, 20),
            )
            for floor in range(1, FLOORS + 1)
            for place in range(1, PER_FLOOR + 1)
        ]  # fmt: skip
    return Unit.objects.bulk_create(units[:count])


def _let(lettings: list[Letting], random: Random) -> None:
    cases = Case.objects.bulk_create(_case(letting) for letting in lettings)
    own = [_registration(case, one, random) for case, one in zip(cases, lettings, strict=True)]
    rows: Any = ParkRegistration._base_manager.all()
    # Rows of the child table alone, as in portal.demo.mass: bulk_create declines such models.
    rows._batched_insert(own, ParkRegistration._meta.local_concrete_fields, None)
    pairs = list(zip(own, lettings, strict=True))
    TrailEntry.objects.bulk_create(entry for case, one in pairs for entry in _trail(case, one))
    WaitingPlace.objects.bulk_create(_place(case, one) for case, one in pairs)
    tenancies = Tenancy.objects.bulk_create(_tenancy(case, one) for case, one in pairs)
    steps = (step for held, one in zip(tenancies, lettings, strict=True) for step in _steps(held, one))
    TenancyStep.objects.bulk_create(steps)


def _case(letting: Letting) -> Case:
    operator = letting.ground.operator
    return Case(
        kind=REGISTRATION, reference=numbering.take(ParkKind.prefix, letting.begun.year),
        organisation=letting.organisation, applicant=letting.owner, status=Status.APPROVED,
        revision=1 + len(MOVES), assignee=operator, submitted_at=letting.begun, decided_at=letting.after(2),
        decided_by=operator, open_key=None,
    )  # fmt: skip


def _registration(case: Case, letting: Letting, random: Random) -> ParkRegistration:
    parent = {one.attname: getattr(case, one.attname) for one in Case._meta.concrete_fields}
    organisation, day = letting.organisation, timezone.localdate(letting.begun)
    return ParkRegistration(
        case_ptr_id=case.pk, park=letting.ground.park, name=organisation.name, sector=organisation.sector,
        main_products=organisation.main_products, contact_name=organisation.contact_name, **parent,
        **facts.registration(organisation, letting.unit, random, day),
    )  # fmt: skip


def _trail(case: Case, letting: Letting) -> Iterator[TrailEntry]:
    status, previous = str(CASE.initial), None
    for number, action in enumerate(MOVES):
        move = CASE.find(action, status)
        by = letting.owner if move.by is Side.APPLICANT else letting.ground.operator
        entry = TrailEntry(
            case_id=case.pk, revision=number + 2, actor_id=by.pk, actor_name=by.name, side=move.by,
            action=action, from_status=status, to_status=move.target, at=letting.after(number),
            snapshot={"facts": [], "documents": []} if action == "submit" else None,
        )  # fmt: skip
        previous, status = trail.seal(entry, previous), move.target
        yield entry


def _place(case: ParkRegistration, letting: Letting) -> WaitingPlace:
    return WaitingPlace(
        registration=case, park=letting.ground.park, state=WaitingPlace.State.SERVED,
        queued_at=letting.after(2), ended_at=letting.after(3),
    )  # fmt: skip


def _tenancy(case: ParkRegistration, letting: Letting) -> Tenancy:
    day = timezone.localdate(letting.after(6))
    return Tenancy(
        registration=case, unit=letting.unit, rent=letting.unit.rent, status=TenancyStatus.MOVED_IN,
        revision=len(STEPS), offered_at=letting.after(3), offered_by=letting.ground.operator, answer_by=day,
        signed_on=day, starts_on=day, ends_on=day + LEASE, moved_in_on=day + timedelta(days=20),
        shows_publicly=case.shows_publicly,
    )  # fmt: skip


def _steps(tenancy: Tenancy, letting: Letting) -> Iterator[TenancyStep]:
    status = ""
    for number, (action, side) in enumerate(STEPS):
        target = str(TENANCY.initial) if action == "begin" else TENANCY.find(action, status).target
        by = letting.owner if side is Side.APPLICANT else letting.ground.operator
        yield TenancyStep(
            thing=tenancy, actor_id=by.pk, actor_name=by.name, action=action, from_status=status,
            to_status=target, at=letting.after(3 + number * 2),
        )  # fmt: skip
        status = target
