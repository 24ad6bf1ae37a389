"""What happens in the parks without anybody pressing a button. Each is safe twice, late, after a week of
silence and by two processes at once: moves compare and set, letters have keys.
"""

from datetime import date, datetime, time, timedelta
from itertools import chain

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import Letter
from casework import clock
from casework.services.housekeeping import sweep_folders
from casework.services.one_by_one import one_by_one
from parks import letters
from parks.lifecycles import ReportStatus, TenancyStatus
from parks.models import Tenancy, Visit, YearlyReport
from parks.models.tenancies import UNDER_CONTRACT
from parks.services import contracts, reports, tenancies

# Days before the end, and how far that reminder reaches down: a late run writes only the one that is due now.
CONTRACT_ENDS = ((30, -1), (60, 30), (90, 60))
REPORT_DUE = (3, 14)
# From this month on the year before is asked for.
FIRST_MONTH = 3
AT_ONCE = 200


def lapse_offers(now: datetime) -> int:
    """Offers that nobody answered in time; each unit goes on to the next in line."""
    late = Tenancy.objects.filter(status=TenancyStatus.OFFERED, answer_by__lt=timezone.localdate(now))

    def lapse(tenancy: Tenancy) -> int:
        tenancies.lapse(tenancy, at=now)  # refused where it was answered meanwhile, or has lapsed
        return 1

    return one_by_one(late.order_by("answer_by", "pk"), lapse)


def remind_of_offers(now: datetime) -> int:
    """Letters about offers of an earlier day, to be answered by the next working day."""
    today = timezone.localdate(now)
    soon = Tenancy.objects.with_parties().filter(
        status=TenancyStatus.OFFERED, answer_by__gte=today, answer_by__lte=clock.add_working_days(today, 1)
    )
    earlier = (one for one in soon.order_by("pk") if timezone.localdate(one.offered_at) < today)
    return one_by_one(earlier, letters.offer_reminder)


def remind_of_visits(now: datetime) -> int:
    """Letters about visits booked on an earlier day, until the end of the next working day."""
    today = timezone.localdate(now)
    last = clock.add_working_days(today, 1)
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    soon = Visit.objects.filter(state=Visit.State.BOOKED, slot__starts_at__gt=now, slot__starts_at__lt=end)
    found = soon.select_related("slot__park", "organisation").order_by("pk")
    earlier = (visit for visit in found if timezone.localdate(visit.booked_at) < today)
    return one_by_one(earlier, letters.visit_reminder)


def remind_of_contracts(now: datetime) -> int:
    """Letters to both sides about contracts that end soon; how many contracts."""
    today = timezone.localdate(now)

    # Both sides or none: by the letter to the one it is known that both are reminded.
    @transaction.atomic
    def remind(tenancy: Tenancy) -> int:
        assert tenancy.ends_on is not None  # noqa: S101  (for the type checker)
        days_left = (tenancy.ends_on - today).days
        days = min(days for days, _beyond in CONTRACT_ENDS if days_left <= days)
        return bool(letters.contract_expiring(tenancy, days=days, days_left=days_left))

    return one_by_one(chain.from_iterable(_ending(*span, today) for span in CONTRACT_ENDS), remind)


def _ending(days: int, beyond: int, today: date) -> QuerySet[Tenancy]:
    ending = Tenancy.objects.with_parties().filter(
        status__in=UNDER_CONTRACT,
        ends_on__gt=today + timedelta(days=beyond),
        ends_on__lte=today + timedelta(days=days),
    )
    return _without_letter(ending, days).order_by("ends_on", "pk")[:AT_ONCE]


def _without_letter(ending: QuerySet[Tenancy], days: int) -> QuerySet[Tenancy]:
    key = Concat(
        Value("tenancy:"), Cast(OuterRef("pk"), CharField()), Value(":expires-"),
        Cast(OuterRef("ends_on"), CharField()), Value(f":{days}:"), output_field=CharField(),
    )  # fmt: skip
    written = Letter.objects.filter(about=OuterRef("registration__reference"), key__startswith=key)
    return ending.filter(~Exists(written))


def ask_for_reports(now: datetime) -> int:
    """From March on, the year before; who moved in late or was recorded late is asked when it is known."""
    today = timezone.localdate(now)
    return reports.ask(today.year - 1, at=now) if today.month >= FIRST_MONTH else 0


def remind_of_reports(now: datetime) -> int:
    """Letters about reports that are due soon and not sent in."""
    today = timezone.localdate(now)
    last = today + timedelta(days=max(REPORT_DUE))
    due = YearlyReport.objects.with_parties().filter(
        status=ReportStatus.ASKED, due_on__gte=today, due_on__lte=last
    )

    def remind(report: YearlyReport) -> int:
        days_left = (report.due_on - today).days
        days = min(days for days in REPORT_DUE if days_left <= days)
        return bool(letters.report_reminder(report, days=days, days_left=days_left))

    return one_by_one(due.order_by("pk"), remind)


def sweep_contracts(now: datetime) -> int:
    """Delete contract scans without a row: uploads that failed half-way."""
    return sweep_folders(contracts.FOLDER, _kept_of, now)


def _kept_of(reference: str) -> set[str]:
    return set(Tenancy.objects.filter(registration__reference=reference).values_list("contract", flat=True))
