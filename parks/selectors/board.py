"""The figures of one park, read in a fixed number of queries whatever its size."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from parks.lifecycles import ReportStatus
from parks.models import Building, Park, ParkRegistration, Tenancy, Unit, WaitingPlace, YearlyReport
from parks.models.tenancies import UNDER_CONTRACT
from parks.selectors.pipeline import STAGES, Standing, on_the_way, standing, with_standing
from parks.states import State, state_of

EXPIRING = (30, 60, 90)
# What a unit is counted as, in the order of the bar; "from a day on" is free.
PARTS = (State.LET, State.FITTING, State.RESERVED, State.FREE, State.WITHHELD)
COUNTED_AS = {State.LATER: State.FREE}


@dataclass(slots=True)
class Occupancy:
    """The units of one building, or of all, by what they are: how many, and how many ㎡."""

    name: str
    count: dict[State, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    area: dict[State, Decimal] = field(default_factory=lambda: dict.fromkeys(PARTS, Decimal(0)))

    def add(self, part: State, area: Decimal) -> None:
        self.count[part] += 1
        self.area[part] += area

    @property
    def total(self) -> Decimal:
        return sum(self.area.values(), Decimal(0))

    @property
    def units(self) -> int:
        return sum(self.count.values())

    @property
    def let_share(self) -> Decimal | None:
        """Of the area, in per cent, what is let or being fitted out; None without units."""
        if not self.total:
            return None
        return (self.area[State.LET] + self.area[State.FITTING]) * 100 / self.total


@dataclass(frozen=True, slots=True)
class Stage:
    code: str
    label: str
    rows: list[tuple[ParkRegistration, Standing]]

    @property
    def longest(self) -> int:
        return max((stands.days or 0 for _row, stands in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page shows. `expiring` holds a tenancy under the shortest of its terms only."""

    park: Park
    whole: Occupancy
    buildings: list[Occupancy]
    stages: list[Stage]
    expiring: dict[int, list[Tenancy]]
    line: list[WaitingPlace]
    year: int | None
    reports: dict[str, int]


def board(park: Park, *, on: date | None = None) -> Board:
    """Six queries."""
    today = on or timezone.localdate()
    whole, buildings = occupancy(park, today)
    year, reports = _reports(park)
    return Board(park, whole, buildings, _stages(park), _expiring(park, today), _line(park), year, reports)


def occupancy(park: Park, today: date) -> tuple[Occupancy, list[Occupancy]]:
    """The whole park, and each building in its order, those without units included."""
    whole, by_building = Occupancy(""), {b.pk: Occupancy(str(b)) for b in Building.objects.filter(park=park)}
    for unit in Unit.objects.filter(building__park=park).with_holder():
        state = state_of(unit, today).state
        part = COUNTED_AS.get(state, state)
        whole.add(part, unit.area)
        by_building[unit.building_id].add(part, unit.area)
    return whole, list(by_building.values())


def _stages(park: Park) -> list[Stage]:
    """Every stage, empty ones too; in each who has stood there longest comes first."""
    rows = with_standing(ParkRegistration.objects.filter(park=park).select_related("organisation"))
    standings = [(row, standing(row)) for row in on_the_way(rows)]
    standings.sort(key=lambda pair: -(pair[1].days or 0))
    return [
        Stage(code, str(label), [pair for pair in standings if pair[1].stage == code])
        for code, label in STAGES.items()
    ]


def _expiring(park: Park, today: date) -> dict[int, list[Tenancy]]:
    last = today + timedelta(days=EXPIRING[-1])
    contracts = Tenancy.objects.filter(
        registration__park=park, status__in=UNDER_CONTRACT, ends_on__lte=last
    ).with_parties()
    found: dict[int, list[Tenancy]] = {days: [] for days in EXPIRING}
    for tenancy in contracts.order_by("ends_on", "pk"):
        found[_term(tenancy, today)].append(tenancy)
    return found


def _term(tenancy: Tenancy, today: date) -> int:
    left = (tenancy.ends_on - today).days if tenancy.ends_on else 0
    return next(days for days in EXPIRING if left <= days)


def _line(park: Park) -> list[WaitingPlace]:
    return list(WaitingPlace.objects.in_line().filter(park=park).select_related("registration__organisation"))


def _reports(park: Park) -> tuple[int | None, dict[str, int]]:
    """The newest year that was asked for, and how many reports of it are in which state."""
    rows: list[Any] = list(
        YearlyReport.objects.filter(tenancy__registration__park=park)
        .order_by("-year")
        .values("year")
        .annotate(
            **{str(status): Count("pk", filter=Q(status=status)) for status in ReportStatus},
        )[:1]
    )
    if not rows:
        return None, {}
    return rows[0]["year"], {str(status): rows[0][str(status)] for status in ReportStatus}
