from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation

from casework.refusals import FileRefused, Refused
from parks.models import Building, Park, Unit
from parks.services import units_import
from parks.services.units_import import COLUMNS, Plan, plan, read, write
from tests.parks import world
from tests.parks.registrations import a_park, a_unit
from tests.parks.test_workbooks import book

pytestmark = pytest.mark.django_db

HEAD = ("楼栋", "楼层", "单元号", "面积（㎡）", "用途", "租金（元/㎡·月）", "可用日期", "暂不招租", "说明")
GOOD = ("A 栋", 3, 301, 500, "中试", 30, date(2027, 1, 31), "否", "朝南")


@pytest.fixture
def park(db: None) -> Park:
    return Building.objects.create(park=a_park(), name="A 栋").park


def planned(park: Park, *rows: tuple, head: tuple = HEAD) -> Plan:
    return plan(park, read(book(head, *rows)))


def changed(**values: object) -> tuple:
    names = ("building", "floor", "code", "area", "use", "rent", "available_from", "is_withheld", "note")
    return tuple(values.get(name, given) for name, given in zip(names, GOOD, strict=True))


def outcomes(found: Plan) -> list[str]:
    return [row.outcome for row in found.rows]


# --- reading ------------------------------------------------------------------------------------------


def test_a_new_unit_is_read_whole(park):
    found = planned(park, GOOD)

    assert outcomes(found) == ["new"]
    assert found.rows[0].line.values == {
        "building": "A 栋", "floor": "3", "code": "301", "area": "500.00", "use": "pilot", "rent": "30.00",
        "available_from": "2027-01-31", "is_withheld": "", "note": "朝南",
    }  # fmt: skip


def test_a_text_stands_on_one_line(park):
    (row,) = planned(park, changed(building="A  栋", code="30\n1")).rows
    assert (row.line.values["building"], row.line.values["code"]) == ("A 栋", "30 1")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"area": 0}, "第 2 行 面积：请填写大于 0 的数字，最多两位小数。"),
        ({"area": "很大"}, "第 2 行 面积：请填写大于 0 的数字，最多两位小数。"),
        ({"area": "NaN"}, "第 2 行 面积：请填写大于 0 的数字"),
        ({"area": "1e99"}, "第 2 行 面积：请填写大于 0 的数字"),
        ({"area": 10.123}, "第 2 行 面积：请填写大于 0 的数字，最多两位小数。"),
        ({"area": None}, "第 2 行 面积：请填写此项。"),
        ({"area": "=A1*2"}, "第 2 行 面积：请填写大于 0 的数字"),
        ({"rent": -1}, "第 2 行 租金：请填写不小于 0 的数字"),
        ({"rent": 10_000_000}, "第 2 行 租金：请填写不小于 0 的数字"),
        ({"floor": 0}, "第 2 行 楼层：请填写 -20 至 200 之间的整数，没有 0 层"),
        ({"floor": "一"}, "第 2 行 楼层：请填写整数"),
        ({"use": "餐饮"}, "第 2 行 用途：请从以下用途中选填：研发、中试、生产、办公、仓储。"),
        ({"available_from": "明年"}, "第 2 行 可用日期：请按“2027-01-31”的格式填写日期。"),
        ({"is_withheld": "也许"}, "第 2 行 暂不招租：请填写“是”或“否”。"),
        ({"code": "X" * 21}, "第 2 行 单元号：最多 20 个字，请精简。"),
        ({"note": "长" * 201}, "第 2 行 说明：最多 200 个字，请精简。"),
        ({"building": "B 栋"}, "第 2 行 楼栋：本园区没有“B 栋”，请先登记楼栋或者更正名称。"),
    ],
)
def test_what_is_wrong_with_a_cell_is_said_with_its_row_and_column(values, sentence, park):
    found = planned(park, changed(**values))

    assert outcomes(found) == ["wrong"]
    assert any(problem.startswith(sentence) for problem in found.rows[0].problems)
    assert not found.can_be_written


@pytest.mark.parametrize(
    ("name", "cell", "kept"),
    [
        ("code", 301.0, "301"), ("code", "'-1F", "-1F"), ("code", "=1+1", "=1+1"), ("use", "PILOT", "pilot"),
        ("use", "Pilot production", "pilot"), ("floor", "-1", "-1"), ("area", "1,200.50", "1200.50"),
        ("available_from", datetime(2027, 1, 31), "2027-01-31"),  # noqa: DTZ001
        ("available_from", "2027/01/31", "2027-01-31"),
        ("is_withheld", "是", "yes"), ("is_withheld", True, "yes"), ("is_withheld", 0, ""),
    ],
)  # fmt: skip
def test_a_cell_is_understood_however_it_was_typed(name, cell, kept, park):
    if cell == "Pilot production":
        with translation.override("en"):
            from parks.models import Use  # noqa: PLC0415

            cell = str(Use.PILOT.label)
    assert planned(park, changed(**{name: cell})).rows[0].line.values[name] == kept


def test_the_first_unknown_column_is_named(park):
    with pytest.raises(FileRefused, match="无法识别“颜色”列"):
        read(book((*HEAD, "颜色", "气味"), GOOD))


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (("楼栋", "楼层", "单元号", "面积（㎡）"), "缺少“用途”列"),
        (("楼栋", "楼层", "单元号", "面积（㎡）", "用途", "用途"), "“用途”列重复"),
    ],
)
def test_a_head_that_lacks_or_repeats_a_column_is_refused(head, sentence, park):
    with pytest.raises(FileRefused, match=sentence):
        read(book(head, GOOD))


def test_a_workbook_without_units_is_refused():
    with pytest.raises(FileRefused, match="工作表中没有单元"):
        read(book(HEAD))


def test_empty_rows_between_are_passed_over_and_keep_the_numbers(park):
    found = planned(park, GOOD, (None,) * 9, changed(code=302))

    assert [row.line.number for row in found.rows] == [2, 4]


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
