"""Yearly reports: what was promised beside what came about, confirmed or returned on pages of their own."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from casework.admin.states import drawn
from casework.lifecycle import Side
from parks import chips, promises
from parks.admin.acting import Act, ActingAdmin
from parks.admin.forms import NoteForm, ReasonForm
from parks.admin.scope import ParkFilter
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
class YearlyReportAdmin(ActingAdmin[YearlyReport]):
    acts = ACTS
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

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        report = kwargs.get("obj")
        if isinstance(report, YearlyReport):
            context["turn"] = words.report_turn(report, Side.REVIEWER)
            context["compared"] = promises.compare(report)
        return super().render_change_form(request, context, *args, **kwargs)

    def told(self, report: YearlyReport) -> dict[str, Any]:
        return {"template": "admin/parks/report_ask.html", "compared": promises.compare(report)}
