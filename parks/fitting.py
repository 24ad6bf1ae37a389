"""Does a unit fit what a registration asks for? Pure Python.

What a unit does not tell it cannot promise: a demand on an unknown value is not met.
"""

from decimal import Decimal
from typing import Protocol


class Demand(Protocol):
    """What a registration asks of a unit; None or "" where it asks nothing."""

    use: str
    area_min: Decimal | None
    area_max: Decimal | None
    height_min: Decimal | None
    load_min: Decimal | None
    power_min: Decimal | None


class Place(Protocol):
    """What a unit offers; None where it is unknown."""

    use: str
    area: Decimal
    height: Decimal | None
    load: Decimal | None
    power: Decimal | None


# What is demanded at least, and what of the unit answers it.
AT_LEAST = {"height_min": "height", "load_min": "load", "power_min": "power"}


def fits(unit: Place, demand: Demand) -> bool:
    return not misfits(unit, demand)


def misfits(unit: Place, demand: Demand) -> list[str]:
    """The names of the demands that this unit does not meet; empty when it fits."""
    found = [] if not demand.use or unit.use == demand.use else ["use"]
    if demand.area_min is not None and unit.area < demand.area_min:
        found.append("area_min")
    if demand.area_max is not None and unit.area > demand.area_max:
        found.append("area_max")
    for asked, told in AT_LEAST.items():
        least, known = getattr(demand, asked), getattr(unit, told)
        if least and (known is None or known < least):
            found.append(asked)
    return found
