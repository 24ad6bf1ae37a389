import pytest
from django.utils import timezone

from casework.models import Effect
from casework.refusals import Refused
from parks.models import WaitingPlace
from parks.selectors import waiting as read
from parks.services import waiting
from tests.parks import world


def test_an_approval_puts_at_the_end_of_the_line_and_says_where(there):
    first, second = world.in_line(there), world.in_line(there)
    assert [read.position(world.place_of(one)) for one in (first, second)] == [1, 2]
    effect = Effect.objects.get(case_id=second.pk, code="waiting")
    assert effect.wording == "列入轮候名单"
    assert effect.explanation == "列入时排第 2 位"


def test_joining_twice_is_joining_once(there):
    registration = world.in_line(there)
    assert waiting.join(registration, by=there.operator) == world.place_of(registration)
    assert registration.places.count() == 1


def test_a_repaired_approval_gives_no_place_to_who_has_been_offered_one(there, unit):
    tenancy = world.offered(there, unit)
    waiting.join(tenancy.registration, by=there.operator)
    assert not tenancy.registration.places.waiting().exists()


def test_the_enterprise_leaves_the_line_and_the_others_move_up(there):
    first, second = world.in_line(there), world.in_line(there)
    place = waiting.leave(world.place_of(first), by=world.editor_of(first))
    assert (place.state, place.ended_at is not None) == (WaitingPlace.State.LEFT, True)
    assert read.position(world.place_of(second)) == 1
    assert "已退出" in Effect.objects.get(case_id=first.pk, code="waiting").wording


def test_nobody_else_leaves_for_them_and_nobody_leaves_twice(there, outsider):
    registration = world.in_line(there)
    place = world.place_of(registration)
    for stranger in (outsider, there.operator):
        with pytest.raises(Refused):
            waiting.leave(place, by=stranger)
    waiting.leave(place, by=world.editor_of(registration))
    with pytest.raises(Refused, match="已不在轮候名单"):
        waiting.leave(place, by=world.editor_of(registration))


def test_a_page_that_did_not_see_the_offer_does_not_leave_the_line(there, unit):
    registration = world.in_line(there)
    stale = world.place_of(registration)
    world.offered(there, unit, registration)
    with pytest.raises(Refused, match="刚刚收到选房通知"):
        waiting.leave(stale, by=world.editor_of(registration))


def test_the_line_of_a_park_is_its_own(there):
    registration = world.in_line(there)
    other = world.letting("dadi", "大地示例园")
    world.in_line(other)
    assert [place.registration for place in read.line_of(there.park)] == [registration]
    assert read.position(world.place_of(world.in_line(other))) == 2


def test_who_stands_in_line_is_not_put_there_twice(there):
    registration = world.in_line(there)
    assert waiting.queue_again(registration, at=timezone.now()) == world.place_of(registration)
    assert registration.places.count() == 1


def test_who_never_had_a_place_is_given_one_at_the_end(there):
    registration = world.in_line(there)
    registration.places.all().delete()
    first = world.in_line(there)
    place = waiting.give_back(registration)
    assert read.position(place) == 2
    assert read.position(world.place_of(first)) == 1
