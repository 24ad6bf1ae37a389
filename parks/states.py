"""What a unit is today: never typed, it follows from who holds it, its dates, being withheld. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from parks.lifecycles import TenancyStatus


class State(StrEnum):
    FREE = "free"
    LATER = "later"
    RESERVED = "reserved"
    FITTING = "fitting"
    LET = "let"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class UnitState:
    """`word` says it in full, `short` fits into a box of the plan, `pattern` draws it without colour."""

    state: State
    tone: str
    icon: str
    pattern: str
    word: str | Promise
    short: str | Promise

    @property
    def can_be_let(self) -> bool:
        return self.state in (State.FREE, State.LATER)


def _look(state: State, tone: str, icon: str, word: Promise, short: Promise) -> UnitState:
    return UnitState(state, tone, icon, f"plan-{state}", word, short)


LOOKS = {
    look.state: look
    for look in (
        _look(
            State.FREE, "jade", "door-open",
            pgettext_lazy("state of a unit", "空置"), pgettext_lazy("floor plan, very short", "空置"),
        ),
        _look(
            State.LATER, "jade", "calendar-clock",
            pgettext_lazy("state of a unit", "即将可租"), pgettext_lazy("floor plan, very short", "将空"),
        ),
        _look(
            State.RESERVED, "amber", "bookmark",
            pgettext_lazy("state of a unit", "预留"), pgettext_lazy("floor plan, very short", "预留"),
        ),
        _look(
            State.FITTING, "ink", "paint-roller",
            pgettext_lazy("state of a unit", "装修"), pgettext_lazy("floor plan, very short", "装修"),
        ),
        _look(
            State.LET, "slate", "key-round",
            pgettext_lazy("state of a unit", "已租"), pgettext_lazy("floor plan, very short", "已租"),
        ),
        _look(
            State.WITHHELD, "slate", "lock",
            pgettext_lazy("state of a unit", "暂不招租"), pgettext_lazy("floor plan, very short", "暂不租"),
        ),
    )
}  # fmt: skip
HELD_AS: dict[str, State] = {
    TenancyStatus.OFFERED: State.RESERVED,
    TenancyStatus.ACCEPTED: State.RESERVED,
    TenancyStatus.SIGNED: State.FITTING,
    TenancyStatus.MOVED_IN: State.LET,
}


def unit_state(
    holding: str | None, *, is_withheld: bool, available_from: date | None, today: date
) -> UnitState:
    """`holding` is the status of the tenancy that holds it, which goes before a tick to withhold it."""
    if holding in HELD_AS:
        return LOOKS[HELD_AS[holding]]
    if is_withheld:
        return LOOKS[State.WITHHELD]
    if available_from is not None and available_from > today:
        return _from_day(available_from)
    return LOOKS[State.FREE]


def state_of(unit: Any, today: date) -> UnitState:
    """`unit` has its `holding`, or stands in a list of units that nobody holds."""
    holding = getattr(unit, "holding", None)
    return unit_state(holding, is_withheld=unit.is_withheld, available_from=unit.available_from, today=today)


def _from_day(day: date) -> UnitState:
    look = LOOKS[State.LATER]
    word = _("%(day)s起可租") % {"day": formats.date_format(day, "DATE_FORMAT")}
    return UnitState(look.state, look.tone, look.icon, look.pattern, word, look.short)
