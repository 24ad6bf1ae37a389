"""One unit and one place in line: people press at the same moment."""
# ruff: noqa: B023  (the threads of a round end with it)

from django.utils import timezone

from accounts.models import Letter, User
from casework.refusals import Refused
from parks.models import ParkRegistration, Tenancy, Unit
from parks.services import tenancies
from tests.parks import world
from tests.races.database import without
from tests.races.letting import CASE, OFFER, PLACE, ROUNDS, assert_all_is_true, empty_the_line
from tests.races.threads import MARKS, collide, one_of, race, rounds, winners

pytestmark = MARKS


# --- one unit ---------------------------------------------------------------------------------------


def test_two_operators_offer_one_unit_and_one_enterprise_has_it(there, waits, unit_of):
    people = (there.operator, there.colleague)
    for meet in rounds(OFFER, ROUNDS):
        unit, pair = unit_of(), (waits(), waits())
        winner, told = one_of(
            race(
                *(
                    lambda by=by, one=one: tenancies.offer(one, unit, by=by)
                    for by, one in zip(people, pair, strict=True)
                ),
                meet=meet,
            )
        )
        holder = Tenancy.objects.get(unit=unit)
        assert (holder.registration, holder.offered_by) == (pair[winner], people[winner])
        assert people[winner].name in told.message
        assert pair[winner].organisation.name in told.message
        assert world.place_of(pair[1 - winner]).state == "waiting", "who lost the unit keeps the place"
        assert Letter.objects.filter(about=pair[1 - winner].reference, key__contains=":offered:").count() == 0
    assert_all_is_true()


def naive_offer(one: ParkRegistration, unit: Unit, by: User) -> Tenancy:
    """Look whether unit and enterprise are free, then write."""
    if Tenancy.objects.holding().filter(unit=unit).exists():
        raise Refused("taken")
    if not one.places.waiting().exists():
        raise Refused("served")
    one.places.waiting().update(state="served", ended_at=timezone.now())
    return Tenancy.objects.create(registration=one, unit=unit, offered_by=by, answer_by="2030-01-01")


def test_a_look_without_the_constraint_lets_one_unit_twice(there, waits, unit_of):
    twice = 0
    kept = [(unit_of(), waits(), waits()) for _number in range(2)]
    with without("one_holder_per_unit"):
        for unit, one, other in kept:
            collide(
                lambda: naive_offer(one, unit, there.operator),
                lambda: naive_offer(other, unit, there.colleague),
                meet=OFFER,
            )
            twice += Tenancy.objects.holding().filter(unit=unit).count() == 2
    assert twice


# --- one place in line ------------------------------------------------------------------------------


def test_one_place_in_line_offered_two_units_at_once_takes_one(there, waits, unit_of):
    people = (there.operator, there.colleague)
    for meet in rounds(CASE, ROUNDS):
        one, units = waits(), (unit_of(), unit_of())
        winner, told = one_of(
            race(
                *(
                    lambda by=by, u=u: tenancies.offer(one, u, by=by)
                    for by, u in zip(people, units, strict=True)
                ),
                meet=meet,
            )
        )
        holder = Tenancy.objects.get(registration=one)
        assert (holder.unit, holder.offered_by) == (units[winner], people[winner])
        assert people[winner].name in told.message
        assert not Tenancy.objects.filter(unit=units[1 - winner]).exists()
    assert_all_is_true()


def test_a_look_without_guards_offers_one_enterprise_two_units(there, waits, unit_of):
    twice = 0
    kept = [(waits(), unit_of(), unit_of()) for _number in range(2)]
    with without("one_unit_held_per_registration"):
        for one, unit, other in kept:
            collide(
                lambda: naive_offer(one, unit, there.operator),
                lambda: naive_offer(one, other, there.colleague),
                meet=PLACE,
            )
            twice += Tenancy.objects.holding().filter(registration=one).count() == 2
    assert twice


def test_two_units_that_come_free_at_once_go_to_two_enterprises(there, waits, offered):
    for meet in rounds(PLACE, ROUNDS):
        empty_the_line()
        (first, *_people), (second, *_others) = offered(), offered()
        next_ones = {waits().pk, waits().pk}
        both = race(
            *(
                lambda t=t: tenancies.decline(t, by=world.editor_of(t.registration), revision=1)
                for t in (first, second)
            ),
            meet=meet,
        )
        assert winners(both) == [0, 1]
        got = Tenancy.objects.holding().filter(unit__in=[first.unit_id, second.unit_id])
        assert set(got.values_list("registration", flat=True)) == next_ones
    assert_all_is_true()
