from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import Letter, Role, Seat
from alliance import letters
from alliance.models import MEMBERSHIP, RENEWAL_DAYS, Membership
from casework.lifecycle import Status
from casework.models import Case
from casework.services.one_by_one import one_by_one

# Days before the end, and how far that reminder reaches down: a late run writes only the one that is due now.
REMINDERS = ((30, -1), (RENEWAL_DAYS, 30))
AT_ONCE = 200


def remind_expiring(now: datetime) -> int:
    """Letters about memberships that end soon; how many were reminded. Safe twice and late."""
    today = timezone.localdate(now)

    @transaction.atomic
    def remind(membership: Membership) -> int:
        """All owners or none: the first one's letter says that it was done."""
        days_left = (membership.ends_on - today).days
        days = next(days for days, beyond in REMINDERS if beyond < days_left <= days)
        letters.membership_expiring(membership, days=days, days_left=days_left)
        return 1

    due = (membership for days, beyond in REMINDERS for membership in _due(days, beyond, now)[:AT_ONCE])
    return one_by_one(due, remind)


def _due(days: int, beyond: int, now: datetime) -> QuerySet[Membership]:
    """Live, ending in the span, with an owner to write to, not yet written to, and no renewal under way."""
    today = timezone.localdate(now)
    last_day = Cast(OuterRef("ends_on"), CharField())
    key = Concat(
        OuterRef("number"), Value(":expires-"), last_day, Value(f":{days}:"), output_field=CharField()
    )
    written = Letter.objects.filter(about=OuterRef("number"), key__startswith=key)
    owners = Seat.objects.filter(
        organisation=OuterRef("organisation_id"), role=Role.OWNER, user__is_active=True
    )
    renewals = Case.objects.open().filter(
        organisation=OuterRef("organisation_id"), kind=MEMBERSHIP
    ).exclude(status=Status.DRAFT)  # fmt: skip
    return (
        Membership.objects.live()
        .filter(ends_on__gt=today + timedelta(days=beyond), ends_on__lte=today + timedelta(days=days))
        .filter(~Exists(written), Exists(owners), ~Exists(renewals))
        .select_related("organisation")
        .order_by("ends_on", "pk")
    )
