from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import Moving, Step
from parks.lifecycles import REPORT, ReportStatus
from parks.models.tenancies import Tenancy

REPORT_LABELS: dict[str, Promise] = {
    ReportStatus.ASKED: _("待填报"),
    ReportStatus.SUBMITTED: _("待核对"),
    ReportStatus.CONFIRMED: _("已核对"),
}
REPORT_ACTIONS: dict[str, Promise] = {
    "begin": _("通知填报"),
    "submit": _("提交"),
    "return": _("退回修改"),
    "confirm": _("核对无误"),
}
STATUSES = [str(status) for status in REPORT.statuses]
# What a report gives, in 万元 where it is money.
REPORTED = ("revenue", "tax", "staff_count", "investment", "patents")


class YearlyReportQuerySet(models.QuerySet["YearlyReport"]):
    def of(self, user_id: int) -> Self:
        """Reports of organisations in which this person holds a seat."""
        return self.filter(tenancy__registration__organisation__seats__user_id=user_id)

    def with_parties(self) -> Self:
        return self.select_related(
            "tenancy__registration__organisation", "tenancy__registration__park", "tenancy__unit__building"
        )


class YearlyReport(Moving):
    """What a resident achieved in one calendar year, asked for once; shown against what it promised."""

    lifecycle = REPORT

    status = models.CharField(
        _("状态"), max_length=20, choices=[(str(key), word) for key, word in REPORT_LABELS.items()],
        default=str(ReportStatus.ASKED), editable=False,
    )  # fmt: skip
    tenancy = models.ForeignKey(Tenancy, models.PROTECT, related_name="reports", verbose_name=_("租用"))
    year = models.PositiveSmallIntegerField(_("年度"))
    due_on = models.DateField(_("填报期限"))
    revenue = models.DecimalField(
        _("营业收入（万元）"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    tax = models.DecimalField(
        _("税收（万元）"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    staff_count = models.PositiveIntegerField(_("员工人数"), null=True, blank=True)
    investment = models.DecimalField(
        _("累计完成投资（万元）"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    patents = models.PositiveIntegerField(_("有效专利数"), null=True, blank=True)

    objects = YearlyReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度绩效")
        verbose_name_plural = _("年度绩效")
        ordering = ["-year", "pk"]
        permissions = [("check_yearlyreport", "Can confirm or return yearly reports")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="report_status_is_in_the_table"),
            models.UniqueConstraint(fields=["tenancy", "year"], name="one_report_per_tenancy_and_year"),
            models.CheckConstraint(
                condition=Q(status="asked")
                | Q(revenue__isnull=False, tax__isnull=False, staff_count__isnull=False,
                    investment__isnull=False, patents__isnull=False),
                name="report_submitted_is_complete",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.tenancy.registration.organisation} · {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("yearly_report", args=[self.pk])


class ReportStep(Step):
    """A line of a report's history; append-only, in the database too."""

    thing = models.ForeignKey(YearlyReport, models.PROTECT, related_name="steps", verbose_name=_("年度绩效"))

    class Meta(Step.Meta):
        verbose_name = _("年度绩效记录")
        verbose_name_plural = _("年度绩效记录")

    @property
    def action_label(self) -> str:
        return str(REPORT_ACTIONS.get(self.action, self.action))
