"""States as word, icon and tone, seen from the applicant's side."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.chips import Chip
from accounts.models import LetterState
from casework.lifecycle import Status
from casework.models import Case, EffectState, ScanState

Shown = dict[str, Any]

# Amber is what waits for the reader, and here the reader is the applicant's side.
CASE_TONES: dict[str, tuple[str, str]] = {
    Status.DRAFT: ("slate", "pencil"),
    Status.SUBMITTED: ("ink", "send"),
    Status.UNDER_REVIEW: ("ink", "search-check"),
    Status.CHANGES_REQUESTED: ("amber", "undo-2"),
    Status.APPROVED: ("jade", "circle-check"),
    Status.REJECTED: ("cinnabar", "circle-x"),
    Status.WITHDRAWN: ("slate", "log-out"),
    Status.LAPSED: ("cinnabar", "timer-off"),
}
MOVE_TONES: dict[str, tuple[str, str]] = {
    "submit": ("ink", "send"),
    "start": ("ink", "search-check"),
    "request_changes": ("amber", "undo-2"),
    "approve": ("jade", "check"),
    "reject": ("cinnabar", "x"),
    "withdraw": ("slate", "log-out"),
    "lapse": ("cinnabar", "timer-off"),
    "reopen": ("ink", "rotate-ccw"),
}
SCAN_TONES: dict[str, tuple[str, str]] = {
    ScanState.UNSCANNED: ("jade", "check"),
    ScanState.PENDING: ("ink", "scan-search"),
    ScanState.CLEAN: ("jade", "shield-check"),
    ScanState.INFECTED: ("cinnabar", "shield-x"),
    ScanState.FAILED: ("ink", "scan-search"),
}
EFFECT_TONES: dict[str, tuple[str, str]] = {
    EffectState.DONE: ("jade", "check"),
    EffectState.PENDING: ("ink", "hourglass"),
    EffectState.FAILED: ("amber", "triangle-alert"),
}
LETTER_TONES: dict[str, tuple[str, str]] = {
    LetterState.QUEUED: ("ink", "hourglass"),
    LetterState.SENDING: ("ink", "send"),
    LetterState.SENT: ("jade", "mail-check"),
    LetterState.FAILED: ("cinnabar", "mail-x"),
}


def chip(look: tuple[str, str], word: str | Promise) -> Chip:
    return Chip(*look, word)


def case_chip(case: Case) -> Chip:
    return chip(CASE_TONES[case.status], case.get_status_display())


def scan_word(state: str) -> str:
    words = {ScanState.UNSCANNED: _("已收到"), ScanState.FAILED: ScanState.PENDING.label}
    return str(words.get(ScanState(state), ScanState(state).label))
