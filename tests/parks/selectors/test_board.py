from datetime import date
from decimal import Decimal

import pytest

from parks.models import Building, Tenancy
from parks.selectors.board import board
from tests.parks import world
from tests.parks.registrations import a_park, a_unit

pytestmark = pytest.mark.django_db


def test_a_building_is_counted_by_what_its_units_are(there):
    world.moved_in(there, a_unit(there.park, "301"))
    world.signed(there, a_unit(there.park, "302", area=Decimal(450)))
    world.offered(there, a_unit(there.park, "303"))
    a_unit(there.park, "304", area=Decimal(50))
    a_unit(there.park, "305", area=Decimal(50), available_from=date(2099, 1, 1))
    a_unit(there.park, "306", area=Decimal(10), is_withheld=True)

    found = board(there.park)

    assert found.whole.count == {"let": 1, "fitting": 1, "reserved": 1, "free": 2, "withheld": 1}
    assert found.whole.area["fitting"] == 450
    assert (found.whole.total, found.whole.units) == (1560, 6)
    assert found.whole.let_share == Decimal(950) * 100 / 1560


def test_a_building_without_units_is_there_and_has_no_share(there):
    Building.objects.create(park=there.park, name="空栋")

    (building,) = board(there.park).buildings
    assert (building.name, building.units, building.let_share) == ("空栋", 0, None)


def test_a_contract_stands_under_the_shortest_of_its_terms(there):
    today = date(2026, 11, 25)
    for number, days in enumerate((-5, 30, 31, 60, 90, 91)):
        tenancy = world.signed(there, a_unit(there.park, f"30{number}"))
        ends = date.fromordinal(today.toordinal() + days)
        Tenancy.objects.filter(pk=tenancy.pk).update(starts_on=date(2020, 1, 1), ends_on=ends)

    found = board(there.park, on=today)

    assert {days: len(rows) for days, rows in found.expiring.items()} == {30: 2, 60: 2, 90: 1}


def test_the_newest_year_of_reports_is_counted(there, unit):
    world.a_report(world.moved_in(there, unit))

    found = board(there.park)

    assert found.reports == {"asked": 0, "submitted": 1, "confirmed": 0}
    assert board(a_park("dadi", "大地示例园")).year is None


def test_the_line_stands_in_order_and_stages_hold_their_own(there, unit):
    first, second = world.in_line(there), world.in_line(there)
    world.offered(there, unit)

    found = board(there.park)

    assert [place.registration for place in found.line] == [first, second]
    assert {stage.code: len(stage.rows) for stage in found.stages if stage.rows} == {
        "waiting": 2,
        "offered": 1,
    }


def test_the_board_costs_the_same_whatever_the_size_of_the_park(there, django_assert_num_queries):
    for number in range(2):
        world.a_report(world.moved_in(there, a_unit(there.park, f"30{number}")))
        world.offered(there, a_unit(there.park, f"40{number}"))
        world.in_line(there)
        with django_assert_num_queries(6):
            board(there.park)
