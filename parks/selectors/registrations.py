"""Registrations as their enterprise sees them: where each of its organisations stands with a park."""

from dataclasses import dataclass

from accounts.models import Organisation, Seat, User
from parks.models import Park, ParkRegistration, Tenancy, WaitingPlace


@dataclass(frozen=True, slots=True)
class Standing:
    """One of a person's organisations before one park: what is open, what it waits for, what it holds."""

    organisation: Organisation
    seat: Seat
    case: ParkRegistration | None
    place: WaitingPlace | None
    tenancy: Tenancy | None


def standings(user: User, park: Park) -> list[Standing]:
    """Of each organisation of this person; four queries, however many organisations."""
    seats = list(
        Seat.objects.filter(user=user).select_related("organisation").order_by("organisation__pinyin", "pk")
    )
    of = [seat.organisation_id for seat in seats]
    open_here = ParkRegistration.objects.filter(park=park, organisation__in=of, open_key__isnull=False)
    cases = {case.organisation_id: case for case in open_here}
    waiting = WaitingPlace.objects.in_line().filter(park=park, registration__organisation__in=of)
    places = {one.registration.organisation_id: one for one in waiting.select_related("registration")}
    held = Tenancy.objects.holding().filter(
        registration__park=park, registration__organisation__in=of
    ).order_by("pk")  # fmt: skip
    tenancies = {
        one.registration.organisation_id: one for one in held.select_related("registration", "unit__building")
    }
    return [
        Standing(
            seat.organisation, seat, cases.get(seat.organisation_id), places.get(seat.organisation_id),
            tenancies.get(seat.organisation_id),
        )
        for seat in seats
    ]  # fmt: skip


def registration_of(user: User, reference: str) -> ParkRegistration | None:
    """This person's own registration; of nobody else's a page of the enterprise shows anything."""
    own = ParkRegistration.objects.filter(organisation__seats__user=user, reference=reference)
    return own.select_related("park", "organisation", "applicant", "sector").first()


def tenancies_of_case(registration: ParkRegistration) -> list[Tenancy]:
    """Every unit it was offered, the newest first, with its yearly reports."""
    rows = registration.tenancies.select_related("unit__building").prefetch_related("reports")
    return list(rows.order_by("-pk"))
