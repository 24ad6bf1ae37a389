"""Registering in one park: my organisations, each with the one next step."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from accounts.chips import Chip
from accounts.ratelimits import allowed, too_many
from accounts.selectors import organisations_of
from accounts.views.person import as_pk, person
from casework import kinds
from casework.lifecycle import Side, Status
from casework.refusals import Refused
from casework.services.drafts import AlreadyOpen
from casework.views.shown import case_chip
from parks import chips
from parks.lifecycles import UNSIGNED
from parks.models import REGISTRATION, Park, ParkRegistration, Unit
from parks.selectors.registrations import Standing, standings
from parks.services import registration
from parks.views import words


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponseBase:
    park = get_object_or_404(Park, slug=slug)
    if request.method == "POST":
        return _start(request, park)
    return _page(request, park)


def _page(request: HttpRequest, park: Park, *, error: str = "", status: int = 200) -> HttpResponse:
    unit = _wanted(request, park)
    here = request.path + (f"?{urlencode({'unit': unit.pk})}" if unit else "")
    kind = kinds.get(REGISTRATION)
    context = {
        "park": park,
        "unit": unit,
        "rows": [_row(one) for one in standings(person(request), park)],
        "error": error,
        "planned_url": f"{reverse('organisation_planned')}?{urlencode({'next': here})}",
        "review_days": kind.review_days,
        "correction_days": kind.correction_days,
        "crumbs": [
            {"label": pgettext("a list", "园区"), "url": reverse("parks")},
            {"label": str(park), "url": park.get_absolute_url()},
            {"label": _("入园登记"), "url": ""},
        ],
    }
    return render(request, "parks/register.html", context, status=status)


def _wanted(request: HttpRequest, park: Park) -> Unit | None:
    """The unit somebody came from, as long as it is to be had."""
    pk = as_pk(request.POST.get("unit") or request.GET.get("unit", ""))
    return Unit.objects.lettable().placed().filter(pk=pk, building__park=park).first() if pk else None


def _start(request: HttpRequest, park: Park) -> HttpResponseBase:
    if not allowed(request, "start"):
        return too_many(request)
    wanted = as_pk(request.POST.get("organisation", ""))
    if not wanted:
        return _page(request, park, error=_("请先选择申请入园的单位。"), status=422)
    organisation = get_object_or_404(organisations_of(person(request)), pk=wanted)
    try:
        case = registration.start(organisation, park, by=person(request), unit=_wanted(request, park))
    except AlreadyOpen as open_already:
        messages.info(request, str(open_already))
        return redirect(open_already.case)
    except Refused as refusal:
        return _page(request, park, error=refusal.message, status=409)
    return redirect("case_form", reference=case.reference)


# --- where each organisation stands -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One of my organisations: where it stands in this park, and the one next thing to do."""

    name: str
    role: str
    is_planned: bool
    chip: Chip
    detail: str = ""
    action_url: str = ""
    action_label: str = ""
    start: int = 0
    refusal: str = ""


def _row(one: Standing) -> Row:
    fresh = Chip("slate", "circle", _("尚未登记"))
    row = Row(
        one.organisation.display_name, one.seat.get_role_display(), one.organisation.is_planned, fresh
    )  # fmt: skip
    if one.case is not None:
        return _open(row, one.case, may_edit=one.seat.can_edit)
    if one.place is not None:
        case = one.place.registration
        detail = _("办件 %(reference)s 正在轮候，有合适的单元时通知选房。") % {"reference": case.reference}
        return replace(
            row, chip=chips.of_place(one.place.state), detail=detail,
            action_url=case.get_absolute_url(), action_label=_("查看轮候情况"),
        )  # fmt: skip
    if one.tenancy is not None:
        held = replace(
            row, chip=chips.of_tenancy(one.tenancy, Side.APPLICANT),
            detail=f"{one.tenancy.unit} · {words.tenancy_sentence(one.tenancy)}",
        )  # fmt: skip
        if one.tenancy.status in UNSIGNED:
            label = _("查看选房通知")
            return replace(held, action_url=one.tenancy.get_absolute_url(), action_label=label)
        row = held
    if not one.seat.can_edit:
        return replace(row, refusal=_("您是该单位的查阅人，请由单位负责人或经办人办理。"))
    label = _("再登记一处场地") if one.tenancy else _("开始登记")
    return replace(row, start=one.organisation.pk, action_label=label)


def _open(row: Row, case: ParkRegistration, *, may_edit: bool) -> Row:
    row = replace(row, chip=case_chip(case), action_url=case.get_absolute_url())
    named = {"reference": case.reference}
    if case.status == Status.DRAFT and may_edit:
        url = reverse("case_form", args=[case.reference])
        return replace(row, action_url=url, action_label=_("继续填写 %(reference)s") % named)
    if case.status == Status.CHANGES_REQUESTED and may_edit:
        return replace(row, action_label=_("补正 %(reference)s") % named)
    return replace(row, action_label=_("查看 %(reference)s") % named)
