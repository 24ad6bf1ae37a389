import hashlib

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Invitation, Organisation, Role, Seat, SeatRequest, User


def seat_of(user: User, organisation: Organisation) -> Seat | None:
    return (
        Seat.objects.filter(user_id=user.pk, organisation=organisation).select_related("organisation").first()
    )


def seats_in(organisation: Organisation) -> QuerySet[Seat]:
    return organisation.seats.select_related("user").order_by("pk")


def owners_of(organisation: Organisation) -> QuerySet[User]:
    return User.objects.filter(
        seats__organisation=organisation, seats__role=Role.OWNER, is_active=True
    ).order_by("pk")


def pending_requests(organisation: Organisation) -> QuerySet[SeatRequest]:
    return (
        organisation.seat_requests.filter(state=SeatRequest.State.PENDING)
        .select_related("user")
        .order_by("pk")
    )


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Not yet accepted, also those that ran out: an owner may send them again."""
    return organisation.invitations.filter(accepted_at=None).order_by("pk")


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_by_token(token: str) -> Invitation | None:
    """The open invitation of this secret; one run out, used or withdrawn is as unknown as a guess."""
    return (
        Invitation.objects.filter(token_hash=digest(token), accepted_at=None, expires_at__gt=timezone.now())
        .select_related("organisation", "invited_by")
        .first()
    )
