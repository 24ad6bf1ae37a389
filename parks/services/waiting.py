"""A park's line for space. A place is the token of an offer: whoever turns it from waiting may make one.

Whoever changes what a registration holds or waits for takes its case first (`hold`), then the tenancy, then
the place: so all of them stand in one line, a transfer to another park included, and nobody waits in a ring.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from casework.models import Case
from casework.refusals import Refused
from casework.services import effects
from parks import policies
from parks.models import ParkRegistration, WaitingPlace
from parks.selectors import waiting as read


@transaction.atomic
def join(registration: ParkRegistration, *, by: User | None, at: datetime | None = None) -> WaitingPlace:
    """The place in line that an approval gives, listed among the effects; the same one when run again."""
    place = registration.places.order_by("-pk").first() or _queue(registration, at or timezone.now())
    effects.record(
        registration, "waiting", gettext_noop("列入轮候名单"),
        detail=gettext_noop("列入时排第 %(position)s 位"),
        values={"position": str(read.position(place))},
    )  # fmt: skip
    return place


def hold(registration: ParkRegistration) -> None:
    """Until the transaction ends nobody else offers, answers, transfers or leaves the line for it."""
    Case.objects.filter(pk=registration.pk).update(updated_at=timezone.now())


def queue_again(registration: ParkRegistration, *, at: datetime) -> WaitingPlace:
    """A new place at the end of the line, for who did not take what was offered."""
    return _queue(registration, at)


def _queue(registration: ParkRegistration, at: datetime) -> WaitingPlace:
    """Two who put one registration in line at the same moment put it there once."""
    try:
        with transaction.atomic():
            return WaitingPlace.objects.create(
                registration=registration, park_id=registration.park_id, queued_at=at
            )
    except IntegrityError:
        return registration.places.waiting().get()


def give_back(registration: ParkRegistration) -> WaitingPlace:
    """The place an offer was made from, where it was in the line."""
    place = registration.places.filter(state=WaitingPlace.State.SERVED).order_by("-ended_at", "-pk").first()
    if place is None:
        return _queue(registration, timezone.now())
    served = WaitingPlace.objects.filter(pk=place.pk, state=WaitingPlace.State.SERVED)
    served.update(state=WaitingPlace.State.WAITING, ended_at=None)
    place.refresh_from_db()
    return place


def serve(place: WaitingPlace, *, at: datetime) -> bool:
    """The guard of every offer: of all who want to make one from this place, one may."""
    hold(place.registration)
    return _end(place, WaitingPlace.State.SERVED, at)


@transaction.atomic
def leave(place: WaitingPlace, *, by: User, at: datetime | None = None) -> WaitingPlace:
    """The enterprise no longer waits."""
    hold(place.registration)
    if refusal := policies.why_not(by, place, "leave"):
        raise Refused(refusal)
    if not _end(place, WaitingPlace.State.LEFT, at or timezone.now()):
        raise Refused(_("该入园登记刚刚收到选房通知或已退出轮候，请刷新页面查看。"))
    effects.record(place.registration, "waiting", gettext_noop("已退出轮候"))
    place.refresh_from_db()
    return place


def _end(place: WaitingPlace, state: str, at: datetime) -> bool:
    waiting = WaitingPlace.objects.waiting().filter(pk=place.pk)
    return bool(waiting.update(state=state, ended_at=at))
