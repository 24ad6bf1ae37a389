"""How states look, word, icon and tone, on the applicant's pages and at the staff's desk alike.

Amber is what waits for the reader: a case's tone depends on the side it is seen from, its icon does not.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from accounts.chips import Chip
from accounts.models import LetterState
from casework.lifecycle import Side, Status
from casework.models import Case, EffectState, ScanState

Look = tuple[str, str]  # tone and icon

CASE_ICONS: Mapping[str, str] = {
    Status.DRAFT: "pencil",
    Status.SUBMITTED: "send",
    Status.UNDER_REVIEW: "search-check",
    Status.CHANGES_REQUESTED: "undo-2",
    Status.APPROVED: "circle-check",
    Status.REJECTED: "circle-x",
    Status.WITHDRAWN: "log-out",
    Status.LAPSED: "timer-off",
}
# The same from both sides: what is over, and the draft, which hurries nobody.
CASE_TONES: Mapping[str, str] = {
    Status.DRAFT: "slate",
    Status.APPROVED: "jade",
    Status.REJECTED: "cinnabar",
    Status.WITHDRAWN: "slate",
    Status.LAPSED: "cinnabar",
}
ENTRIES: Mapping[str, Look] = {
    "submit": ("ink", "send"),
    "start": ("ink", "search-check"),
    "request_changes": ("amber", "undo-2"),
    "approve": ("jade", "circle-check"),
    "reject": ("cinnabar", "circle-x"),
    "withdraw": ("slate", "log-out"),
    "lapse": ("cinnabar", "timer-off"),
    "reopen": ("ink", "rotate-ccw"),
    "assign": ("slate", "user-check"),
}
SCANS: Mapping[str, Look] = {
    ScanState.UNSCANNED: ("slate", "shield"),
    ScanState.PENDING: ("ink", "scan-search"),
    ScanState.CLEAN: ("jade", "shield-check"),
    ScanState.INFECTED: ("cinnabar", "shield-x"),
    ScanState.FAILED: ("amber", "shield-question-mark"),
}
EFFECTS: Mapping[str, Look] = {
    EffectState.DONE: ("jade", "check"),
    EffectState.PENDING: ("ink", "hourglass"),
    EffectState.FAILED: ("amber", "triangle-alert"),
}
LETTERS: Mapping[str, Look] = {
    LetterState.QUEUED: ("ink", "hourglass"),
    LetterState.SENDING: ("ink", "send"),
    LetterState.SENT: ("jade", "mail-check"),
    LetterState.FAILED: ("cinnabar", "mail-x"),
}
RECEIVED = Chip("jade", "check", _("已收到"))
OVERDUE = Chip("cinnabar", "alarm-clock", _("已逾期"))


def of_case(case: Case, side: Side) -> Chip:
    waits = "amber" if case.turn is side else "ink"
    tone = CASE_TONES.get(case.status, waits)
    return Chip(tone, CASE_ICONS[case.status], case.get_status_display())


def of_entry(action: str) -> Look:
    return ENTRIES.get(action, ("slate", "dot"))


def of_scan(state: str, side: Side) -> Chip:
    """Whoever sent a file hears that it is here; that no scanner is set up, or none answers, is for staff."""
    if side is Side.APPLICANT:
        if state == ScanState.UNSCANNED:
            return RECEIVED
        if state == ScanState.FAILED:
            state = ScanState.PENDING
    return Chip(*SCANS[state], ScanState(state).label)


def of_effect(state: str) -> Chip:
    return Chip(*EFFECTS[state], EffectState(state).label)


def of_letter(state: str) -> Chip:
    return Chip(*LETTERS[state], LetterState(state).label)
