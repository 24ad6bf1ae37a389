from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from parks.selectors import units
from parks.selectors.units import Criteria, Space, added
from tests.parks import world
from tests.parks.registrations import a_unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def codes(**criteria):
    return [unit.code for unit in units.matching(Criteria(**criteria))]


@pytest.fixture
def some(park, other_park):
    soon = TODAY + timedelta(days=30)
    a_unit(
        park,
        "101",
        area=Decimal(100),
        use="office",
        rent=Decimal(40),
        power=Decimal(60),
        load=Decimal(3),
        floor=1,
    )
    a_unit(park, "301", area=Decimal(500), use="pilot", rent=Decimal(30), power=Decimal(200), load=Decimal(9))
    a_unit(park, "302", area=Decimal(800), rent=None, available_from=soon)
    a_unit(other_park, "901", area=Decimal(2000), use="production", rent=Decimal(20), floor=9)
    a_unit(park, "999", is_withheld=True)


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({}, ["101", "301", "302", "901"]),
        ({"park": "dadi"}, ["901"]),
        ({"use": "office"}, ["101"]),
        ({"area_min": Decimal(500)}, ["301", "302", "901"]),
        ({"area_min": Decimal(500), "area_max": Decimal(500)}, ["301"]),
        ({"rent_max": Decimal(30)}, ["301", "901"]),
        ({"power_min": Decimal(60)}, ["101", "301"]),
        ({"load_min": Decimal("3.01")}, ["301"]),
        ({"by": TODAY + timedelta(days=29)}, ["101", "301", "901"]),
        ({"by": TODAY + timedelta(days=30)}, ["101", "301", "302", "901"]),
    ],
)  # fmt: skip
def test_units_are_found_by_what_is_asked_limits_included(some, criteria, found):
    assert codes(**criteria) == found


def test_what_somebody_holds_is_not_found(there, unit):
    world.offered(there, unit)
    a_unit(there.park, "302")
    assert codes() == ["302"]


def test_a_page_ends_where_the_list_ends(some):
    first = units.page(Criteria(), 1, size=3)
    assert ([unit.code for unit in first.rows], first.count, first.has_more) == (
        ["101", "301", "302"],
        4,
        True,
    )
    second = units.page(Criteria(), 2, size=3)
    assert ([unit.code for unit in second.rows], second.has_more) == (["901"], False)


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (9, 2)])
def test_a_page_that_is_none_is_the_nearest_one(some, asked, given):
    assert units.page(Criteria(), asked, size=3).number == given


def test_a_count_beyond_the_cap_says_only_that_there_are_more(some, monkeypatch):
    monkeypatch.setattr(units, "CAP", 2)
    page = units.page(Criteria(), 2, size=2)
    assert (page.count, page.capped, [unit.code for unit in page.rows]) == (2, True, ["302", "901"])


def test_space_counts_what_is_free_today_and_what_will_be(some, park, other_park):
    spaces = units.space_of_parks(TODAY)
    assert spaces[park.pk] == Space(
        units=4, area=Decimal(1900), free=2, free_area=Decimal(600), later=1, largest=Decimal(800),
        rent_from=Decimal(30), rent_to=Decimal(40),
    )  # fmt: skip
    assert spaces[other_park.pk].free == 1


def test_what_is_held_is_no_free_space(there, unit):
    world.offered(there, unit)
    assert units.space_of_parks(TODAY)[there.park.pk] == Space(units=1, area=Decimal(500))


def test_the_space_of_a_park_is_that_of_its_buildings(some, park):
    by_building = units.space_of_buildings(park, TODAY)
    assert added(by_building.values()) == units.space_of_parks(TODAY)[park.pk]
    assert added([]) == Space()


def test_a_unit_comes_with_who_holds_it(there, unit):
    world.moved_in(there, unit)
    assert units.unit(unit.pk).holding == "moved_in"
    assert [row.holding for row in units.units_of(unit.building)] == ["moved_in"]
    assert units.unit(0) is None
