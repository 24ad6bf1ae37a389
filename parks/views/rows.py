"""A unit as lists show it: every value written, an empty one for what nobody has entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from casework.kinds import Fact
from parks import quantities
from parks.models import Unit
from parks.states import UnitState, state_of


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a unit; a table says its unit in the heading, a card beside the number."""

    label: str
    number: str
    unit: str

    @property
    def text(self) -> str:
        return f"{self.number} {self.unit}" if self.number else ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    url: str
    name: str
    code: str
    floor: str
    use: str
    area: Measure
    rent: Measure
    load: Measure
    height: Measure
    power: Measure
    available: str
    state: UnitState
    unit: Unit

    @property
    def measures(self) -> list[Measure]:
        return [self.area, self.rent, self.load, self.height, self.power]


def unit_row(unit: Unit, today: date) -> UnitRow:
    state = state_of(unit, today)
    return UnitRow(
        url=unit.get_absolute_url(),
        name=str(unit),
        code=unit.code,
        floor=quantities.storey_mark(unit.floor),
        use=unit.get_use_display(),
        area=_measure(_("面积"), unit.area, "㎡"),
        # What is not to be let has no price.
        rent=_measure(_("租金"), unit.rent if state.can_be_let else None, _("元/㎡·月")),
        load=_measure(_("楼面荷载"), unit.load, "kN/㎡"),
        height=_measure(_("层高"), unit.height, "m"),
        power=_measure(_("用电容量"), unit.power, "kVA"),
        available=_available(unit, today) if state.can_be_let else "",
        state=state,
        unit=unit,
    )


def _measure(label: str, value: Decimal | None, unit: str) -> Measure:
    return Measure(label, quantities.plain(value), unit)


def unit_rows(units: Iterable[Unit], today: date) -> list[UnitRow]:
    return [unit_row(unit, today) for unit in units]


def _available(unit: Unit, today: date) -> str:
    if unit.available_from is None or unit.available_from <= today:
        return _("现在")
    return formats.date_format(unit.available_from, "DATE_FORMAT")


def facts_of(row: UnitRow) -> list[Fact]:
    unit = row.unit
    said = [
        ("park", _("园区"), str(unit.building.park)),
        ("building", _("楼栋"), str(unit.building)),
        ("floor", _("楼层"), quantities.storey(unit.floor)),
        ("use", _("用途"), row.use),
    ]
    shown = [row.area, row.height, row.load, row.power] + [row.rent] * row.state.can_be_let
    said += [("", one.label, one.text) for one in shown]
    if row.state.can_be_let:
        said.append(("available", _("可用日期"), row.available))
    if unit.note:
        said.append(("note", _("说明"), unit.note))
    return [Fact(name, label, value, "unit") for name, label, value in said]
