"""Which cases a person sees. Fetching is authorising: nothing here answers without a person."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Seat, User
from casework import kinds
from casework.kinds import Kind
from casework.lifecycle import Status
from casework.models import Case
from casework.models.cases import CaseQuerySet


def kinds_of(user: User | AnonymousUser) -> list[Kind]:
    """The kinds whose cases this member of staff may look at."""
    if not isinstance(user, User) or not user.is_staff:
        return []
    return [
        kind
        for kind in kinds.every()
        if user.has_perm(kind.view_permission) or user.has_perm(kind.review_permission)
    ]


def in_scope_of(user: User | AnonymousUser) -> Q:
    """What of each kind this member of staff works on; nothing for everybody else."""
    found = Q(pk__in=[])
    for kind in kinds_of(user):
        assert isinstance(user, User)  # noqa: S101  (only staff have kinds)
        found |= Q(kind=kind.code) & kind.scope(user)
    return found


def queue_for(user: User | AnonymousUser) -> CaseQuerySet:
    """Everything submitted of the kinds this member of staff may look at; drafts are not their business."""
    return Case.objects.with_parties().filter(in_scope_of(user)).exclude(status=Status.DRAFT)


def case_for(user: User | AnonymousUser, reference: str) -> Case | None:
    """The case of this reference, if this person may see it: by a seat, or as staff once it is submitted."""
    if not isinstance(user, User):
        return None
    return _visible(user).filter(reference=reference).first()


def _visible(user: User) -> QuerySet[Case]:
    seat = Exists(Seat.objects.filter(user=user, organisation=OuterRef("organisation")))
    return Case.objects.with_parties().filter(Q(seat) | (in_scope_of(user) & ~Q(status=Status.DRAFT)))
