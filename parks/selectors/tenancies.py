"""Which tenancies a person sees. Fetching is authorising: nothing here answers without a person."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from parks.models import ParkRegistration, Tenancy, Unit
from parks.models.tenancies import TenancyQuerySet
from parks.selectors.scope import parks_seen_by


def tenancies_of(user: User | AnonymousUser) -> TenancyQuerySet:
    """Those of organisations in which this person holds a seat."""
    return Tenancy.objects.with_parties().of(user.pk or 0)


def tenancies_seen_by(user: User | AnonymousUser) -> TenancyQuerySet:
    """Those of the parks whose papers this member of staff may look at."""
    tenancies = Tenancy.objects.with_parties()
    if not user.has_perm("parks.view_tenancy"):
        return tenancies.none()
    return tenancies.filter(registration__park__in=parks_seen_by(user))


def holder_of(unit: Unit) -> Tenancy | None:
    """Who has an offer of this unit, a contract or the keys."""
    return Tenancy.objects.with_parties().holding().filter(unit=unit).first()


def held_by(registration: ParkRegistration) -> Tenancy | None:
    """The one unit this registration holds."""
    return Tenancy.objects.with_parties().holding().filter(registration=registration).first()
