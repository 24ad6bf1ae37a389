"""Units from a workbook: compared with what is there, shown, and written exactly as shown.

Between the preview and the confirmation the world may change: the preview carries a fingerprint of
everything it said, and what would come out otherwise now is refused as a whole.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from casework.refusals import Refused
from parks import workbooks
from parks.models import Building, Park, Tenancy, Unit, Use
from parks.services.units_reading import COLUMNS, Line, address, read

__all__ = ["COLUMNS", "Line", "Plan", "Planned", "plan", "read", "template", "worded", "write"]

# What stays as somebody signed for it.
SETTLED = ("floor", "area", "use")


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row would do: new, changed (with the columns), unchanged or wrong."""

    line: Line
    outcome: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    rows: list[Planned]

    def count(self, outcome: str) -> int:
        return sum(1 for row in self.rows if row.outcome == outcome)

    @property
    def can_be_written(self) -> bool:
        return not self.count("wrong") and bool(self.count("new") + self.count("changed"))

    @property
    def fingerprint(self) -> str:
        said = [(row.line.number, row.outcome, row.unit, row.changes, row.line.values) for row in self.rows]
        return hashlib.sha256(repr(said).encode()).hexdigest()


# --- comparing --------------------------------------------------------------------------------------


def plan(park: Park, lines: Sequence[Line]) -> Plan:
    """What these lines would do to this park's units now. Three queries, however many lines."""
    buildings = {building.name: building.pk for building in Building.objects.filter(park=park)}
    there = {(unit.building_id, unit.code): unit for unit in Unit.objects.filter(building__park=park)}
    settled = set(Tenancy.objects.filter(unit__building__park=park).values_list("unit_id", flat=True))
    seen: dict[tuple[int, str], int] = {}
    rows = []
    for line in lines:
        building = buildings.get(line.values.get("building", ""))
        problems = [*line.problems, *_of_place(line, building, seen)]
        unit = there.get((building or 0, line.values.get("code", "")))
        changes = _changes(unit, line) if unit and not problems else []
        if unit and unit.pk in settled:
            problems += _of_settled(line, changes)
        rows.append(
            Planned(line, _outcome(unit, changes, problems), changes, problems, unit.pk if unit else None)
        )
    return Plan(rows)


def _outcome(unit: Unit | None, changes: Sequence[Any], problems: Sequence[str]) -> str:
    if problems:
        return "wrong"
    if unit is None:
        return "new"
    return "changed" if changes else "unchanged"


def _of_place(line: Line, building: int | None, seen: dict[tuple[int, str], int]) -> Iterator[str]:
    name, code = line.values.get("building"), line.values.get("code")
    if name and building is None:
        sentence = _("本园区没有“%(name)s”，请先登记楼栋或者更正名称。") % {"name": name}
        yield address(line.number, "building", sentence)
    if building and code:
        first = seen.setdefault((building, code), line.number)
        if first != line.number:
            yield address(
                line.number, "code", _("与第 %(first)s 行重复，请删除其中一行。") % {"first": first}
            )


def _of_settled(line: Line, changes: Sequence[tuple[str, str, str]]) -> list[str]:
    sentence = _("该单元有租用记录，此项不能修改。")
    return [address(line.number, name, sentence) for name, _was, _now in changes if name in SETTLED]


def _changes(unit: Unit, line: Line) -> list[tuple[str, str, str]]:
    """Column, value before, value after; a column that the workbook does not have is left alone."""
    before = {name: _kept(unit, name) for name in line.values if name not in ("building", "code")}
    return [(name, was, line.values[name]) for name, was in before.items() if was != line.values[name]]


def _kept(unit: Unit, name: str) -> str:
    value = getattr(unit, name)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


# --- writing ----------------------------------------------------------------------------------------


@transaction.atomic
def write(park: Park, lines: Sequence[Line], *, fingerprint: str) -> Plan:
    """Exactly what was shown, or nothing: raises `Refused` where the preview is no longer true."""
    # On PostgreSQL the rows stand still until the end; SQLite lets one transaction write at a time.
    list(Unit.objects.select_for_update().filter(building__park=park).values_list("pk", flat=True))
    planned = plan(park, lines)
    if planned.fingerprint != fingerprint:
        raise Refused(_("预览之后单元信息有变化，未写入任何内容。请重新上传文件，核对后再确认。"))
    if not planned.can_be_written:
        raise Refused(_("没有可以写入的内容，请更正后重新上传。"))
    buildings = {building.name: building.pk for building in Building.objects.filter(park=park)}
    new = [_made(row, buildings) for row in planned.rows if row.outcome == "new"]
    try:
        with transaction.atomic():
            Unit.objects.bulk_create(new)
    except IntegrityError:
        raise Refused(_("预览之后单元信息有变化，未写入任何内容。请重新上传文件，核对后再确认。")) from None
    for row in planned.rows:
        if row.unit is not None and row.outcome == "changed":
            values = {name: _typed(name, now) for name, _was, now in row.changes}
            Unit.objects.filter(pk=row.unit).update(**values)
    return planned


def _made(row: Planned, buildings: Mapping[str, int]) -> Unit:
    values = {name: _typed(name, text) for name, text in row.line.values.items() if name != "building"}
    return Unit(building_id=buildings[row.line.values["building"]], **values)


def _typed(name: str, text: str) -> Any:
    if name == "is_withheld":
        return text == "yes"
    if name in ("code", "use", "note"):
        return text
    if not text:
        return None
    if name == "floor":
        return int(text)
    return date.fromisoformat(text) if name == "available_from" else Decimal(text)


# --- the template -----------------------------------------------------------------------------------


def template(park: Park) -> bytes:
    """An empty workbook with the columns, and this park's units as they are, to be filled in further."""
    rows = [
        [_shown(unit, name) for name in COLUMNS] for unit in Unit.objects.filter(building__park=park).placed()
    ]
    return workbooks.xlsx(_("单元"), [str(label) for label in COLUMNS.values()], rows)


def _shown(unit: Unit, name: str) -> Any:
    if name == "building":
        return unit.building.name
    if name == "use":
        return unit.get_use_display()
    if name == "is_withheld":
        return _("是") if unit.is_withheld else ""
    return getattr(unit, name)


def worded(name: str, text: str) -> str:
    """A value as it is kept, for the reader."""
    if name == "use" and text:
        return str(Use(text).label)
    if name == "is_withheld":
        return _("是") if text else _("否")
    return text
