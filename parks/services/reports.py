"""What a resident achieved in a year: asked once, filled in as far as it is known, confirmed by the park."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from alliance.models import MembershipApplication
from casework import clock
from casework.refusals import Refused
from casework.services import steps
from casework.services.one_by_one import one_by_one
from parks import letters, policies
from parks.models import REPORTED, Tenancy, YearlyReport

# The year's updates are due by the end of May (domain.md §4.4); who is asked later has some working days.
DUE = (5, 31)
LEAST_DAYS = 10


def ask(year: int, *, at: datetime) -> int:
    """Ask every resident of that year once; how many were asked now. Safe twice and by two at once."""
    residents = (
        Tenancy.objects.with_parties()
        .residents()
        .filter(moved_in_on__lte=date(year, 12, 31))
        .exclude(reports__year=year)
    )
    return one_by_one(residents.order_by("pk"), lambda tenancy: _ask(tenancy, year, at))


@transaction.atomic
def _ask(tenancy: Tenancy, year: int, at: datetime) -> bool:
    due_on = max(date(year + 1, *DUE), clock.add_working_days(timezone.localdate(at), LEAST_DAYS))
    report, created = YearlyReport.objects.get_or_create(
        tenancy=tenancy, year=year, defaults={"due_on": due_on, **known(tenancy, year)}
    )
    if created:
        steps.begin(report, by=None, at=at)
        letters.report_asked(report)
    return created


def known(tenancy: Tenancy, year: int) -> dict[str, Any]:
    """What lasts is taken over: people, patents, investment so far; revenue only of that very year."""
    organisation = tenancy.registration.organisation
    values: dict[str, Any] = {"staff_count": organisation.staff_count}
    application = (
        MembershipApplication._base_manager.filter(organisation=organisation, status="approved")
        .order_by("-submitted_at", "-pk")
        .first()
    )
    if application is not None:
        values["patents"] = application.patent_count
        sent = application.submitted_at
        if sent is not None and timezone.localtime(sent).year == year + 1:
            values["revenue"] = application.revenue
    last = YearlyReport.objects.filter(
        tenancy__registration__organisation=organisation, year__lt=year, status="confirmed"
    ).first()
    if last is not None:
        values |= {"investment": last.investment, "patents": last.patents}
        values["staff_count"] = values["staff_count"] or last.staff_count
    return values


@transaction.atomic
def submit(report: YearlyReport, *, by: User, revision: int, note: str = "", **figures: Any) -> YearlyReport:
    """Every figure, none below zero; raises Refused with the one that is missing."""
    seen = _check(report, "submit", by=by, revision=revision)
    steps.take(seen, "submit", by=by, note=note, **_complete(seen, figures))
    letters.report_submitted(seen)
    report.refresh_from_db()
    return seen


def _complete(report: YearlyReport, figures: dict[str, Any]) -> dict[str, Any]:
    if strangers := set(figures) - set(REPORTED):
        raise TypeError(f"a report has no {sorted(strangers)}")
    values = {name: figures.get(name, getattr(report, name)) for name in REPORTED}
    for name, value in values.items():
        label = getattr(YearlyReport._meta.get_field(name), "verbose_name", name)
        if value is None:
            raise Refused(_("请填写“%(item)s”，没有的填 0。") % {"item": label})
        if value < 0:
            raise Refused(_("“%(item)s”不能为负数，请核对。") % {"item": label})
    return values


@transaction.atomic
def confirm(report: YearlyReport, *, by: User, revision: int, note: str = "") -> YearlyReport:
    seen = _check(report, "confirm", by=by, revision=revision)
    steps.take(seen, "confirm", by=by, note=note)
    letters.report_confirmed(seen)
    report.refresh_from_db()
    return seen


@transaction.atomic
def return_(report: YearlyReport, *, by: User, revision: int, note: str) -> YearlyReport:
    """Back to the enterprise with what is wrong, and with some working days to mend it."""
    seen = _check(report, "return", by=by, revision=revision)
    due_on = max(seen.due_on, clock.add_working_days(timezone.localdate(), LEAST_DAYS))
    steps.take(seen, "return", by=by, note=note, due_on=due_on)
    letters.report_returned(seen, note=note)
    report.refresh_from_db()
    return seen


def _check(report: YearlyReport, action: str, *, by: User, revision: int) -> YearlyReport:
    """The report as it is now, if it is as the page showed it and this person may."""
    seen = YearlyReport.objects.with_parties().get(pk=report.pk)
    if seen.revision != revision:
        raise steps.faster(seen)
    if refusal := policies.why_not(by, seen, action):
        raise Refused(refusal)
    return seen
