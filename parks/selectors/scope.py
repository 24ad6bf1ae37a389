"""Whose parks: an operator sees and works in their own; outside of them nothing exists for them."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from parks.models import Park


def parks_seen_by(user: User | AnonymousUser) -> QuerySet[Park]:
    """The parks whose papers this member of staff may look at."""
    return _parks(user, "parks.view_every_park")


def parks_worked_by(user: User | AnonymousUser) -> QuerySet[Park]:
    """The parks in which this member of staff acts, as far as their permissions go."""
    return _parks(user, "parks.work_every_park")


def works_in(user: User | AnonymousUser, park: Park | int) -> bool:
    pk = park if isinstance(park, int) else park.pk
    return parks_worked_by(user).filter(pk=pk).exists()


def _parks(user: User | AnonymousUser, everywhere: str) -> QuerySet[Park]:
    if not isinstance(user, User) or not (user.is_staff and user.is_active):
        return Park.objects.none()
    if user.has_perm(everywhere):
        return Park.objects.all()
    return Park.objects.filter(pk__in=user.operated.values("park"))


def workers_of(park_id: int) -> Q:
    """A filter of people: who works in this park, by name or by the permission for all."""
    every = Q(
        groups__permissions__codename="work_every_park", groups__permissions__content_type__app_label="parks"
    )
    own = Q(user_permissions__codename="work_every_park", user_permissions__content_type__app_label="parks")
    return Q(operated__park=park_id) | every | own | Q(is_superuser=True)
