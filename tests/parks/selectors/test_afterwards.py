"""What became of an approved registration: what it holds, else where it waits, else what it left."""

import pytest

from parks.models import Tenancy
from parks.selectors.afterwards import afterwards
from parks.services import tenancies, waiting
from tests.parks import world

pytestmark = pytest.mark.django_db


def after(registration):
    return afterwards([registration.pk]).get(registration.pk)


def test_of_nothing_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert afterwards([]) == {}


def test_who_waits_has_a_place_and_who_is_offered_a_unit_holds_it(there, unit):
    registration = world.in_line(there)
    assert after(registration) == world.place_of(registration)
    tenancy = world.offered(there, unit, registration)
    assert after(registration) == tenancy


def test_who_did_not_take_the_unit_waits_again(there, unit):
    tenancy = world.offered(there, unit)
    tenancies.decline(tenancy, by=world.editor_of(tenancy.registration), revision=tenancy.revision)
    assert after(tenancy.registration) == world.place_of(tenancy.registration)


def test_who_left_has_left_and_who_gave_up_the_line_has_left_it(there, unit):
    tenancy = world.moved_in(there, unit)
    tenancies.leave(
        tenancy, by=there.operator, revision=tenancy.revision, on=world.a_day(0), note="迁往自有厂房。"
    )
    assert after(tenancy.registration) == Tenancy.objects.get(pk=tenancy.pk)
    registration = world.in_line(there)
    place = world.place_of(registration)
    waiting.leave(place, by=world.editor_of(registration))
    assert after(registration) == place


def test_many_cost_as_much_as_one(there, unit, django_assert_num_queries):
    asked = [world.in_line(there).pk for _number in range(3)]
    for some in (asked[:1], asked):
        with django_assert_num_queries(2):
            assert len(afterwards(some)) == len(some)
