"""The waiting list in line, with what fits; and the page on which a unit is offered."""

from collections import defaultdict
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.person import person, posted
from casework.admin.states import drawn
from casework.refusals import Refused
from parks import chips, policies
from parks.admin.forms import OfferForm
from parks.admin.scope import ParkFilter, ReadOnlyScopedAdmin, works
from parks.facts import demand
from parks.fitting import fits, misfits
from parks.models import ParkRegistration, Unit, WaitingPlace
from parks.quantities import area, plain
from parks.selectors.waiting import with_ahead
from parks.services import tenancies


class StateFilter(admin.SimpleListFilter):
    """Without a choice: who waits."""

    title = gettext_lazy("状态")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        over = [state for state in WaitingPlace.State if state != WaitingPlace.State.WAITING]
        return [*((state.value, state.label) for state in over), ("all", gettext_lazy("全部"))]

    def choices(self, changelist: ChangeList) -> Any:
        rest = iter(super().choices(changelist))
        yield {**next(rest), "display": WaitingPlace.State.WAITING.label}
        yield from rest

    def queryset(self, request: HttpRequest, queryset: QuerySet[WaitingPlace]) -> QuerySet[WaitingPlace]:
        chosen = self.value() or WaitingPlace.State.WAITING
        return queryset if chosen == "all" else queryset.filter(state=chosen)


