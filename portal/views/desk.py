from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.chips import Chip
from accounts.models import Seat, User
from accounts.views.person import person
from alliance.models import MEMBERSHIP, Membership
from alliance.views.states import membership_chip
from casework import kinds
from casework.lifecycle import Side, Status
from casework.models import Case
from casework.selectors import turn_sentence, turns_after
from casework.views.shown import case_chip
from parks.forms.visits import moment
from parks.lifecycles import TenancyStatus
from parks.models import Tenancy, Visit, YearlyReport
from parks.views import words
from portal.selectors.desk import Desk, desk_of


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that waits for this person, drawn by components/turn.html."""

    tone: str
    icon: str
    sentence: str
    detail: str
    action_url: str
    action_label: str | Promise
    # What is only told of, and asks for nothing, has a quiet button.
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class CaseRow:
    case: Case
    kind: str | Promise
    chip: Chip
    sentence: str


@dataclass(frozen=True, slots=True)
class SeatRow:
    seat: Seat
    membership: Membership | None = None
    chip: Chip | None = None
    may_renew: bool = False
    applying: bool = False


def _case_turn(case: Case) -> Turn:
    late = case.is_overdue
    values = {"kind": kinds.kind_of(case).label, "reference": case.reference, "name": case.organisation}
    if case.status == Status.DRAFT:
        sentence = _("%(kind)s %(reference)s 尚未提交。") % values
        return Turn("slate", "pencil", sentence, case.organisation.display_name,
                    reverse("case_form", args=[case.reference]), gettext_lazy("继续填写"))  # fmt: skip
    sentence = _("%(kind)s %(reference)s 需要补正。") % values
    return Turn("cinnabar" if late else "amber", "pencil-line", sentence, _correction_detail(case),
                case.get_absolute_url(), gettext_lazy("前往补正"))  # fmt: skip


def _correction_detail(case: Case) -> str:
    left: int = case.unanswered  # type: ignore[attr-defined]
    items = (
        ngettext("还有 %(count)s 项未处理", "还有 %(count)s 项未处理", left) % {"count": left}
        if left
        else _("各项均已处理")
    )
    values = {"name": case.organisation.display_name, "items": items}
    if case.due_on is None:
        return _("%(name)s：%(items)s。") % values
    values["day"] = formats.date_format(case.due_on, "DATE_FORMAT")
    return _("%(name)s：%(items)s，请在 %(day)s 前重新提交。") % values


def _tenancy_turn(tenancy: Tenancy) -> Turn:
    organisation = tenancy.registration.organisation
    sentence = _("%(park)s园区选房：%(unit)s。") % {"park": tenancy.park, "unit": tenancy.unit}
    tone = "cinnabar" if tenancy.is_late() else "amber"
    detail = f"{organisation.display_name} · {words.tenancy_sentence(tenancy)}"
    if tenancy.status == TenancyStatus.ACCEPTED:
        url = reverse("organisation_enter_code", args=[organisation.pk])
        return Turn(tone, "hourglass", sentence, detail, url, gettext_lazy("补登代码"))
    label = gettext_lazy("查看") if tenancy.is_late() else gettext_lazy("前往答复")
    return Turn(tone, "door-open", sentence, detail, tenancy.get_absolute_url(), label)


def _report_turn(report: YearlyReport) -> Turn:
    registration = report.tenancy.registration
    values = {
        "park": registration.park, "year": report.year, "name": registration.organisation.display_name,
        "day": words.day(report.due_on),
    }  # fmt: skip
    late = report.due_on < timezone.localdate()
    return Turn(
        "cinnabar" if late else "amber", "file-text", _("%(park)s园区 %(year)s 年度绩效待填报。") % values,
        _("%(name)s：请在 %(day)s 前填报。") % values, report.get_absolute_url(), gettext_lazy("前往填报"),
    )  # fmt: skip


def _visit_turn(visit: Visit) -> Turn:
    sentence = _("参观%(park)s园区：%(moment)s。") % {"park": visit.slot.park, "moment": moment(visit.slot)}
    url = reverse("visit", args=[visit.pk])
    return Turn(
        "ink", "calendar", sentence, visit.organisation.display_name, url, gettext_lazy("查看"), is_quiet=True
    )


def _park_turns(seen: Desk, editable: set[int]) -> list[Turn]:
    """Offers first, they pass on when nobody answers; a visit is for everybody who may come along."""
    tenancies = [one for one in seen.tenancies if one.registration.organisation_id in editable]
    reports = [one for one in seen.reports if one.tenancy.registration.organisation_id in editable]
    return [
        *(_tenancy_turn(one) for one in tenancies),
        *(_report_turn(one) for one in reports),
        *(_visit_turn(one) for one in seen.visits),
    ]


def _turns(seen: Desk) -> list[Turn]:
    """What this person can do now: not a viewer's cases, for a viewer's turn never comes."""
    editable = {seat.organisation_id for seat in seen.seats if seat.can_edit}
    mine = [
        case for case in seen.open_cases if case.turn is Side.APPLICANT and case.organisation_id in editable
    ]
    # What has a deadline comes first; drafts wait as long as they like.
    corrections = [_case_turn(case) for case in mine if case.status != Status.DRAFT]
    drafts = [_case_turn(case) for case in mine if case.status == Status.DRAFT]
    turns = [*corrections, *_park_turns(seen, editable), *drafts]
    for asked in seen.requests_to_decide:
        values = {"person": asked.user.name, "organisation": asked.organisation.display_name}
        turns.append(
            Turn("amber", "user-plus", _("%(person)s申请加入“%(organisation)s”。") % values, asked.message,
                 asked.organisation.get_absolute_url(), gettext_lazy("前往处理"))
        )  # fmt: skip
    return turns


def _case_row(case: Case, sentence: str = "") -> CaseRow:
    sentence = sentence or turn_sentence(case, Side.APPLICANT)
    return CaseRow(case, kinds.kind_of(case).label, case_chip(case), sentence)


def _finished_rows(cases: list[Case]) -> list[CaseRow]:
    """Decided, and where the decision began something, how far that is."""
    after = turns_after(cases, Side.APPLICANT)
    return [_case_row(case, after[case.pk].sentence if case.pk in after else "") for case in cases]


def _seat_row(seat: Seat, applying: bool) -> SeatRow:
    live: list[Membership] = seat.organisation.live_memberships  # type: ignore[attr-defined]
    if not live:
        return SeatRow(seat, applying=applying)
    held = live[0]
    may_renew = held.renewal_opens_on <= timezone.localdate()
    return SeatRow(seat, held, membership_chip(held.status), may_renew, applying)


def _context(user: User, seen: Desk) -> dict[str, Any]:
    applying = {case.organisation_id for case in seen.open_cases if case.kind == MEMBERSHIP}
    return {
        "desk": seen,
        "turns": _turns(seen),
        "open_rows": [_case_row(case) for case in seen.open_cases],
        "finished_rows": _finished_rows(seen.finished_cases),
        "seat_rows": [_seat_row(seat, seat.organisation_id in applying) for seat in seen.seats],
        "works_the_queue": user.is_staff and user.has_perm("casework.view_case"),
    }


@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    user = person(request)
    return render(request, "portal/desk.html", _context(user, desk_of(user)))
