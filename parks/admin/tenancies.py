"""Tenancies are read here; every move is a page of its own, with the consequence in a sentence before it."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.person import person
from casework.admin.states import drawn
from casework.lifecycle import Side
from casework.refusals import Refused
from casework.views.shown import turn_after
from parks import chips
from parks.admin.acting import Act, ActingAdmin
from parks.admin.forms import LeaveForm, MoveInForm, ReasonForm, SignForm
from parks.admin.scope import ParkFilter
from parks.models import Tenancy
from parks.models.tenancies import UNDER_CONTRACT
from parks.quantities import area, plain
from parks.services import tenancies
from parks.views import afterwards

EXPIRING = (90, 60, 30)


ACTS = {
    "withdraw": Act(
        "parks.offer_unit", gettext_lazy("收回选房通知"),
        gettext_lazy("收回后，该登记恢复原轮候位次，单元空出；申请单位会收到通知和原因。"),
        gettext_lazy("选房通知已收回，已通知申请单位。"), ReasonForm, tenancies.withdraw, "cinnabar",
    ),
    "sign": Act(
        "parks.move_tenancy", gettext_lazy("登记签约"),
        gettext_lazy("登记后单元显示为“装修”；申请单位会收到通知，并可查看合同扫描件。"),
        gettext_lazy("签约已登记，已通知申请单位。"), SignForm, tenancies.sign,
    ),
    "move_in": Act(
        "parks.move_tenancy", gettext_lazy("登记入驻"),
        gettext_lazy("登记后单元显示为“已租”；申请单位同意公开的，其名称在园区页面展示。"),
        gettext_lazy("入驻已登记，已通知申请单位。"), MoveInForm, tenancies.move_in,
    ),
    "leave": Act(
        "parks.move_tenancy", gettext_lazy("登记退出"),
        gettext_lazy("登记后租用结束，单元随即按轮候顺序通知下一家合适的单位选房；该操作不能撤销。"),
        gettext_lazy("退出已登记，已通知该单位。"), LeaveForm, tenancies.leave, "cinnabar",
    ),
}  # fmt: skip


class ExpiringFilter(admin.SimpleListFilter):
    title = gettext_lazy("届满日期")
    parameter_name = "expiring"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(days), _("%(days)d 天内届满") % {"days": days}) for days in EXPIRING]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tenancy]) -> QuerySet[Tenancy]:
        if self.value() not in {str(days) for days in EXPIRING}:
            return queryset
        last = timezone.localdate() + timedelta(days=int(self.value() or 0))
        return queryset.filter(status__in=UNDER_CONTRACT, ends_on__lte=last)


@admin.register(Tenancy)
class TenancyAdmin(ActingAdmin[Tenancy]):
    acts = ACTS
    list_display = [
        "reference",
        "organisation",
        "unit",
        "drawn_status",
        "answer_by",
        "agreed",
        "starts_on",
        "ends_on",
    ]
    list_filter = [ParkFilter, "status", ExpiringFilter]
    search_fields = ["registration__reference"]
    search_help_text = gettext_lazy("办件编号、单位名称、统一社会信用代码、拼音或拼音首字母")
    number_field = "registration__reference"
    organisation_path = "registration__organisation"
    change_form_template = "admin/parks/tenancy.html"
    readonly_fields = ["case", "organisation", "drawn_status", "contract_link"]
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["case", "organisation", "unit", "drawn_status", "rent"]}),
        (gettext_lazy("选房"), {"fields": ["offered_at", "offered_by", "answer_by"]}),
        (gettext_lazy("合同"), {"fields": ["signed_on", "starts_on", "ends_on", "contract_link"]}),
        (gettext_lazy("入驻与退出"), {"fields": ["moved_in_on", "left_on", "shows_publicly"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tenancy]:
        rows: Any = super().get_queryset(request)
        return rows.with_parties().select_related("offered_by")  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("租金（元/㎡·月）"), ordering="rent", empty_value="—")
    def agreed(self, tenancy: Tenancy) -> str:
        return plain(tenancy.rent)

    @admin.display(description=gettext_lazy("办件编号"), ordering="registration__reference")
    def reference(self, tenancy: Tenancy) -> str:
        return tenancy.registration.reference

    @admin.display(description=gettext_lazy("入园登记"))
    def case(self, tenancy: Tenancy) -> SafeString:
        address = reverse("admin:casework_case_change", args=[tenancy.registration_id])
        return format_html('<a href="{}">{}</a>', address, tenancy.registration.reference)

    @admin.display(description=gettext_lazy("单位"))
    def organisation(self, tenancy: Tenancy) -> str:
        return str(tenancy.registration.organisation)

    @admin.display(description=gettext_lazy("状态"), ordering="status")
    def drawn_status(self, tenancy: Tenancy) -> SafeString:
        return drawn(chips.of_tenancy(tenancy, Side.REVIEWER))

    @admin.display(description=gettext_lazy("合同扫描件"))
    def contract_link(self, tenancy: Tenancy) -> str | SafeString:
        if not tenancy.contract:
            return "—"
        address = reverse("admin:parks_tenancy_contract", args=[tenancy.pk])
        return format_html('<a href="{}">{}</a>', address, tenancy.contract_name or _("合同扫描件"))

    # --- the page of one ------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        contract = path("<int:pk>/contract/", self.wrapped(self.contract_view), name=self.address("contract"))
        return [contract, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        tenancy = kwargs.get("obj")
        if isinstance(tenancy, Tenancy):
            way = afterwards.way_of_staff(tenancy, tenancy.registration, person(request))
            context["turn"] = turn_after(afterwards.turn_of(tenancy, Side.REVIEWER), way)
            # What is to be done next stands with the sentence, the rest above it.
            context["beside"] = way.url if way else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def told(self, tenancy: Tenancy) -> dict[str, Any]:
        return {"facts": facts(tenancy)}

    def contract_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The scan. Each opening is recorded where the enterprise reads it."""
        tenancy = self.readable(request, pk, "parks.view_tenancy")
        try:
            # Opened before it is recorded: what cannot be read was not read.
            file = tenancy.contract.open("rb") if tenancy.contract else None
            tenancies.open_contract(tenancy, by=person(request))
        except OSError:
            problem = _("文件暂时无法读取，请过几分钟再试；仍不能打开的，请联系管理员。")
        except Refused as refusal:
            problem = refusal.message
        else:
            name = tenancy.contract_name or str(tenancy.contract.name)
            return FileResponse(file, as_attachment=True, filename=name)
        self.message_user(request, problem, messages.ERROR)
        return redirect("admin:parks_tenancy_change", tenancy.pk)


def facts(tenancy: Tenancy) -> list[dict[str, Any]]:
    """What a page about one of its moves says first."""
    unit = tenancy.unit
    return [
        {"label": _("单位"), "value": str(tenancy.registration.organisation)},
        {"label": _("入园登记"), "value": tenancy.registration.reference},
        {"label": _("单元"), "value": f"{unit.building.park} {unit} · {area(unit.area)}"},
        {"label": _("状态"), "value": tenancy.get_status_display()},
        {"label": _("答复期限"), "value": formats.date_format(tenancy.answer_by, "DATE_FORMAT")},
    ]
