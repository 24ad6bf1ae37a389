import hashlib

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Invitation, Organisation, Role, Seat, SeatRequest, User
from accounts.selectors.organisations import organisations_of


def seat_of(user: User, organisation: Organisation) -> Seat | None:
    return (
        Seat.objects.filter(user_id=user.pk, organisation=organisation).select_related("organisation").first()
    )


def seats_beside(user: User) -> QuerySet[Seat]:
    """All seats of the organisations in which this person holds one; nobody else's can be addressed."""
    return Seat.objects.filter(organisation__in=organisations_of(user)).select_related("organisation", "user")


def seats_in(organisation: Organisation) -> QuerySet[Seat]:
    return organisation.seats.select_related("user").order_by("pk")


def owners_of(organisation: Organisation) -> QuerySet[User]:
    return User.objects.filter(
        seats__organisation=organisation, seats__role=Role.OWNER, is_active=True
    ).order_by("pk")


def requests_beside(user: User) -> QuerySet[SeatRequest]:
    """Requests for a seat in this person's organisations."""
    return SeatRequest.objects.filter(organisation__in=organisations_of(user)).select_related(
        "organisation", "user"
    )


def pending_request_of(user: User, organisation: Organisation) -> SeatRequest | None:
    return organisation.seat_requests.filter(user=user, state=SeatRequest.State.PENDING).first()


def pending_requests(organisation: Organisation) -> QuerySet[SeatRequest]:
    return (
        organisation.seat_requests.filter(state=SeatRequest.State.PENDING)
        .select_related("user")
        .order_by("pk")
    )


def invitations_beside(user: User) -> QuerySet[Invitation]:
    """Invitations to this person's organisations."""
    return Invitation.objects.filter(organisation__in=organisations_of(user)).select_related("organisation")


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
