"""Yearly reports of the demo's residents: asked for in March, and in every state since."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import Role
from parks.models import YearlyReport
from parks.services import reports
from portal.demo import names
from portal.demo.moments import moment
from portal.demo.parks.ground import Ground

# So many days ago.
SUBMITTED, CONFIRMED, RETURNED = 20, 12, 5


def report(grounds: dict[int, Ground], random: Random) -> None:
    """`grounds` by the key of the park."""
    now = timezone.now()
    year, asked_at = _last_asked(now)
    with moment(asked_at):
        reports.ask(year, at=asked_at)
    fates = (_return, _confirm, _submit, _confirm, _leave_open)
    for place, asked in enumerate(YearlyReport.objects.with_parties().order_by("pk")):
        ground = grounds[asked.tenancy.registration.park_id]
        fates[place % len(fates)](asked, ground, random, now)


def _last_asked(now: datetime) -> tuple[int, datetime]:
    """The last year that was asked for in a March long enough ago for all that followed."""
    for year in (now.year - 1, now.year - 2):
        asked_at = timezone.make_aware(datetime(year + 1, 3, 2, 9))  # noqa: DTZ001  made aware
        if asked_at < _days_before(now, SUBMITTED):
            break
    return year, asked_at


def _leave_open(asked: YearlyReport, ground: Ground, random: Random, now: datetime) -> None:
    """Nobody has filled it in yet."""


def _submit(asked: YearlyReport, ground: Ground, random: Random, now: datetime) -> YearlyReport:
    """Some weeks ago, by the owner of the enterprise."""
    seat = asked.tenancy.registration.organisation.seats.filter(role=Role.OWNER).select_related("user")[0]
    with moment(_days_before(now, SUBMITTED)):
        figures = _figures(asked, random)
        return reports.submit(asked, by=seat.user, revision=asked.revision, **figures)


def _confirm(asked: YearlyReport, ground: Ground, random: Random, now: datetime) -> None:
    _submit(asked, ground, random, now)
    asked.refresh_from_db()
    with moment(_days_before(now, CONFIRMED)):
        reports.confirm(asked, by=ground.operator, revision=asked.revision)


def _return(asked: YearlyReport, ground: Ground, random: Random, now: datetime) -> None:
    _submit(asked, ground, random, now)
    asked.refresh_from_db()
    with moment(_days_before(now, RETURNED)):
        note = names.note("report_return")
        reports.return_(asked, by=ground.operator, revision=asked.revision, note=note)


def _days_before(now: datetime, days: int) -> datetime:
    day = timezone.localdate(now) - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(10, 30)))


def _figures(asked: YearlyReport, random: Random) -> dict[str, Any]:
    """Around what the registration promised: some above it, some below."""
    promised = asked.tenancy.registration
    share = Decimal(random.randrange(60, 130)) / 100
    return {
        "revenue": round((promised.output_value or Decimal(1000)) * share),
        "tax": round((promised.annual_tax or Decimal(60)) * share),
        "staff_count": promised.staff_count or 30,
        "investment": round((promised.total_investment or Decimal(500)) * min(share, Decimal(1))),
        "patents": random.randrange(0, 20),
    }
