"""The line for space: who waits in which order, and for what."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from parks.fitting import fits
from parks.models import Park, ParkRegistration, Tenancy, Unit, WaitingPlace
from parks.models.tenancies import WaitingPlaceQuerySet


def line_of(park: Park | int) -> WaitingPlaceQuerySet:
    """Who waits in this park, first come first, with what they ask for."""
    pk = park if isinstance(park, int) else park.pk
    return (
        WaitingPlace.objects.in_line()
        .filter(park_id=pk)
        .select_related("registration__organisation", "registration__park", "registration__applicant")
    )


def before(queued_at: Any, pk: Any) -> Q:
    """Who stands in line before a place of this time and key."""
    return Q(queued_at__lt=queued_at) | Q(queued_at=queued_at, pk__lt=pk)


def position(place: WaitingPlace) -> int:
    """1 for the first in line."""
    ahead = WaitingPlace.objects.waiting().filter(before(place.queued_at, place.pk), park_id=place.park_id)
    return ahead.count() + 1


def with_ahead(places: QuerySet[WaitingPlace]) -> QuerySet[WaitingPlace]:
    """Each with how many of its park stand before it, as `ahead`: no query per row."""
    earlier = before(OuterRef("queued_at"), OuterRef("pk"))
    line = WaitingPlace.objects.waiting().filter(earlier, park=OuterRef("park")).order_by()
    return places.annotate(
        ahead=Coalesce(Subquery(line.values("park").annotate(number=Count("pk")).values("number")), 0)
    )


def place_of(registration: ParkRegistration) -> WaitingPlace | None:
    """The place this registration waits in, if it does."""
    return registration.places.waiting().first()


def fitting_places(unit: Unit) -> list[WaitingPlace]:
    """Who in the line would take this unit, in order; whoever had it offered before is passed over."""
    had = Tenancy.objects.filter(unit=unit, registration=OuterRef("registration"))
    line = line_of(unit.building.park_id).filter(~Exists(had))
    return [place for place in line if fits(unit, place.registration)]
