from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation

from casework.refusals import Refused
from parks.models import Building, Park, Unit
from parks.services import units_import
from parks.services.units_import import COLUMNS, plan, read, write
from tests.parks import world
from tests.parks.registrations import a_park, a_unit
from tests.parks.test_workbooks import book
from tests.parks.units_file import GOOD, HEAD, changed, outcomes, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def park(db: None) -> Park:
    return Building.objects.create(park=a_park(), name="A 栋").park


# --- comparing ----------------------------------------------------------------------------------------


def test_the_same_unit_twice_in_a_file_is_wrong(park):
    found = planned(park, GOOD, changed(area=600))

    assert outcomes(found) == ["new", "wrong"]
    assert found.rows[1].problems == ["第 3 行 单元号：与第 2 行重复，请删除其中一行。"]


def test_what_differs_is_named_and_what_does_not_is_unchanged(park):
    a_unit(park, "301", available_from=date(2027, 1, 31), note="朝南")
    a_unit(park, "302", note="朝北")

    found = planned(park, GOOD, changed(code=302, rent=35, note="朝北", available_from=None))

    assert outcomes(found) == ["unchanged", "changed"]
    assert found.rows[1].changes == [("rent", "30.00", "35.00")]


def test_a_column_that_is_not_there_is_left_alone(park):
    a_unit(park, "301", note="朝南", rent=Decimal(30))

    assert outcomes(planned(park, ("A 栋", 3, 301, 500, "中试"), head=HEAD[:5])) == ["unchanged"]


def test_what_somebody_signed_for_is_not_changed_by_a_file(there):
    unit = a_unit(there.park)
    world.offered(there, unit)

    found = planned(there.park, changed(area=600, available_from=None, note=""))

    assert found.rows[0].problems == ["第 2 行 面积：该单元有租用记录，此项不能修改。"]
    assert outcomes(planned(there.park, changed(rent=31, available_from=None, note=""))) == ["changed"]


def test_comparing_costs_three_queries_however_many_rows(park, django_assert_num_queries):
    for rows in (1, 3):
        lines = read(book(HEAD, *[changed(code=300 + number) for number in range(rows)]))
        with django_assert_num_queries(3):
            plan(park, lines)


# --- writing ------------------------------------------------------------------------------------------


def test_exactly_the_rows_that_were_shown_are_written(park):
    old = a_unit(park, "301", rent=Decimal(20))
    lines = read(book(HEAD, GOOD, changed(code=302, floor=-1, is_withheld="是", available_from=None)))

    write(park, lines, fingerprint=plan(park, lines).fingerprint)

    old.refresh_from_db()
    new = Unit.objects.get(code="302")
    assert (old.rent, old.note, old.available_from) == (Decimal(30), "朝南", date(2027, 1, 31))
    assert (new.floor, new.is_withheld, new.use, new.area) == (-1, True, "pilot", Decimal(500))
    assert Unit.objects.count() == 2


def test_a_world_that_changed_since_the_preview_is_refused_whole(park):
    unit = a_unit(park, "301", rent=Decimal(20))
    lines = read(book(HEAD, GOOD, changed(code=302)))
    fingerprint = plan(park, lines).fingerprint
    Unit.objects.filter(pk=unit.pk).update(rent=25)

    with pytest.raises(Refused, match="预览之后单元信息有变化"):
        write(park, lines, fingerprint=fingerprint)

    assert Unit.objects.get().rent == 25


def test_a_unit_added_since_the_preview_is_not_written_over(park):
    lines = read(book(HEAD, GOOD))
    fingerprint = plan(park, lines).fingerprint
    a_unit(park, "301", area=Decimal(10))

    with pytest.raises(Refused, match="预览之后单元信息有变化"):
        write(park, lines, fingerprint=fingerprint)

    assert Unit.objects.get().area == 10


def test_with_a_wrong_row_nothing_is_written(park):
    lines = read(book(HEAD, GOOD, changed(code=302, area=0)))

    with pytest.raises(Refused, match="没有可以写入的内容"):
        write(park, lines, fingerprint=plan(park, lines).fingerprint)

    assert not Unit.objects.exists()


# --- the template -------------------------------------------------------------------------------------


def test_the_template_comes_back_as_unchanged_in_either_language(park):
    a_unit(park, "301", load=Decimal(10), available_from=date(2027, 1, 31))
    a_unit(park, "-1F", floor=-1, is_withheld=True, note="=备注")
    for language in ("zh-hans", "en"):
        with translation.override(language):
            content = units_import.template(park)
        found = plan(park, read(BytesIO(content)))

        assert outcomes(found) == ["unchanged", "unchanged"], [row.problems for row in found.rows]


def test_every_column_of_the_table_can_be_imported():
    skipped = {"id"}
    assert set(COLUMNS) == {field.name for field in Unit._meta.fields} - skipped
