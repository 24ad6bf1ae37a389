import pytest

from parks.models import Tenancy
from parks.selectors import parks
from tests.alliance import members
from tests.parks import world
from tests.parks.registrations import a_unit

pytestmark = pytest.mark.django_db


def shown(tenancy, agreed=True):
    Tenancy.objects.filter(pk=tenancy.pk).update(shows_publicly=agreed)
    return tenancy.registration.organisation


def test_shown_is_who_has_moved_in_and_agreed(there, unit):
    organisation = shown(world.moved_in(there, unit))
    shown(world.moved_in(there, a_unit(there.park, "302")), agreed=False)
    shown(world.signed(there, a_unit(there.park, "303")))
    assert list(parks.residents(there.park)) == [organisation]


def test_a_resident_of_another_park_is_none_of_this(there, unit, other_park):
    shown(world.moved_in(there, unit))
    assert not parks.residents(other_park)


def test_a_resident_is_named_once_and_a_member_among_them_is_marked(there, unit):
    organisation = shown(world.moved_in(there, unit))
    assert [row.is_listed for row in parks.residents(there.park)] == [False]
    members.membership(organisation)
    assert [row.is_listed for row in parks.residents(there.park)] == [True]


def test_a_park_is_found_by_its_slug(park):
    assert parks.park(park.slug) == park
    assert parks.park("nowhere") is None
