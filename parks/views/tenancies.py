"""A unit that was offered: its facts, whose turn it is, and what becomes of it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.views.person import person
from casework.lifecycle import Side
from casework.refusals import Refused
from parks import chips, policies
from parks.lifecycles import TenancyStatus
from parks.models import Tenancy, Unit
from parks.quantities import measured, plain, storey
from parks.selectors import tenancies as read
from parks.services import tenancies
from parks.views import words
from parks.views.words import Shown

ICONS = {
    "begin": ("ink", "send"),
    "accept": ("jade", "check"),
    "decline": ("slate", "circle-x"),
    "lapse": ("cinnabar", "timer-off"),
    "withdraw": ("amber", "undo-2"),
    "sign": ("jade", "signature"),
    "move_in": ("jade", "circle-check"),
    "leave": ("slate", "log-out"),
    "open_contract": ("slate", "eye"),
    "show": ("slate", "eye"),
    "hide": ("slate", "eye-off"),
}


def find(request: HttpRequest, pk: int) -> Tenancy:
    """One's own, or one of a park whose papers one may look at; for everybody else it is not there."""
    user = person(request)
    found = (
        read.tenancies_of(user).filter(pk=pk).first() or read.tenancies_seen_by(user).filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


@require_safe
def tenancy(request: HttpRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    user = person(request)
    registration = one.registration
    refusals = {name: policies.why_not(user, one, name) for name in ("accept", "decline", "show")}
    context = {
        "tenancy": one,
        "registration": registration,
        "chip": chips.of_tenancy(one, Side.APPLICANT),
        "turn": _turn(one, may_enter=refusals["decline"] is None),
        "terms": [*_terms(one), *unit_facts(one.unit)],
        "may_accept": refusals["accept"] is None,
        "may_decline": refusals["decline"] is None,
        "may_show": refusals["show"] is None,
        "has_contract": bool(one.contract),
        "entries": history(one),
        "crumbs": crumbs(one),
    }
    return render(request, "parks/tenancy.html", context)


def crumbs(one: Tenancy, *more: str) -> list[Shown]:
    case = one.registration
    steps = [
        {"label": _("我的工作台"), "url": reverse("desk")},
        {"label": case.reference, "url": case.get_absolute_url()},
        {"label": str(one.unit), "url": one.get_absolute_url() if more else ""},
    ]
    return [*steps, *({"label": label, "url": ""} for label in more)]


def _turn(one: Tenancy, *, may_enter: bool) -> Shown:
    turn = words.tenancy_turn(one)
    organisation = one.registration.organisation
    if may_enter and organisation.is_planned and one.status == TenancyStatus.ACCEPTED:
        turn |= {
            "action_url": reverse("organisation_enter_code", args=[organisation.pk]),
            "action_label": _("补登代码"),
        }
    return turn


def unit_facts(unit: Unit) -> list[Shown]:
    """What is known of the unit; what nobody has filled in is left out."""
    rows = [
        (_("楼栋"), str(unit.building)),
        (_("楼层"), storey(unit.floor)),
        (_("面积"), measured(unit.area, "㎡")),
        (_("用途"), unit.get_use_display()),
        (_("楼面荷载"), measured(unit.load, "kN/㎡")),
        (_("层高"), measured(unit.height, "m")),
        (_("用电容量"), measured(unit.power, "kVA")),
        (_("说明"), unit.note),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _terms(one: Tenancy) -> list[Shown]:
    rows: list[tuple[str, str]] = [(_("租金"), _rent(one))]
    days = (
        (_("答复期限"), one.answer_by if one.status == TenancyStatus.OFFERED else None),
        (_("签约日期"), one.signed_on),
        (_("起租日期"), one.starts_on),
        (_("届满日期"), one.ends_on),
        (_("入驻日期"), one.moved_in_on),
        (_("退出日期"), one.left_on),
    )
    rows += [(label, words.day(value)) for label, value in days if value]
    return [{"label": label, "value": value} for label, value in rows]


def _rent(one: Tenancy) -> str:
    if one.rent is None:
        return _("园区尚未填写，以租赁合同为准。")
    return _("%(rent)s 元/㎡·月，按 %(area)s ㎡ 每月约 %(month)s 元") % {
        "rent": plain(one.rent), "area": plain(one.unit.area),
        "month": plain(one.rent * one.unit.area),
    }  # fmt: skip


def history(one: Any) -> list[Shown]:
    """Newest first."""
    rows = []
    for step in one.steps.order_by("-pk"):
        tone, icon = ICONS.get(step.action, ("slate", "dot"))
        rows.append(
            {
                "at": step.at, "actor": step.actor_name or _("系统"), "action": step.action_label,
                "note": step.note, "tone": tone, "icon": icon,
            }
        )  # fmt: skip
    return rows


# --- afterwards ---------------------------------------------------------------------------------------


@require_GET
@cache_control(private=True, no_store=True)
def contract(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scan, as an attachment; that it was opened stands in the history."""
    one = find(request, pk)
    try:
        file = one.contract.open("rb") if one.contract else None
        tenancies.open_contract(one, by=person(request))
    except OSError:
        messages.error(request, _("文件暂时无法读取，请过几分钟再试；仍不能打开的，请联系园区运营方。"))
        return redirect(one)
    except Refused as refused:
        messages.info(request, refused.message)
        return redirect(one)
    response = FileResponse(file, as_attachment=True, filename=one.contract_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return response


@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    shown = request.POST.get("shown") == "yes"
    try:
        tenancies.show_publicly(one, shown, by=person(request))
    except Refused as refused:
        messages.info(request, refused.message)
    else:
        done = _("入驻期间，园区页面展示本单位名称。") if shown else _("园区页面不再展示本单位名称。")
        messages.success(request, done)
    return redirect(one)
