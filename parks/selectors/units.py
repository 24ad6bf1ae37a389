"""Units found, counted and paged; and the space of parks and buildings, added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum

from parks.models import Building, Park, Tenancy, Unit

PAGE = 24
# Beyond this a count says only that there are more.
CAP = 1000


@dataclass(frozen=True, slots=True)
class Criteria:
    park: str = ""
    use: str = ""
    area_min: Decimal | None = None
    area_max: Decimal | None = None
    rent_max: Decimal | None = None
    power_min: Decimal | None = None
    load_min: Decimal | None = None
    by: date | None = None


def matching(criteria: Criteria) -> QuerySet[Unit]:
    """Units that may be offered, now or from a day on. A unit whose rent, power or load nobody has
    entered is not found by these."""
    rows = Unit.objects.lettable().placed()
    wanted: dict[str, Any] = {
        "building__park__slug": criteria.park,
        "use": criteria.use,
        "area__gte": criteria.area_min,
        "area__lte": criteria.area_max,
        "rent__lte": criteria.rent_max,
        "power__gte": criteria.power_min,
        "load__gte": criteria.load_min,
    }
    rows = rows.filter(**{path: value for path, value in wanted.items() if value not in (None, "")})
    if criteria.by is not None:
        rows = rows.filter(Q(available_from__isnull=True) | Q(available_from__lte=criteria.by))
    return rows


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Unit]
    number: int
    count: int
    capped: bool
    has_more: bool


def page(criteria: Criteria, number: int = 1, size: int = PAGE) -> Page:
    """The page of this number, or the last one there is; two queries."""
    rows = matching(criteria)
    count = rows.order_by()[: CAP + 1].count()
    last = max(1, -(-min(count, CAP) // size))
    number = max(1, number) if count > CAP else min(max(1, number), last)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(found[:size], number, min(count, CAP), count > CAP, len(found) > size)


# --- space, added up -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Space:
    """What a park or a building has, and what of it is free today or will be on a known day."""

    units: int = 0
    area: Decimal = Decimal(0)
    free: int = 0
    free_area: Decimal = Decimal(0)
    later: int = 0
    largest: Decimal | None = None
    rent_from: Decimal | None = None
    rent_to: Decimal | None = None


def space_of_parks(today: date) -> dict[int, Space]:
    return _added_up(Unit.objects.all(), "building__park", today)


def space_of_buildings(park: Park, today: date) -> dict[int, Space]:
    return _added_up(Unit.objects.filter(building__park=park), "building", today)


def _added_up(units: QuerySet[Unit], by: str, today: date) -> dict[int, Space]:
    held = Exists(Tenancy.objects.holding().filter(unit=OuterRef("pk")))
    lettable = Q(is_held=False, is_withheld=False)
    free = lettable & (Q(available_from__isnull=True) | Q(available_from__lte=today))
    sums = {
        "units": Count("pk"),
        "total": Sum("area"),
        "free": Count("pk", filter=free),
        "free_area": Sum("area", filter=free, default=Decimal(0)),
        "later": Count("pk", filter=lettable & Q(available_from__gt=today)),
        "largest": Max("area", filter=lettable),
        "rent_from": Min("rent", filter=lettable),
        "rent_to": Max("rent", filter=lettable),
    }
    rows = units.annotate(is_held=held).order_by().values_list(by).annotate(**sums)
    return {key: Space(*figures) for key, *figures in rows}


def added(spaces: Iterable[Space]) -> Space:
    """Of several buildings, that of the park."""
    parts = list(spaces)
    rents = [rent for part in parts for rent in (part.rent_from, part.rent_to) if rent is not None]
    return Space(
        units=sum(part.units for part in parts),
        area=sum((part.area for part in parts), Decimal(0)),
        free=sum(part.free for part in parts),
        free_area=sum((part.free_area for part in parts), Decimal(0)),
        later=sum(part.later for part in parts),
        largest=max((part.largest for part in parts if part.largest is not None), default=None),
        rent_from=min(rents, default=None),
        rent_to=max(rents, default=None),
    )


# --- one building, one unit --------------------------------------------------------------------------


def buildings_of(park: Park) -> QuerySet[Building]:
    return Building.objects.filter(park=park)


def units_of(building: Building | int) -> QuerySet[Unit]:
    """All units of a building with who holds them, from the ground up."""
    return Unit.objects.filter(building=building).with_holder().order_by("floor", "code")


def unit(pk: int) -> Unit | None:
    return Unit.objects.placed().with_holder().filter(pk=pk).first()
