"""What became of approved registrations: the one thing each of them holds, waits in, or has left."""

from collections.abc import Sequence

from django.db.models import Q

from parks.lifecycles import TenancyStatus
from parks.models import Tenancy, WaitingPlace
from parks.models.tenancies import HOLDING
from parks.selectors.waiting import with_ahead

After = Tenancy | WaitingPlace


def afterwards(registrations: Sequence[int]) -> dict[int, After]:
    """By the registration's key: what it holds, else its place in line, else what it left. Two queries."""
    if not registrations:
        return {}
    ended_or_held = Q(status__in=HOLDING) | Q(status=TenancyStatus.LEFT)
    tenancies = Tenancy.objects.with_parties().filter(ended_or_held, registration__in=registrations)
    shown = [WaitingPlace.State.WAITING, WaitingPlace.State.LEFT]
    places = with_ahead(WaitingPlace.objects.filter(registration__in=registrations, state__in=shown))
    # What goes on comes last, and the last of a registration counts.
    rows: list[After] = sorted([*places.order_by("pk"), *tenancies.order_by("pk")], key=_goes_on)
    return {one.registration_id: one for one in rows}


def _goes_on(one: After) -> bool:
    if isinstance(one, Tenancy):
        return one.status in HOLDING
    return one.state == WaitingPlace.State.WAITING
