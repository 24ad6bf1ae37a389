from dataclasses import dataclass
from decimal import Decimal

import pytest

from parks.fitting import fits, misfits


@dataclass
class Wish:
    use: str = "pilot"
    area_min: Decimal | None = Decimal(400)
    area_max: Decimal | None = Decimal(800)
    height_min: Decimal | None = None
    load_min: Decimal | None = None
    power_min: Decimal | None = None


@dataclass
class Room:
    use: str = "pilot"
    area: Decimal = Decimal(500)
    height: Decimal | None = None
    load: Decimal | None = None
    power: Decimal | None = None


@pytest.mark.parametrize("area", [400, 800])
def test_the_bounds_of_the_area_themselves_fit(area):
    assert fits(Room(area=Decimal(area)), Wish())


@pytest.mark.parametrize(
    ("room", "wish", "lacking"),
    [
        (Room(area=Decimal("399.99")), Wish(), ["area_min"]),
        (Room(area=Decimal("800.01")), Wish(), ["area_max"]),
        (Room(use="office"), Wish(), ["use"]),
        (Room(height=Decimal("4.49")), Wish(height_min=Decimal("4.5")), ["height_min"]),
        (Room(load=Decimal(4)), Wish(load_min=Decimal(5)), ["load_min"]),
        (Room(power=Decimal(99)), Wish(power_min=Decimal(100)), ["power_min"]),
    ],
)
def test_each_demand_is_named_that_a_unit_does_not_meet(room, wish, lacking):
    assert misfits(room, wish) == lacking


@pytest.mark.parametrize("demand", ["height_min", "load_min", "power_min"])
def test_an_unknown_value_meets_no_demand_and_every_absence_of_one(demand):
    assert misfits(Room(), Wish(**{demand: Decimal(1)})) == [demand]
    assert fits(Room(), Wish(**{demand: None}))
    assert fits(Room(), Wish(**{demand: Decimal(0)}))


def test_who_asks_for_nothing_fits_everywhere():
    assert fits(Room(use="storage", area=Decimal(9999)), Wish(use="", area_min=None, area_max=None))
