"""Yearly reports: what was promised beside what came about, confirmed or returned on pages of their own."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.person import person, posted
from casework.admin.states import drawn
from casework.lifecycle import Side
from parks import chips, policies
from parks.admin import asking
from parks.admin.forms import NoteForm, ReasonForm
from parks.admin.scope import ParkFilter, ReadOnlyScopedAdmin
from parks.admin.tenancies import Act, entries
from parks.models import YearlyReport
from parks.quantities import plain
from parks.services import reports
from parks.views import words

CHECK = "parks.check_yearlyreport"
ACTS = {
    "confirm": Act(
        CHECK, gettext_lazy("核对无误"), gettext_lazy("核对无误后，年度绩效不能再修改；该单位会收到通知。"),
        gettext_lazy("已核对，已通知该单位。"), NoteForm, reports.confirm,
    ),
    "return": Act(
        CHECK, gettext_lazy("退回修改"), gettext_lazy("退回后，该单位按您写明的原因修改并重新提交。"),
        gettext_lazy("已退回，已通知该单位。"), ReasonForm, reports.return_, "cinnabar",
    ),
}  # fmt: skip


@admin.register(YearlyReport)
class YearlyReportAdmin(ReadOnlyScopedAdmin[YearlyReport]):
    list_display = ["year", "organisation", "unit", "drawn_status", "due_on", "earned", "taxed"]
    list_display_links = ["organisation"]
    list_filter = [ParkFilter, "status", "year"]
    search_fields = ["tenancy__registration__reference"]
    search_help_text = gettext_lazy("办件编号、单位名称、统一社会信用代码、拼音或拼音首字母")
    number_field = "tenancy__registration__reference"
    organisation_path = "tenancy__registration__organisation"
    change_form_template = "admin/parks/report.html"
    readonly_fields = ["organisation", "unit", "drawn_status"]
    fields = ["organisation", "unit", "year", "drawn_status", "due_on"]
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[YearlyReport]:
        rows: Any = super().get_queryset(request)
        return rows.with_parties()  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("单位"))
    def organisation(self, report: YearlyReport) -> str:
        return str(report.tenancy.registration.organisation)

    @admin.display(description=gettext_lazy("单元"))
    def unit(self, report: YearlyReport) -> str:
        return str(report.tenancy.unit)

    @admin.display(description=gettext_lazy("营业收入（万元）"), ordering="revenue", empty_value="—")
    def earned(self, report: YearlyReport) -> str:
        return plain(report.revenue)

    @admin.display(description=gettext_lazy("税收（万元）"), ordering="tax", empty_value="—")
    def taxed(self, report: YearlyReport) -> str:
        return plain(report.tax)

    @admin.display(description=gettext_lazy("状态"), ordering="status")
    def drawn_status(self, report: YearlyReport) -> SafeString:
        return drawn(chips.of_report(report, Side.REVIEWER))

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(f"<int:pk>/{action}/", self.wrapped(self._act_view(action)), name=self.address(action))
            for action in ACTS
        ]
        return [*own, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        report = kwargs.get("obj")
        if isinstance(report, YearlyReport):
            context["tools"] = self._tools(request, report)
            context["turn"] = words.report_turn(report, Side.REVIEWER)
            context["compared"] = compared(report)
            context["entries"] = entries(report)
        return super().render_change_form(request, context, *args, **kwargs)

    def _tools(self, request: HttpRequest, report: YearlyReport) -> list[tuple[str, Promise]]:
        user = person(request)
        return [
            (reverse(f"admin:{self.address(action)}", args=[report.pk]), act.title)
            for action, act in ACTS.items()
            if user.has_perm(act.permission) and policies.why_not(user, report, action) is None
        ]

    def _act_view(self, action: str) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            return self.act_view(request, pk, action)

        return view

    def act_view(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        act = ACTS[action]
        report = self.own(request, pk, act.permission)
        form: Any = act.form(posted(request), thing=report)
        ask = asking.Ask(
            title=str(act.title), button=str(act.title), tone=act.tone, row=report,
            consequence=str(act.consequence), template="admin/parks/report_ask.html",
            refusal=policies.why_not(person(request), report, action), table=compared(report),
        )  # fmt: skip
        return asking.answer(
            self, request, ask, form, done=str(act.done),
            act=lambda: act.service(report, by=person(request), **form.values()),
        )  # fmt: skip


def compared(report: YearlyReport) -> list[dict[str, Any]]:
    """Each figure, with what the registration promised where it promised one."""
    asked = report.tenancy.registration
    rows = [
        (_("营业收入"), _("达产年产值"), asked.output_value, report.revenue, _("万元")),
        (_("税收"), _("达产年税收"), asked.annual_tax, report.tax, _("万元")),
        (_("员工人数"), _("员工人数"), asked.staff_count, report.staff_count, _("人")),
        (_("累计完成投资"), _("总投资"), asked.total_investment, report.investment, _("万元")),
        (_("有效专利数"), "", None, report.patents, _("件")),
    ]
    return [
        {
            "label": label,
            "promised": _written(promised, unit),
            "promised_as": named,
            "achieved": _written(achieved, unit),
            "share": _share(promised, achieved),
        }
        for label, named, promised, achieved, unit in rows
    ]


def _written(value: Any, unit: str) -> str:
    if value is None:
        return ""
    return f"{plain(value)} {unit}"


def _share(promised: Any, achieved: Any) -> str:
    """Of what was promised, in whole per cent."""
    if not promised or achieved is None:
        return ""
    return f"{achieved * 100 / promised:.0f} %"
