"""Times at which a park receives visitors, and the appointments of one's own organisations."""

from django.db.models import QuerySet

from accounts.models import User
from parks.models import Park, Visit, VisitSlot

SHOWN = 50


def slots_of(park: Park) -> list[VisitSlot]:
    """The next times at which this park receives visitors, full ones included."""
    slots = list(VisitSlot.objects.upcoming().filter(park=park)[:SHOWN])
    for slot in slots:
        slot.park = park
    return slots


def visits_of(user: User) -> QuerySet[Visit]:
    """Appointments of organisations in which this person holds a seat."""
    return (
        Visit.objects.filter(organisation__seats__user=user)
        .select_related("slot__park", "organisation", "booked_by")
        .order_by("slot__starts_at", "pk")
    )


def ahead(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Of these, what is booked and has not begun."""
    return visits.filter(state=Visit.State.BOOKED, slot__in=VisitSlot.objects.upcoming().order_by())
