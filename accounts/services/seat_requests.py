from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import letters, policies, selectors
from accounts.models import Organisation, Seat, SeatRequest, User
from accounts.services import post
from accounts.services.seats import SeatRefused, lock, refuse_if, take


@transaction.atomic
def ask(organisation: Organisation, *, user: User, message: str = "") -> SeatRequest:
    """Ask the owners for a seat; asking twice is the same request."""
    if selectors.seat_of(user, organisation):
        raise SeatRefused(_("您已是该单位的成员，无须再次申请。"))
    request, created = SeatRequest.objects.get_or_create(
        organisation=organisation, user=user, state=SeatRequest.State.PENDING, defaults={"message": message}
    )
    if created:
        for owner in selectors.owners_of(organisation):
            post.put(letters.seat_requested(request, to=owner))
    return request


@transaction.atomic
def accept(request: SeatRequest, *, role: str, by: User) -> Seat:
    lock(request.organisation_id)
    _decide(request, SeatRequest.State.ACCEPTED, by=by)
    seat = take(request.organisation, request.user, role)
    post.put(letters.seat_request_accepted(request, seat))
    return seat


@transaction.atomic
def decline(request: SeatRequest, *, by: User) -> SeatRequest:
    _decide(request, SeatRequest.State.DECLINED, by=by)
    post.put(letters.seat_request_declined(request))
    return request


def _decide(request: SeatRequest, state: str, *, by: User) -> None:
    refuse_if(policies.why_not(by, request, "decide"))
    decided = SeatRequest.objects.filter(pk=request.pk, state=SeatRequest.State.PENDING).update(
        state=state, decided_at=timezone.now(), decided_by=by
    )
    if not decided:
        raise SeatRefused(_("该申请已由其他负责人处理，请刷新页面查看。"))
    request.refresh_from_db()
