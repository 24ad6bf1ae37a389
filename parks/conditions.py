"""What a park's conditions of admission say about one registration: met, not met or unknown, by number.

Nothing is decided here: an officer reads the findings. Per-亩 figures are by the smallest area asked for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from parks import yields
from parks.models import Condition, EnvironmentClass, Measure, ParkRegistration
from parks.quantities import plain

CENT = Decimal("0.01")


PER_MU = {Measure.INVESTMENT_PER_MU: "total_investment", Measure.TAX_PER_MU: "annual_tax"}


class State(StrEnum):
    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition, held against one registration. `value` is None where it is unknown."""

    condition: Condition
    state: State
    value: Decimal | bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed figure, 万元 per 亩; where it cannot be computed, `why` says what is lacking."""

    measure: str
    label: str
    value: Decimal | None
    formula: str
    why: str = ""

    @property
    def worded(self) -> str:
        return plain(self.value)


def check(registration: ParkRegistration) -> list[Finding]:
    """Every condition of the registration's park, in the park's order; two queries."""
    conditions = list(registration.park.conditions.all())
    focus = set(registration.park.sectors.values_list("pk", flat=True)) if conditions else set()
    return evaluate(registration, conditions, focus)


def evaluate(
    registration: ParkRegistration, conditions: Iterable[Condition], focus: set[int]
) -> list[Finding]:
    """As `check`, with the conditions and the park's focus sectors at hand; asks the database nothing."""
    return [_finding(registration, condition, focus) for condition in conditions]


def _finding(registration: ParkRegistration, condition: Condition, focus: set[int]) -> Finding:
    if condition.threshold is None:
        return _answered(condition, *_answer(registration, condition.measure, focus))
    value, why = measured(registration, condition.measure)
    if value is None:
        return Finding(condition, State.UNKNOWN, None, why)
    at_least = condition.bound == Condition.Bound.AT_LEAST
    holds = value >= condition.threshold if at_least else value <= condition.threshold
    return Finding(condition, State.MET if holds else State.UNMET, value, _compared(condition, value))


def _compared(condition: Condition, value: Decimal) -> str:
    values = {
        "value": plain(value), "threshold": plain(condition.threshold), "unit": condition.unit,
    }  # fmt: skip
    if condition.bound == Condition.Bound.AT_LEAST:
        return _("登记为 %(value)s %(unit)s，要求不低于 %(threshold)s %(unit)s。") % values
    return _("登记为 %(value)s %(unit)s，要求不高于 %(threshold)s %(unit)s。") % values


# --- what is counted ------------------------------------------------------------------------------


def measured(registration: ParkRegistration, measure: str) -> tuple[Decimal | None, str]:
    """The registration's value in the measure's unit; where it is None, the sentence says what is lacking."""
    if measure in PER_MU:
        return _per_mu(registration, PER_MU[Measure(measure)])
    if measure == Measure.RESEARCH_SHARE:
        return _research_share(registration)
    value = getattr(registration, measure)
    return (None, lacking(registration, measure)) if value is None else (Decimal(value), "")


def _per_mu(registration: ParkRegistration, name: str) -> tuple[Decimal | None, str]:
    if registration.park.plot_ratio is None:
        return None, _("园区尚未填写容积率，暂不能计算。")
    if getattr(registration, name) is None:
        return None, lacking(registration, name)
    if not registration.area_min:
        return None, lacking(registration, "area_min")
    amount: Decimal = getattr(registration, name)
    return yields.per_mu(amount, registration.area_min, registration.park.plot_ratio), ""


def _research_share(registration: ParkRegistration) -> tuple[Decimal | None, str]:
    for needed in ("staff_count", "research_staff"):
        if getattr(registration, needed) is None:
            return None, lacking(registration, needed)
    staff, research = registration.staff_count or 0, registration.research_staff or 0
    if not staff:
        return None, _("登记的员工人数为 0，不能计算占比。")
    return (Decimal(100 * research) / staff).quantize(CENT, rounding=ROUND_HALF_UP), ""


def lacking(registration: ParkRegistration, name: str) -> str:
    label = getattr(registration._meta.get_field(name), "verbose_name", name)
    return _("登记尚未填写“%(label)s”，暂不能判断。") % {"label": label}


# --- what is answered by yes or no ------------------------------------------------------------------


def _answered(condition: Condition, value: bool | None, sentence: str) -> Finding:
    state = State.UNKNOWN if value is None else State.MET if value else State.UNMET
    return Finding(condition, state, value, sentence)


def _answer(registration: ParkRegistration, measure: str, focus: set[int]) -> tuple[bool | None, str]:
    answers: dict[str, Callable[[], tuple[bool | None, str]]] = {
        Measure.FOCUS_SECTOR: lambda: _in_focus(registration, focus),
        Measure.NO_HAZARDOUS: lambda: _not_hazardous(registration),
        Measure.NO_FULL_REPORT: lambda: _no_full_report(registration),
    }
    return answers[measure]()


def _in_focus(registration: ParkRegistration, focus: set[int]) -> tuple[bool | None, str]:
    if not focus:
        return None, _("园区尚未填写重点产业，暂不能判断。")
    if registration.sector_id is None:
        return None, lacking(registration, "sector")
    words = _("登记的所属产业为“%(sector)s”。") % {"sector": registration.sector}
    return registration.sector_id in focus, words


def _not_hazardous(registration: ParkRegistration) -> tuple[bool | None, str]:
    if registration.is_hazardous is None:
        return None, lacking(registration, "is_hazardous")
    words = _("登记为涉及危险化学品。") if registration.is_hazardous else _("登记为不涉及危险化学品。")
    return not registration.is_hazardous, words


def _no_full_report(registration: ParkRegistration) -> tuple[bool | None, str]:
    if not registration.environment_class:
        return None, lacking(registration, "environment_class")
    words = _("登记的环评类别为“%(name)s”。") % {"name": registration.get_environment_class_display()}
    return registration.environment_class != EnvironmentClass.REPORT, words


# --- the figures per 亩 -----------------------------------------------------------------------------


def figures(registration: ParkRegistration) -> list[Figure]:
    """投资强度 and 亩均税收, computed and never typed; no query once the park is at hand."""
    words: dict[str, Any] = {
        Measure.INVESTMENT_PER_MU: _("总投资 ÷ 用地亩数"), Measure.TAX_PER_MU: _("达产年税收 ÷ 用地亩数")
    }  # fmt: skip
    found = []
    for measure, formula in words.items():
        value, why = measured(registration, measure)
        found.append(Figure(measure, str(Measure(measure).label), value, formula, why))
    return found
