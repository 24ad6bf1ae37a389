"""The line for space: who waits in which order, and for what."""

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


def position(place: WaitingPlace) -> int:
    """1 for the first in line."""
    before = Q(queued_at__lt=place.queued_at) | Q(queued_at=place.queued_at, pk__lt=place.pk)
    return WaitingPlace.objects.waiting().filter(before, park_id=place.park_id).count() + 1


def with_ahead(places: QuerySet[WaitingPlace]) -> QuerySet[WaitingPlace]:
    """Each with how many of its park stand before it, as `ahead`: no query per row."""
    before = Q(queued_at__lt=OuterRef("queued_at")) | Q(
        queued_at=OuterRef("queued_at"), pk__lt=OuterRef("pk")
    )
    line = WaitingPlace.objects.waiting().filter(before, park=OuterRef("park")).order_by()
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


def fitting_units(registration: ParkRegistration) -> list[Unit]:
    """What may be offered to this registration in its park, in the order of a walk."""
    lettable = Unit.objects.lettable().placed().filter(building__park_id=registration.park_id)
    return [unit for unit in lettable if fits(unit, registration)]
