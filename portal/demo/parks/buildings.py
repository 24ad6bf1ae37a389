"""Buildings and units of the demo parks. Nothing of it was measured: the names say 示例 (example)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from parks.models import Building, Park, Unit, Use

NUMERALS = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Design:
    """A building: its floors from below, each with how many units and how many ㎡ in all; what it is for."""

    floors: tuple[tuple[int, int, int], ...]
    uses: tuple[Use, ...]
    height: str
    load: str
    power: int
    rent: int


OFFICES = Design(
    floors=((1, 2, 900), (2, 4, 980), (3, 5, 980), (4, 4, 980), (5, 2, 980)),
    uses=(Use.OFFICE, Use.OFFICE, Use.RESEARCH),
    height="3.6", load="2.5", power=60, rent=42,
)  # fmt: skip
LABORATORIES = Design(
    floors=((-1, 2, 800), (1, 2, 1200), (2, 4, 1150), (3, 4, 1150)),
    uses=(Use.RESEARCH, Use.PILOT),
    height="4.5", load="5", power=160, rent=38,
)  # fmt: skip
WORKSHOPS = Design(
    floors=((1, 3, 3200), (2, 4, 3000), (3, 4, 3000)),
    uses=(Use.PRODUCTION, Use.PRODUCTION, Use.STORAGE),
    height="6", load="12", power=400, rent=24,
)  # fmt: skip
DESIGNS: dict[str, tuple[Design, ...]] = {
    "lijia": (OFFICES,),
    "zhaomushan": (OFFICES, LABORATORIES),
    "dadi": (LABORATORIES, WORKSHOPS),
    "tianhaixing": (WORKSHOPS,),
}


def build(park: Park, random: Random, today: date) -> list[Unit]:
    """The park's buildings with their units, in the order of a walk."""
    units: list[Unit] = []
    for order, design in enumerate(DESIGNS.get(park.slug, (OFFICES,)), start=1):
        building = Building.objects.create(
            park=park,
            name=f"示例{NUMERALS[order - 1]}号楼",
            english_name=f"Demo Building {order}",
            order=order,
        )
        units += Unit.objects.bulk_create(_units(building, design, random, today))
    return units


def _units(building: Building, design: Design, random: Random, today: date) -> Iterator[Unit]:
    for floor, count, area in design.floors:
        for place, share in enumerate(_shares(count, random), start=1):
            yield Unit(
                building=building,
                floor=floor,
                code=f"{'B' if floor < 0 else ''}{abs(floor)}{place:02d}",
                area=Decimal(round(area * share)),
                use=Use.STORAGE if floor < 0 else design.uses[(floor + place) % len(design.uses)],
                rent=Decimal(design.rent - (floor < 0) * 12 + random.randrange(-2, 4)),
                load=Decimal(design.load) + (4 if floor == 1 else 0),
                height=Decimal(design.height) + (Decimal("0.9") if floor == 1 else 0),
                power=Decimal(design.power + 20 * random.randrange(0, 4)),
                is_withheld=random.random() < 0.05,
                available_from=today + timedelta(days=random.randrange(40, 160))
                if random.random() < 0.1
                else None,
            )


def _shares(count: int, random: Random) -> list[Decimal]:
    """How a floor is divided: unevenly, as floors are."""
    weights = [random.randrange(6, 15) for _ in range(count)]
    return [Decimal(weight) / sum(weights) for weight in weights]