@admin.register(WaitingPlace)
class WaitingPlaceAdmin(ReadOnlyScopedAdmin[WaitingPlace]):
    list_display = [
        "place",
        "organisation",
        "park",
        "queued_at",
        "waits_for",
        "fitting",
        "drawn_state",
        "offer",
    ]
    list_display_links = ["organisation"]
    list_filter = [ParkFilter, StateFilter]
    ordering = ["park__order", "queued_at", "pk"]
    sortable_by = ()
    search_fields = ["registration__reference"]
    search_help_text = gettext_lazy("办件编号、单位名称、统一社会信用代码、拼音或拼音首字母")
    number_field = "registration__reference"
    organisation_path = "registration__organisation"
    change_form_template = "admin/parks/row.html"
    fields = ["case", "organisation", "park", "queued_at", "place", "waits_for", "drawn_state", "ended_at"]
    readonly_fields = ["case", "organisation", "place", "waits_for", "drawn_state"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[WaitingPlace]:
        return with_ahead(super().get_queryset(request).select_related("registration__organisation", "park"))

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The free units of these parks are asked for once, and matched to each row here."""
        changelist = super().get_changelist_instance(request)
        places: list[Any] = list(changelist.result_list)
        free: dict[int, list[Unit]] = defaultdict(list)
        for unit in (
            Unit.objects.lettable().filter(building__park__in={place.park_id for place in places}).placed()
        ):
            free[unit.building.park_id].append(unit)
        may = request.user.has_perm("parks.offer_unit")
        for place in places:
            place.free = [unit for unit in free[place.park_id] if fits(unit, place.registration)]
            place.may_offer = may and works(request, place)
        changelist.result_list = places
        return changelist

    @admin.display(description=gettext_lazy("位次"))
    def place(self, place: WaitingPlace) -> str:
        waits = place.state == WaitingPlace.State.WAITING
        return str(place.__dict__["ahead"] + 1) if waits else "—"

    @admin.display(description=gettext_lazy("单位"))
    def organisation(self, place: WaitingPlace) -> str:
        return str(place.registration.organisation)

    @admin.display(description=gettext_lazy("入园登记"))
    def case(self, place: WaitingPlace) -> SafeString:
        address = reverse("admin:casework_case_change", args=[place.registration_id])
        return format_html('<a href="{}">{}</a>', address, place.registration.reference)

    @admin.display(description=gettext_lazy("需求"))
    def waits_for(self, place: WaitingPlace) -> str:
        return demand(place.registration)

    @admin.display(description=gettext_lazy("合适的空置单元"))
    def fitting(self, place: WaitingPlace) -> str:
        free: list[Unit] = place.__dict__.get("free", [])
        if not free:
            return _("暂无")
        named = _("、").join(str(unit) for unit in free[:3])
        if len(free) <= 3:
            return named
        return _("%(units)s等 %(count)d 个") % {"units": named, "count": len(free)}

    @admin.display(description=gettext_lazy("状态"))
    def drawn_state(self, place: WaitingPlace) -> SafeString:
        return drawn(chips.of_place(place.state))

    @admin.display(description=gettext_lazy("选房"))
    def offer(self, place: WaitingPlace) -> str | SafeString:
        if place.state != WaitingPlace.State.WAITING or not place.__dict__.get("may_offer"):
            return "—"
        address = reverse("admin:parks_waitingplace_offer", args=[place.pk])
        return format_html('<a href="{}">{}</a>', address, _("通知选房"))

    # --- the offer ------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        offer = self.wrapped(self.offer_view)
        return [path("<int:pk>/offer/", offer, name=self.address("offer")), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        place = kwargs.get("obj")
        if isinstance(place, WaitingPlace) and request.user.has_perm("parks.offer_unit"):
            refusal = policies.why_not(person(request), place.registration, "offer")
            address = reverse("admin:parks_waitingplace_offer", args=[place.pk])
            context["tools"] = [] if refusal else [(address, _("通知选房"))]
        return super().render_change_form(request, context, *args, **kwargs)

    def offer_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose, see what it causes, confirm. What was chosen stays whenever it does not go through."""
        place = self.own(request, pk, "parks.offer_unit")
        asked = place.registration
        form = OfferForm(posted(request), park=place.park_id)
        refusal = policies.why_not(person(request), asked, "offer") or ""
        confirming = None
        if request.method == "POST" and not refusal and form.is_valid() and "back" not in request.POST:
            if "confirmed" not in request.POST:
                confirming = form.cleaned_data["unit"]
            else:
                try:
                    return self._offer(request, place, form)
                except Refused as refused:
                    refusal, form = refused.message, OfferForm(request.POST, park=place.park_id)
        elif request.method == "POST" and refusal:
            form.is_valid()
        status = 409 if refusal and request.method == "POST" else 200
        context = self._context(request, place, form, refusal)
        context["confirming"] = confirming and _shown(confirming, asked)
        return TemplateResponse(request, "admin/parks/offer.html", context, status=status)

    def _offer(self, request: HttpRequest, place: WaitingPlace, form: OfferForm) -> HttpResponse:
        asked = place.registration
        unit, rent = form.cleaned_data["unit"], form.cleaned_data["rent"]
        tenancy = tenancies.offer(asked, unit, by=person(request), rent=rent)
        self.log_change(request, place, _("通知选房：%(unit)s") % {"unit": unit})
        done = _("已通知%(name)s选房（%(unit)s）。") % {"name": asked.organisation, "unit": unit}
        self.message_user(request, done)
        return redirect("admin:parks_tenancy_change", tenancy.pk)

    def _context(
        self, request: HttpRequest, place: WaitingPlace, form: OfferForm, refusal: str
    ) -> dict[str, Any]:
        asked = place.registration
        units = [_shown(unit, asked, str(form["unit"].value() or "")) for unit in form.units]
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("通知选房"),
            "place": place,
            "position": self.place(place),
            "waits_for": demand(asked),
            "form": form,
            "refusal": refusal,
            "fitting": [unit for unit in units if unit["fits"]],
            "others": [unit for unit in units if not unit["fits"]],
            "consequence": _(
                "确认后，该登记退出轮候，单元为其预留；申请单位须在 %(days)d 个工作日内答复，"
                "逾期未答复的，单元按轮候顺序通知下一家。"
            )
            % {"days": asked.park.offer_days},
        }


def _words() -> dict[str, str]:
    return {
        "use": _("用途不同"),
        "area_min": _("面积小于需求"),
        "area_max": _("面积大于需求"),
        "height_min": _("层高不足或未登记"),
        "load_min": _("荷载不足或未登记"),
        "power_min": _("用电容量不足或未登记"),
    }


def _shown(unit: Unit, asked: ParkRegistration, chosen: str = "") -> dict[str, Any]:
    lacks, words = misfits(unit, asked), _words()
    facts = [area(unit.area), str(unit.get_use_display())]
    if unit.rent is not None:
        facts.append(_("%(rent)s 元/㎡·月") % {"rent": plain(unit.rent)})
    return {
        "pk": unit.pk,
        "name": str(unit),
        "facts": " · ".join(facts),
        "fits": not lacks,
        "lacks": _("、").join(words[one] for one in lacks),
        "checked": str(unit.pk) == chosen,
        "wished": unit.pk == asked.wanted_unit_id,
    }
