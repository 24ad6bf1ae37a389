"""How the staff's desk words and colours what cases, letters, scans and effects are in."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.chips import Chip
from accounts.models import LetterState
from casework.lifecycle import Status
from casework.models import Case, Effect, EffectState, ScanState
from casework.views.shown.states import LETTER_TONES

CASE_STATES: dict[str, tuple[str, str]] = {
    Status.DRAFT: ("slate", "pencil"),
    Status.SUBMITTED: ("amber", "inbox"),
    Status.UNDER_REVIEW: ("amber", "search-check"),
    Status.CHANGES_REQUESTED: ("ink", "undo-2"),
    Status.APPROVED: ("jade", "circle-check"),
    Status.REJECTED: ("cinnabar", "circle-x"),
    Status.WITHDRAWN: ("slate", "log-out"),
    Status.LAPSED: ("slate", "timer-off"),
}
SCAN_STATES: dict[str, tuple[str, str]] = {
    ScanState.UNSCANNED: ("slate", "shield"),
    ScanState.PENDING: ("ink", "hourglass"),
    ScanState.CLEAN: ("jade", "shield-check"),
    ScanState.INFECTED: ("cinnabar", "shield-alert"),
    ScanState.FAILED: ("amber", "shield-question-mark"),
}
EFFECT_STATES: dict[str, tuple[str, str]] = {
    EffectState.DONE: ("jade", "check"),
    EffectState.PENDING: ("ink", "hourglass"),
    EffectState.FAILED: ("cinnabar", "triangle-alert"),
}
OVERDUE = Chip("cinnabar", "alarm-clock", _("已逾期"))


def of_case(case: Case) -> Chip:
    return Chip(*CASE_STATES[case.status], case.get_status_display())


def of_scan(state: str) -> Chip:
    return Chip(*SCAN_STATES[state], ScanState(state).label)


def of_effect(effect: Effect) -> Chip:
    return Chip(*EFFECT_STATES[effect.state], EffectState(effect.state).label)


def of_letter(state: str) -> Chip:
    return Chip(*LETTER_TONES[state], LetterState(state).label)


def drawn(chip: Chip) -> SafeString:
    context: dict[str, Any] = {"tone": chip.tone, "icon": chip.icon, "word": chip.word}
    return render_to_string("components/chip.html", context)
