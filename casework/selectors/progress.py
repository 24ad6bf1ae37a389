"""Where a case stands: its stages, whose turn it is, and until when, as people read it."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework import kinds
from casework.kinds import Stage, Turn
from casework.lifecycle import Side, Status
from casework.models import STATUS_LABELS, Case, TrailEntry

STOPPED = (Status.REJECTED, Status.WITHDRAWN, Status.LAPSED)


def stages(case: Case) -> list[Stage]:
    """From the draft to the decision and what it began, with the day each step was reached."""
    entries = [entry for entry in case.trail.order_by("sequence") if entry.action != "assign"]
    filled = _("填写申请")
    if case.status == Status.DRAFT:
        return [Stage(filled, "now"), *(Stage(label, "next") for label in (_("提交"), _("审核"), _("办结")))]
    line = [
        Stage(filled, "done", timezone.localdate(case.created_at)),
        Stage(_("提交"), "done", _day(entries, "submit")),
    ]
    started = _day(entries, "start")
    if case.status == Status.CHANGES_REQUESTED:
        return [*line, Stage(_("审核"), "done", started), _now(case, entries), Stage(_("办结"), "next")]
    if case.turn is not None:
        return [*line, Stage(str(STATUS_LABELS[case.status]), "now", started), Stage(_("办结"), "next")]
    if started:
        line.append(Stage(_("审核"), "done", started))
    ended = "stopped" if case.status in STOPPED else "done"
    line.append(Stage(str(STATUS_LABELS[case.status]), ended, _last_day(entries)))
    return [*line, *kinds.kind_of(case).stages_after(case)] if case.status == Status.APPROVED else line


def _now(case: Case, entries: list[TrailEntry]) -> Stage:
    return Stage(str(STATUS_LABELS[case.status]), "now", _last_day(entries))


def _day(entries: list[TrailEntry], action: str) -> dt.date | None:
    """The last time this move was made."""
    return _last_day([entry for entry in entries if entry.action == action])


def _last_day(entries: list[TrailEntry]) -> dt.date | None:
    return timezone.localdate(entries[-1].at) if entries else None


def turns_after(cases: Sequence[Case], side: Side) -> dict[int, Turn]:
    """Whose turn it is where an approval began something, by the case's key; what is over has none."""
    found: dict[int, Turn] = {}
    approved = [case for case in cases if case.status == Status.APPROVED]
    for code in sorted({case.kind for case in approved}):
        own = [case for case in approved if case.kind == code]
        found.update(kinds.get(code).turns_after(own, side))
    return found


def turn_sentence(case: Case, viewer_side: str) -> str:
    """Whose turn it is and until when, said to the applicant's side or to a reviewer."""
    sentence = (_to_applicant if viewer_side == Side.APPLICANT else _to_reviewer)(case)
    day = date_format(case.due_on, "DATE_FORMAT") if case.due_on else ""
    kind = kinds.kind_of(case)
    return sentence % {"day": day, "house": kind.house, "office": kind.office}


def _to_applicant(case: Case) -> str:
    match case.status:
        case Status.DRAFT:
            return _("待您办理：请填写申请内容并提交。")
        case Status.SUBMITTED if case.is_overdue:
            return _(
                "待%(house)s办理：尚未开始审核，原定 %(day)s 前答复，现已逾期。"
                "如需了解进展，请联系%(office)s。"
            )
        case Status.SUBMITTED:
            return _("待%(house)s办理：等待工作人员开始审核，预计 %(day)s 前答复。")
        case Status.UNDER_REVIEW if case.is_overdue:
            return _(
                "待%(house)s办理：正在审核，原定 %(day)s 前答复，现已逾期。如需了解进展，请联系%(office)s。"
            )
        case Status.UNDER_REVIEW:
            return _("待%(house)s办理：正在审核，预计 %(day)s 前答复。")
        case Status.CHANGES_REQUESTED:
            return _("待您办理：请在 %(day)s 前按要求补正并重新提交，逾期办件将失效。")
    return _over(case)


def _to_reviewer(case: Case) -> str:
    match case.status:
        case Status.DRAFT:
            return _("待申请单位办理：尚未提交。")
        case Status.SUBMITTED if case.is_overdue:
            return _("待工作人员办理：尚未开始审核，已超过审核期限（%(day)s）。")
        case Status.SUBMITTED:
            return _("待工作人员办理：请开始审核，并在 %(day)s 前作出决定。")
        case Status.UNDER_REVIEW if case.is_overdue:
            return _("待工作人员办理：正在审核，已超过审核期限（%(day)s）。")
        case Status.UNDER_REVIEW:
            return _("待工作人员办理：请在 %(day)s 前作出决定。")
        case Status.CHANGES_REQUESTED:
            return _("待申请单位办理：补正期限为 %(day)s，审核期限暂停计算。")
    return _over(case)


def _over(case: Case) -> str:
    match case.status:
        case Status.APPROVED:
            return _("已办结：申请已通过。")
        case Status.REJECTED:
            return _("已办结：申请未通过，原因见办理记录。")
        case Status.WITHDRAWN:
            return _("已办结：申请单位已撤回。")
    return _("已办结：逾期未补正，办件已失效。")
