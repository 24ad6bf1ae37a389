"""Appointments to see a park: booked for one of one's organisations, cancelled until they begin."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.models import Organisation, Role, User
from accounts.ratelimits import allowed, too_many
from accounts.selectors import organisations_of
from accounts.views.person import person, posted
from casework.refusals import Refused
from parks import chips, policies
from parks.forms.visits import VisitForm, moment
from parks.models import Park, Visit, VisitSlot
from parks.selectors.visits import ahead, slots_of, visits_of
from parks.services import visits as appointments
from parks.views.words import Shown


@require_http_methods(["GET", "HEAD", "POST"])
def visits(request: HttpRequest, slug: str) -> HttpResponseBase:
    park = get_object_or_404(Park, slug=slug)
    user = person(request)
    slots = slots_of(park)
    organisations = _editable(user)
    form = VisitForm(slots, organisations, posted(request), initial=_first(organisations))
    if form.is_bound:
        if not allowed(request, "start"):
            return too_many(request)
        if form.is_valid() and (visit := _booked(form, user)):
            messages.success(request, _("已预约。参观前一个工作日，系统会发送提醒。"))
            return redirect("visit", pk=visit.pk)
    return _draw(request, park, slots, form)


def _editable(user: User) -> QuerySet[Organisation]:
    return organisations_of(user).filter(seats__user=user, seats__role__in=[Role.OWNER, Role.EDITOR])


def _first(organisations: QuerySet[Organisation]) -> dict[str, int]:
    """Who acts for one organisation need not choose it."""
    found = list(organisations.values_list("pk", flat=True)[:2])
    return {"organisation": found[0]} if len(found) == 1 else {}


def _booked(form: VisitForm, user: User) -> Visit | None:
    """The appointment; None where the form says why not."""
    given = dict(form.cleaned_data)
    try:
        return appointments.book(given.pop("slot"), given.pop("organisation"), by=user, **given)
    except Refused as refused:
        form.add_error(None, refused.message)
        return None


def _draw(request: HttpRequest, park: Park, slots: list[VisitSlot], form: VisitForm) -> HttpResponse:
    context = {
        "park": park,
        "form": form,
        "is_open": bool(form.slots),
        "full": [moment(one) for one in slots if one.taken >= one.capacity],
        "mine": [_row(one) for one in ahead(visits_of(person(request)).filter(slot__park=park))],
        "may_book": form.fields["organisation"].queryset.exists(),  # type: ignore[attr-defined]
        "crumbs": [
            {"label": pgettext("a list", "园区"), "url": reverse("parks")},
            {"label": str(park), "url": park.get_absolute_url()},
            {"label": _("预约参观"), "url": ""},
        ],
    }
    return render(request, "parks/visits.html", context, status=422 if form.is_bound else 200)


def _row(one: Visit) -> Shown:
    return {
        "url": reverse("visit", args=[one.pk]),
        "moment": moment(one.slot),
        "name": one.organisation.display_name,
        "chip": chips.of_visit(one.state),
    }


# --- one appointment ----------------------------------------------------------------------------------


def find(request: HttpRequest, pk: int) -> Visit:
    """One's own, or one that this member of staff receives; for everybody else it is not there."""
    one = Visit.objects.select_related("slot__park", "organisation", "booked_by").filter(pk=pk).first()
    if one is None or policies.why_not(person(request), one, "view"):
        raise Http404
    return one


@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    slot = one.slot
    facts = [
        (_("参观单位"), one.organisation.display_name),
        (_("时间"), moment(slot)),
        (_("园区地址"), slot.park.address),
        (_("园区联系方式"), slot.park.contact),
        (_("到访人数"), _("%(count)s 人") % {"count": one.people}),
        (_("参观重点"), one.purpose),
        (_("预约人"), str(one.booked_by)),
    ]
    context = {
        "visit": one,
        "park": slot.park,
        "chip": chips.of_visit(one.state),
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "may_cancel": policies.why_not(person(request), one, "cancel") is None,
        "is_ahead": one.state == Visit.State.BOOKED,
        "crumbs": _crumbs(one),
    }
    return render(request, "parks/visit.html", context)


def _crumbs(one: Visit, *more: str) -> list[Shown]:
    park = one.slot.park
    here = reverse("visit", args=[one.pk]) if more else ""
    return [
        {"label": _("我的工作台"), "url": reverse("desk")},
        {"label": _("参观%(park)s园区") % {"park": park}, "url": reverse("park_visits", args=[park.slug])},
        {"label": _("参观预约"), "url": here},
        *({"label": label, "url": ""} for label in more),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    here = reverse("visit", args=[pk])
    if request.method == "POST":
        try:
            appointments.cancel(one, by=person(request))
        except Refused as refused:
            messages.info(request, refused.message)
        else:
            messages.success(request, _("参观预约已取消，并已通知园区。"))
        return redirect(here)
    if refusal := policies.why_not(person(request), one, "cancel"):
        messages.info(request, refusal)
        return redirect(here)
    confirm = {
        "title": _("取消参观预约"),
        "sentence": f"{one.slot.park} · {moment(one.slot)}",
        "consequences": [_("名额让给其他单位，园区会收到通知；仍要参观的，请重新预约。")],
        "action_url": request.path,
        "button": _("确认取消"),
        "tone": "cinnabar",
        "cancel_url": here,
    }
    context = {"confirm": confirm, "title": confirm["title"], "crumbs": _crumbs(one, str(confirm["title"]))}
    return render(request, "parks/confirm.html", context)


@require_GET
@cache_control(private=True, no_store=True)
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    response = HttpResponse(appointments.calendar(one), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="visit-{one.pk}.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
