"""Appointments in the times at which a park receives visitors.

Locks are taken in one order everywhere: the slot, then its visits.
"""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.models import Organisation, User
from casework.refusals import Refused
from parks import letters, policies
from parks.models import Visit, VisitSlot

PRODUCER = "-//Alliance portal//Visits//ZH"
MARKS = (Visit.State.CAME, Visit.State.MISSED)
LONGEST_PURPOSE = 200
MOST_PEOPLE = 99


@transaction.atomic
def book(
    slot: VisitSlot, organisation: Organisation, *, by: User, people: int = 1, purpose: str = ""
) -> Visit:
    """An appointment while there is room; of all who want the last place, one gets it."""
    slot.refresh_from_db()
    if refusal := policies.why_not_book(by, slot, organisation) or _why_not_so(people, purpose):
        raise Refused(refusal)
    free = VisitSlot.objects.upcoming().filter(pk=slot.pk, taken__lt=F("capacity"))
    if not free.update(taken=F("taken") + 1):
        slot.refresh_from_db()
        raise Refused(policies.why_slot_closed(slot) or _("该参观时段刚刚变化，请刷新页面后再试。"))
    try:
        with transaction.atomic():
            visit = Visit.objects.create(
                slot=slot, organisation=organisation, booked_by=by, people=people, purpose=purpose.strip()
            )
    except IntegrityError:
        raise Refused(_why_twice(slot, organisation)) from None
    slot.refresh_from_db()
    letters.visit_booked(visit)
    return visit


def _why_not_so(people: int, purpose: str) -> str | None:
    if not 1 <= people <= MOST_PEOPLE:
        return _("到访人数须为 1 至 %(limit)s 人，请核对。") % {"limit": MOST_PEOPLE}
    if len(purpose.strip()) > LONGEST_PURPOSE:
        return _("参观重点最多 %(limit)s 个字，请精简。") % {"limit": LONGEST_PURPOSE}
    return None


def _why_twice(slot: VisitSlot, organisation: Organisation) -> str:
    mine = Visit.objects.filter(slot=slot, organisation=organisation, state=Visit.State.BOOKED)
    name = mine.values_list("booked_by__name", flat=True).first()
    return _("%(name)s已为本单位预约该时段，无须重复预约。") % {"name": name or _("同事")}


@transaction.atomic
def cancel(visit: Visit, *, by: User) -> Visit:
    """By the enterprise or by the park, until it starts; the place is free again."""
    _lock(visit)
    if refusal := policies.why_not(by, visit, "cancel"):
        raise Refused(refusal)
    if not _set(visit, Visit.State.CANCELLED, (Visit.State.BOOKED,)):
        raise Refused(_("该参观预约刚刚变化，请刷新页面查看。"))
    VisitSlot.objects.filter(pk=visit.slot_id).update(taken=F("taken") - 1)
    letters.visit_cancelled(visit)
    letters.visit_cancelled_desk(visit)
    return visit


@transaction.atomic
def cancel_slot(slot: VisitSlot, *, by: User, reason: str) -> VisitSlot:
    """The park receives nobody at this time; everybody who booked is told why."""
    reason = reason.strip()
    if refusal := policies.why_not(by, slot, "cancel"):
        raise Refused(refusal)
    if not reason:
        raise Refused(_("请填写取消原因，告知已预约的单位。"))
    if not VisitSlot.objects.filter(pk=slot.pk, is_cancelled=False).update(is_cancelled=True, taken=0):
        raise Refused(_("该参观时段已由其他工作人员取消，请刷新页面查看。"))
    booked = slot.visits.filter(state=Visit.State.BOOKED).select_related("organisation", "slot__park")
    for visit in booked.order_by("pk"):
        if _set(visit, Visit.State.CANCELLED, (Visit.State.BOOKED,)):
            letters.visit_cancelled(visit, reason=reason)
    slot.refresh_from_db()
    return slot


@transaction.atomic
def mark(visit: Visit, state: str, *, by: User) -> Visit:
    """Who came and who did not, once it has started; a wrong mark is set right the same way."""
    if state not in MARKS:
        raise Refused(_("请选择已到访或未到访。"))
    visit.refresh_from_db()
    if refusal := policies.why_not(by, visit, "mark"):
        raise Refused(refusal)
    if not _set(visit, state, (Visit.State.BOOKED, *MARKS)):
        raise Refused(_("该参观预约刚刚变化，请刷新页面查看。"))
    return visit


def _lock(visit: Visit) -> None:
    """Hold the slot until the transaction ends, then see the visit as it is."""
    VisitSlot.objects.filter(pk=visit.slot_id).update(taken=F("taken"))
    visit.refresh_from_db()


def _set(visit: Visit, state: str, sources: tuple[str, ...]) -> bool:
    changed = Visit.objects.filter(pk=visit.pk, state__in=sources).update(state=state)
    visit.state = state if changed else visit.state
    return bool(changed)


def calendar(visit: Visit) -> bytes:
    """The appointment for anybody's calendar; fetched again after a cancellation it says so."""
    slot = visit.slot
    starts = timezone.localtime(slot.starts_at)
    cancelled = visit.state == Visit.State.CANCELLED
    event = Event()
    event.add("uid", f"visit-{visit.pk}@{settings.PORTAL_URL.partition('://')[2]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=slot.minutes))
    event.add("summary", _("参观%(park)s园区") % {"park": slot.park})
    event.add("location", slot.place or slot.park.address or str(slot.park))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("sequence", int(cancelled))
    if visit.purpose:
        event.add("description", visit.purpose)
    made = Calendar()
    made.add("prodid", PRODUCER)
    made.add("version", "2.0")
    made.add("method", "CANCEL" if cancelled else "PUBLISH")
    made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())
