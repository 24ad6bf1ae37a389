"""Two parks alike in everything, so that each address of the one can be tried by the people of the other."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, Role, User
from casework.models import Case, Document
from parks.models import (
    Building,
    Operator,
    Park,
    ParkRegistration,
    Tenancy,
    Unit,
    Visit,
    VisitSlot,
    WaitingPlace,
    YearlyReport,
)
from parks.services import tenancies, visits
from tests.applications import step
from tests.conftest import _staff, client_of
from tests.factories import OrganisationFactory, SeatFactory, UserFactory
from tests.parks import registrations, world

PEOPLE = ("own", "other", "secretariat", "auditor", "forum", "owner", "anonymous")


@dataclass
class Side:
    """One park with something of everything; every name in it begins with its letter."""

    letter: str
    letting: world.Letting
    owner: User
    building: Building = None  # type: ignore[assignment]
    free: Unit = None  # type: ignore[assignment]
    let: Unit = None  # type: ignore[assignment]
    slot: VisitSlot = None  # type: ignore[assignment]
    visit: Visit = None  # type: ignore[assignment]
    reviewed: ParkRegistration = None  # type: ignore[assignment]
    place: WaitingPlace = None  # type: ignore[assignment]
    offered: Tenancy = None  # type: ignore[assignment]
    accepted: Tenancy = None  # type: ignore[assignment]
    signed: Tenancy = None  # type: ignore[assignment]
    resident: Tenancy = None  # type: ignore[assignment]
    report: YearlyReport = None  # type: ignore[assignment]
    clients: dict[str, Client] = field(default_factory=dict)
    fingerprint: int = 0

    @property
    def park(self) -> Park:
        return self.letting.park

    @property
    def operator(self) -> Operator:
        return Operator.objects.get(park=self.park, user=self.letting.operator)

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.reviewed.pk)

    @property
    def document(self) -> Document:
        return self.case.documents.current().first()  # type: ignore[return-value]


def build() -> tuple[Side, Side]:
    """The parks `a` and `b`; in each, `own` is its operator and `other` the operator of the second one."""
    owner = UserFactory.create(email="owner@example.test", name="江晓")
    a = _side("甲", "jia", owner)
    b = _side("乙", "yi", owner)
    staff = {
        "secretariat": _staff("secretariat@example.test", "周正", "secretariat"),
        "auditor": _staff("auditor@example.test", "郑审", "auditor"),
        "forum": _staff("forum@example.test", "吴悠", "forum staff"),
    }
    for here, there in ((a, b), (b, a)):
        people = {"own": here.letting.operator, "other": there.letting.operator, "owner": owner, **staff}
        here.clients = {name: client_of(people.get(name)) for name in PEOPLE}
    return a, b


def _side(letter: str, slug: str, owner: User) -> Side:
    side = Side(letter, world.letting(slug, f"{letter}示例园", plot_ratio=Decimal(2)), owner)
    side.building = Building.objects.create(park=side.park, name=f"{letter}一栋")
    side.free, side.let = unit(side, "101"), unit(side, "102")
    _visits(side)
    _registrations(side)
    side.report = world.a_report(side.resident)
    return side


def unit(side: Side, code: str, **values: object) -> Unit:
    facts = {"floor": 1, "area": Decimal(500), "use": "pilot", "rent": Decimal(30), **values}
    made: Unit = Unit.objects.create(building=side.building, code=code, **facts)
    return made


def enterprise(side: Side) -> Organisation:
    """Another one each time, with the same owner."""
    number = Organisation.objects.count()
    organisation: Organisation = OrganisationFactory.create(name=f"{side.letter}示例装备{number}有限公司")
    SeatFactory.create(user=side.owner, organisation=organisation, role=Role.OWNER)
    return organisation


def in_line(side: Side, **values: object) -> ParkRegistration:
    return world.in_line(side.letting, enterprise(side), side.owner, **values)


def _visits(side: Side) -> None:
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    side.slot = VisitSlot.objects.create(park=side.park, starts_at=start, place=f"{side.letter}一栋大厅")
    VisitSlot.objects.create(park=side.park, starts_at=start + timedelta(days=1))
    side.visit = visits.book(side.slot, enterprise(side), by=side.owner, people=2, purpose="看厂房")
    side.slot.refresh_from_db()


def _registrations(side: Side) -> None:
    sent = registrations.submitted(enterprise(side), side.park, side.owner)
    step(sent, "start", side.letting.operator)
    side.reviewed = world.fresh(sent)
    side.resident = world.moved_in(side.letting, side.let, in_line(side))
    side.signed = world.signed(side.letting, unit(side, "103"), in_line(side))
    side.accepted = world.accepted(side.letting, unit(side, "104"), in_line(side))
    side.offered = tenancies.offer(in_line(side), unit(side, "105"), by=side.letting.operator)
    side.place = world.place_of(in_line(side))
