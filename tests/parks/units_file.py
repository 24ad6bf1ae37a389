"""Workbooks of units, as an office fills them in."""

from datetime import date

from parks.models import Park
from parks.services.units_import import Plan, plan
from parks.services.units_reading import read
from tests.parks.test_workbooks import book

HEAD = ("楼栋", "楼层", "单元号", "面积（㎡）", "用途", "租金（元/㎡·月）", "可用日期", "暂不招租", "说明")
GOOD = ("A 栋", 3, 301, 500, "中试", 30, date(2027, 1, 31), "否", "朝南")


def planned(park: Park, *rows: tuple, head: tuple = HEAD) -> Plan:
    return plan(park, read(book(head, *rows)))


def changed(**values: object) -> tuple:
    names = ("building", "floor", "code", "area", "use", "rent", "available_from", "is_withheld", "note")
    return tuple(values.get(name, given) for name, given in zip(names, GOOD, strict=True))


def outcomes(found: Plan) -> list[str]:
    return [row.outcome for row in found.rows]
