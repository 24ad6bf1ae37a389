"""What became of an approved registration: its place in line and its tenancies, for the desk."""

from typing import Any

from casework.lifecycle import Side
from parks import chips
from parks.models import ParkRegistration
from parks.selectors.waiting import place_of


def panel(registration: ParkRegistration, *, may_offer: bool) -> dict[str, Any] | None:
    """What admin/parks/letting.html shows; None before anything was let. Newest first, two queries."""
    place = place_of(registration)
    tenancies = list(registration.tenancies.select_related("unit__building").order_by("-pk"))
    if place is None and not tenancies:
        return None
    for tenancy in tenancies:
        tenancy.registration = registration
    shown = [{"tenancy": one, "chip": chips.of_tenancy(one, Side.REVIEWER)} for one in tenancies]
    return {"place": place, "may_offer": may_offer, "tenancies": shown}
