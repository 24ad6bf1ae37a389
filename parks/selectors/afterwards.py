"""What became of approved registrations: the one thing each of them holds, waits in, or has left."""

from collections.abc import Iterable, Sequence

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
    gone = [WaitingPlace.State.WAITING, WaitingPlace.State.LEFT]
    places = with_ahead(WaitingPlace.objects.filter(registration__in=registrations, state__in=gone))
    found: dict[int, After] = {}
    for one in [*_last_first(tenancies), *_last_first(places)]:
        known = found.get(one.registration_id)
        if known is None or (_goes_on(one) and not _goes_on(known)):
            found[one.registration_id] = one
    return found


def _last_first(rows: Iterable[After]) -> list[After]:
    return sorted(rows, key=lambda row: -row.pk)


def _goes_on(one: After) -> bool:
    if isinstance(one, Tenancy):
        return one.status in HOLDING
    return one.state == WaitingPlace.State.WAITING
