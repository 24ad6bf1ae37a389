"""Times at which the demo parks receive visitors, with who came, who did not and who is still to come."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import Organisation, User
from casework import clock
from parks.models import Visit, VisitSlot
from parks.services import visits
from portal.demo import names
from portal.demo.moments import moment
from portal.demo.parks.ground import Ground

Visitor = tuple[Organisation, User]
# Days ago, further back than the longest holiday lasts; and working days from today, the last of which the
# park cancels.
DAYS_BEFORE = (25, 12)
DAYS_AHEAD = (3, 8, 13, 18)


def receive(ground: Ground, visitors: Sequence[Visitor]) -> None:
    now = timezone.now()
    for place, days in enumerate(DAYS_BEFORE):
        slot = _slot(ground, now, -days)
        with moment(slot.starts_at - timedelta(days=4)):
            booked = _book(slot, visitors[place : place + 2])
        for visit, state in zip(booked, (Visit.State.CAME, Visit.State.MISSED), strict=False):
            with moment(slot.starts_at + timedelta(hours=2)):
                visits.mark(visit, state, by=ground.operator)
    with moment(now - timedelta(days=2)):
        ahead = [_slot(ground, now, days) for days in DAYS_AHEAD]
        for place, slot in enumerate(ahead[:-2]):
            _book(slot, visitors[place : place + 1])
        _book(ahead[-1], visitors[:1])
        visits.cancel_slot(ahead[-1], by=ground.operator, reason=names.note("visit_cancelled"))


def _slot(ground: Ground, now: datetime, days: int) -> VisitSlot:
    """So many working days ahead or, below zero, days ago."""
    today = timezone.localdate(now)
    day = clock.add_working_days(today, days) if days > 0 else _before(today, -days)
    starts_at = timezone.make_aware(datetime.combine(day, time(10 if days % 2 else 14)))
    return VisitSlot.objects.create(park=ground.park, starts_at=starts_at, place="示例一号楼大厅", capacity=2)


def _before(day: date, days: int) -> date:
    """The first working day at or after so many calendar days before."""
    return clock.add_working_days(day - timedelta(days=days + 1), 1)


def _book(slot: VisitSlot, visitors: Sequence[Visitor]) -> list[Visit]:
    purpose = names.note("visit_purpose")
    return [
        visits.book(slot, organisation, by=owner, people=2, purpose=purpose)
        for organisation, owner in visitors
    ]
