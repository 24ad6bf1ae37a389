from datetime import datetime

import pytest
from django.utils import translation

from casework.refusals import FileRefused
from parks.models import Building, Park
from parks.services.units_import import read
from tests.parks.registrations import a_park
from tests.parks.test_workbooks import book
from tests.parks.units_file import GOOD, HEAD, changed, outcomes, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def park(db: None) -> Park:
    return Building.objects.create(park=a_park(), name="A 栋").park


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
