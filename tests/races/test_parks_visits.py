"""Places in a slot: as many visits as there is room for, whoever presses when."""
# ruff: noqa: B023  (the threads of a round end with it)

from accounts.models import Letter
from casework.refusals import Refused
from parks.models import Visit, VisitSlot
from parks.services import visits
from tests.parks import world
from tests.races.letting import ROUNDS, SLOT
from tests.races.threads import MARKS, collide, one_of, race, rounds, winners
from tests.races.world import enterprise

pytestmark = MARKS


# --- visits -----------------------------------------------------------------------------------------


def test_the_last_place_of_a_slot_goes_to_one_of_many(there):
    for number, meet in enumerate(rounds(SLOT, ROUNDS)):
        slot = world.a_slot(there, hours=48 + number, capacity=2)
        many = [enterprise() for _one in range(4)]
        visits.book(slot, many[0].organisation, by=many[0].owner)
        outcomes = race(
            *(
                lambda e=e: visits.book(VisitSlot.objects.get(pk=slot.pk), e.organisation, by=e.owner)
                for e in many[1:]
            ),
            meet=meet,
        )
        (winner,) = winners(outcomes)
        slot.refresh_from_db()
        assert slot.taken == Visit.objects.filter(slot=slot, state="booked").count() == 2
        assert all("约满" in one.refusal.message for one in outcomes if not one.won)
        assert Letter.objects.filter(key__contains=":booked:", recipient=many[1 + winner].owner).exists()


def test_a_look_instead_of_the_comparison_oversells_a_slot(there):
    def naive_book(slot, e):
        seen = VisitSlot.objects.get(pk=slot.pk)
        if seen.taken >= seen.capacity:
            raise Refused("full")
        VisitSlot.objects.filter(pk=slot.pk).update(taken=seen.taken + 1)
        Visit.objects.create(slot=slot, organisation=e.organisation, booked_by=e.owner)

    slot = world.a_slot(there, capacity=1)
    one, other = enterprise(), enterprise()
    collide(lambda: naive_book(slot, one), lambda: naive_book(slot, other), meet=SLOT)
    assert Visit.objects.filter(slot=slot).count() == 2
    assert VisitSlot.objects.get().taken == 1, "and the count does not even show it"


def test_one_enterprise_books_a_slot_once_though_two_press(there):
    for number, meet in enumerate(rounds(SLOT, ROUNDS)):
        slot, e = world.a_slot(there, hours=48 + number), enterprise()
        _winner, told = one_of(
            race(
                *(
                    lambda by=by: visits.book(VisitSlot.objects.get(pk=slot.pk), e.organisation, by=by)
                    for by in (e.owner, e.colleague)
                ),
                meet=meet,
            )
        )
        assert "已为本单位预约" in told.message
        slot.refresh_from_db()
        assert slot.taken == Visit.objects.filter(slot=slot).count() == 1


def test_a_visit_cancelled_from_both_sides_gives_its_place_back_once(there):
    for number, meet in enumerate(rounds(SLOT, ROUNDS)):
        slot, e = world.a_slot(there, hours=48 + number), enterprise()
        visit = visits.book(slot, e.organisation, by=e.owner)
        one_of(
            race(
                *(
                    lambda by=by: visits.cancel(Visit.objects.select_related("slot").get(pk=visit.pk), by=by)
                    for by in (e.owner, there.operator)
                ),
                meet=meet,
            )
        )
        slot.refresh_from_db()
        assert slot.taken == 0
