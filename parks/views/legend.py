"""What the colours and patterns of a floor plan mean, with how much there is of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parks import quantities
from parks.models import Unit
from parks.states import LOOKS, UnitState, state_of


@dataclass(frozen=True, slots=True)
class Entry:
    state: UnitState
    count: int
    area: str


def legend(units: Iterable[Unit], today: date) -> list[Entry]:
    """Every state, also those without a unit: the legend explains the drawing and does not change with it."""
    counts = dict.fromkeys(LOOKS, 0)
    areas = dict.fromkeys(LOOKS, Decimal(0))
    for unit in units:
        state = state_of(unit, today).state
        counts[state] += 1
        areas[state] += unit.area
    return [Entry(look, counts[key], quantities.area(areas[key])) for key, look in LOOKS.items()]
