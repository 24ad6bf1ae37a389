"""The floor plan of a building: where each unit's box stands. Numbers only; the template draws.

Of a unit we know its floor and its area, not its outline. So each floor is a row (the top one first), each
unit a box in it whose width is its share of the floor's area, wide enough to be read and pressed. A floor
with more units than fit continues in a second row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from parks import quantities
from parks.models import Unit
from parks.states import UnitState, state_of

# In units of the drawing, which are about pixels of a phone 390 wide.
WIDTH = 360
GUTTER = 28
ROW = 42
GAP = 4
LEAST = 44
ROOF = 6
GROUND = 8
PER_CHARACTER = 7
ROOM_FOR_AREA = 92
MOST_IN_ROW = (WIDTH - GUTTER + GAP) // (LEAST + GAP)


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    code: str
    words: str
    title: str
    url: str
    state: UnitState
    current: bool
    height: int = ROW

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def code_at(self) -> float:
        return self.y + 18

    @property
    def words_at(self) -> float:
        return self.y + 32


@dataclass(frozen=True, slots=True)
class Storey:
    mark: str
    mark_at: float
    boxes: list[Box]


@dataclass(frozen=True, slots=True)
class Plan:
    storeys: list[Storey]
    height: float
    # Where the ground lies; None where nothing stands above it.
    ground: float | None
    width: int = WIDTH
    gutter: int = GUTTER


def drawn(units: Iterable[Unit], today: date, *, current: int | None = None) -> Plan:
    """`units` of one building, from the ground up and with `holding`, as `units_of` gives them."""
    floors = [(floor, list(rows)) for floor, rows in groupby(units, key=lambda unit: unit.floor)]
    storeys: list[Storey] = []
    y: float = ROOF
    ground = None
    for floor, rows in sorted(floors, key=lambda pair: -pair[0]):
        if floor < 0 and ground is None:
            ground, y = y + GROUND / 2 - GAP / 2, y + GROUND
        for part, mark in _parts(floor, rows):
            storeys.append(Storey(mark, y + ROW / 2 + 4, _boxes(part, y, today, current)))
            y += ROW + GAP
    if ground is None and floors:
        ground = y
        y += GROUND
    return Plan(storeys, y, ground)


def _parts(floor: int, rows: list[Unit]) -> list[tuple[list[Unit], str]]:
    """As many rows as the floor needs, evenly filled; only the first bears the floor's mark."""
    lines = -(-len(rows) // MOST_IN_ROW)
    size = -(-len(rows) // lines)
    marks = [quantities.storey_mark(floor)] + [""] * (lines - 1)
    return [(rows[place * size : (place + 1) * size], mark) for place, mark in enumerate(marks)]


def _boxes(units: Sequence[Unit], y: float, today: date, current: int | None) -> list[Box]:
    room = WIDTH - GUTTER - GAP * (len(units) - 1)
    x: float = GUTTER
    boxes = []
    for unit, width in zip(units, widths([float(unit.area) for unit in units], room), strict=True):
        boxes.append(_box(unit, round(x, 2), y, width, today, current))
        x += width + GAP
    return boxes


def widths(areas: Sequence[float], room: float, least: float = LEAST) -> list[float]:
    """Shares of the room by area, none below `least`; the wider ones give what the narrow ones need."""
    narrow: set[int] = set()
    while True:
        wide = [place for place in range(len(areas)) if place not in narrow]
        scale = (room - least * len(narrow)) / (sum(areas[place] for place in wide) or 1)
        more = {place for place in wide if areas[place] * scale < least}
        if not more:
            return [least if place in narrow else round(area * scale, 2) for place, area in enumerate(areas)]
        narrow |= more


def _box(unit: Unit, x: float, y: float, width: float, today: date, current: int | None) -> Box:
    state = state_of(unit, today)
    area = quantities.area(unit.area)
    words = f"{state.short} · {area}" if width >= ROOM_FOR_AREA else str(state.short)
    title = _("%(code)s：%(state)s，%(area)s，%(use)s") % {
        "code": unit.code, "state": state.word, "area": area, "use": unit.get_use_display(),
    }  # fmt: skip
    code = shortened(unit.code, width)
    return Box(x, y, width, code, words, title, reverse("unit", args=[unit.pk]), state, unit.pk == current)


def shortened(code: str, width: float) -> str:
    """The end of a code that is too long for its box: the end is what tells units apart."""
    fits = int(width / PER_CHARACTER)
    return code if len(code) <= fits else f"…{code[-(fits - 1) :]}"
