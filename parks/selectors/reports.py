"""Yearly reports of one's own organisations."""

from accounts.models import User
from parks.lifecycles import ReportStatus
from parks.models import YearlyReport
from parks.models.reports import YearlyReportQuerySet


def reports_of(user: User) -> YearlyReportQuerySet:
    return YearlyReport.objects.with_parties().of(user.pk)


def asked_of(user: User) -> YearlyReportQuerySet:
    """What this person's organisations have still to fill in, the most urgent first."""
    return reports_of(user).filter(status=ReportStatus.ASKED).order_by("due_on", "pk")
