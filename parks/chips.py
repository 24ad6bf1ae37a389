"""How the states of parks look, on the enterprise's pages and at the staff's desk alike.

Amber is what waits for the reader: the tone of what moves depends on the side it is seen from.
"""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.chips import Chip
from casework.lifecycle import Side
from parks.lifecycles import ReportStatus, TenancyStatus
from parks.models import Tenancy, Verdict, Visit, VisitSlot, WaitingPlace, YearlyReport

Look = tuple[str, str]  # tone and icon

TENANCY_ICONS: Mapping[str, str] = {
    TenancyStatus.OFFERED: "send",
    TenancyStatus.ACCEPTED: "hourglass",
    TenancyStatus.SIGNED: "signature",
    TenancyStatus.MOVED_IN: "circle-check",
    TenancyStatus.LEFT: "log-out",
    TenancyStatus.DECLINED: "circle-x",
    TenancyStatus.LAPSED: "timer-off",
    TenancyStatus.WITHDRAWN: "undo-2",
}
# The same from both sides: who lives there, and what is over.
TENANCY_TONES: Mapping[str, str] = {
    TenancyStatus.MOVED_IN: "jade",
    TenancyStatus.LEFT: "slate",
    TenancyStatus.DECLINED: "slate",
    TenancyStatus.LAPSED: "cinnabar",
    TenancyStatus.WITHDRAWN: "slate",
}
REPORT_ICONS: Mapping[str, str] = {
    ReportStatus.ASKED: "pencil",
    ReportStatus.SUBMITTED: "search-check",
    ReportStatus.CONFIRMED: "circle-check",
}
VERDICTS: Mapping[str, Look] = {
    Verdict.AGREE: ("jade", "circle-check"),
    Verdict.CONDITIONAL: ("amber", "triangle-alert"),
    Verdict.DISAGREE: ("cinnabar", "circle-x"),
    Verdict.NOT_CONCERNED: ("slate", "minus"),
}
VISITS: Mapping[str, Look] = {
    Visit.State.BOOKED: ("ink", "calendar"),
    Visit.State.CANCELLED: ("slate", "circle-x"),
    Visit.State.CAME: ("jade", "circle-check"),
    Visit.State.MISSED: ("slate", "minus"),
}
PLACES: Mapping[str, Look] = {
    WaitingPlace.State.WAITING: ("amber", "hourglass"),
    WaitingPlace.State.SERVED: ("jade", "circle-check"),
    WaitingPlace.State.LEFT: ("slate", "log-out"),
}


def of_tenancy(tenancy: Tenancy, side: Side) -> Chip:
    waits = "amber" if tenancy.lifecycle.turn(tenancy.status) is side else "ink"
    tone = TENANCY_TONES.get(tenancy.status, waits)
    return Chip(tone, TENANCY_ICONS[tenancy.status], tenancy.get_status_display())


def of_report(report: YearlyReport, side: Side) -> Chip:
    waits = "amber" if report.lifecycle.turn(report.status) is side else "ink"
    tone = "jade" if report.status == ReportStatus.CONFIRMED else waits
    return Chip(tone, REPORT_ICONS[report.status], report.get_status_display())


def of_verdict(verdict: str) -> Chip:
    return Chip(*VERDICTS[verdict], Verdict(verdict).label)


def of_visit(state: str) -> Chip:
    return Chip(*VISITS[state], Visit.State(state).label)


def of_slot(slot: VisitSlot) -> Chip:
    if slot.is_cancelled:
        return Chip("slate", "circle-x", _("已取消"))
    if slot.starts_at <= timezone.now():
        return Chip("slate", "archive", _("已结束"))
    if slot.taken >= slot.capacity:
        return Chip("ink", "users", _("已约满"))
    return Chip("jade", "calendar", _("可预约"))


def of_place(state: str) -> Chip:
    return Chip(*PLACES[state], WaitingPlace.State(state).label)
