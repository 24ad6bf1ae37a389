from dataclasses import dataclass, replace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.chips import Chip
from accounts.models import Seat, User
from accounts.ratelimits import allowed, too_many
from accounts.selectors import organisations_of
from accounts.views.person import as_pk
from alliance import papers, policies
from alliance.models import MEMBERSHIP, Level
from alliance.selectors import membership as read
from alliance.services import membership
from alliance.views.states import membership_chip
from casework import kinds
from casework.lifecycle import Status
from casework.models import Case
from casework.refusals import Refused
from casework.services.drafts import AlreadyOpen


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return _start(request)
    return _page(request)


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    kind = kinds.get(MEMBERSHIP)
    context = {
        "standings": [_row(one) for one in read.standings(request.user)]
        if isinstance(request.user, User)
        else [],
        "review_days": kind.review_days,
        "correction_days": kind.correction_days,
        "levels": _levels(),
        "papers": papers.overview(),
        "error": error,
    }
    return render(request, "alliance/join.html", context, status=status)


def _start(request: HttpRequest) -> HttpResponseBase:
    if not isinstance(request.user, User):
        return redirect_to_login(reverse("join"))
    if not allowed(request, "start"):
        return too_many(request)
    wanted = request.POST.get("organisation", "")
    if not as_pk(wanted):
        return _page(request, error=_("请先选择申请入会的单位。"), status=422)
    organisation = get_object_or_404(organisations_of(request.user), pk=as_pk(wanted))
    try:
        case = membership.start_application(organisation, by=request.user)
    except AlreadyOpen as open_already:
        messages.info(request, str(open_already))
        return redirect(open_already.case)
    except Refused as refusal:
        return _page(request, error=str(refusal), status=409)
    return redirect("case_form", reference=case.reference)


@dataclass(frozen=True, slots=True)
class Row:
    """One of my organisations: where it stands, and the one next thing to do."""

    name: str
    role: str
    chip: Chip
    detail: str
    action_url: str = ""
    action_label: str = ""
    start: int = 0
    refusal: str = ""


def _row(standing: read.Standing) -> Row:
    chip, detail = _where(standing)
    row = Row(standing.organisation.display_name, standing.seat.get_role_display(), chip, detail)
    if standing.case is not None:
        label, url = _open_case(standing.case, standing.seat)
        return replace(row, action_label=label, action_url=url)
    refusal = (
        policies.why_not_with_seat(standing.seat)
        or policies.why_not_founded(standing.organisation)
        or policies.why_not_yet(standing.membership)
    )
    if refusal:
        return replace(row, refusal=refusal)
    label = _("申请续期") if standing.membership else _("开始申请")
    return replace(row, start=standing.organisation.pk, action_label=label)


def _open_case(case: Case, seat: Seat) -> tuple[str, str]:
    named = {"reference": case.reference}
    if case.status == Status.DRAFT and seat.can_edit:
        return _("继续填写 %(reference)s") % named, reverse("case_form", args=[case.reference])
    if case.status == Status.CHANGES_REQUESTED and seat.can_edit:
        return _("补正 %(reference)s") % named, case.get_absolute_url()
    return _("查看 %(reference)s") % named, case.get_absolute_url()


def _where(standing: read.Standing) -> tuple[Chip, str]:
    if standing.membership is not None:
        return _member(standing)
    if standing.case is not None:
        chip = Chip("slate", "file-text", standing.case.get_status_display())
        return chip, _("申请尚未提交。") if standing.case.status == Status.DRAFT else _("入会申请办理中。")
    if standing.post is not None:
        chip = Chip("jade", "badge-check", standing.post.get_rank_display())
        return chip, _("经联盟选任，尚未办理入会登记。")
    return Chip("slate", "circle", _("尚未入会")), ""


def _member(standing: read.Standing) -> tuple[Chip, str]:
    membership = standing.membership
    assert membership is not None  # noqa: S101  (for the type checker)
    detail = _("会员编号 %(number)s，%(level)s，有效期至 %(day)s。") % {
        "number": membership.number,
        "level": membership.get_level_display(),
        "day": formats.date_format(membership.ends_on, "DATE_FORMAT"),
    }
    return membership_chip(membership.status), detail


def _levels() -> list[dict[str, str]]:
    words = {
        Level.MEMBER: _("参加联盟活动，列入会员名录，取得会员证书。"),
        Level.COUNCIL: _("参加理事会，审议联盟事务；任期与会员任期相同。"),
        Level.VICE_CHAIR: _("协助理事长单位开展工作，牵头一个产业领域的交流；任期与会员任期相同。"),
    }
    return [{"label": str(level.label), "text": text} for level, text in words.items()]
