"""A registration goes to another park while it is decided, or offered a unit."""
# ruff: noqa: B023  (the threads of a round end with it)

import pytest
from django.db import transaction
from django.utils import timezone

from casework.lifecycle import Status
from casework.models import Case
from casework.services import Stale, move
from parks.models import ParkRegistration, Tenancy
from parks.services import registration, tenancies, waiting
from tests.parks import registrations, world
from tests.races.letting import CASE, ROUNDS, assert_all_is_true
from tests.races.threads import MARKS, collide, one_of, race, rounds, winners

pytestmark = MARKS


# --- to another park --------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(there):
    with transaction.atomic():
        return world.letting("dadi", "大地示例园")


@pytest.fixture
def reviewed(there):
    @transaction.atomic
    def one() -> ParkRegistration:
        organisation, owner = world.an_enterprise()
        case = registrations.submitted(organisation, there.park, owner)
        move(case, "start", by=there.operator, revision=case.revision)
        world.review(world.fresh(case), there.operator, there.colleague)
        return world.fresh(case)

    return one


def to(park, first: ParkRegistration, holding: int | None = None) -> ParkRegistration:
    return registration.transfer(
        world.fresh(first), park, by=first.applicant, revision=first.revision, holding=holding,
        declares_truth=True, consents_processing=True,
    )  # fmt: skip


def test_a_transfer_and_the_decision_at_once_are_one_of_both(there, elsewhere, reviewed):
    for meet in rounds(CASE, ROUNDS):
        first = reviewed()
        winner, told = one_of(
            race(
                lambda: move(world.fresh(first), "approve", by=there.operator, revision=first.revision),
                lambda: to(elsewhere.park, first),
                meet=meet,
            )
        )
        assert isinstance(told, Stale)
        assert Case.objects.get(pk=first.pk).status == (Status.APPROVED, Status.WITHDRAWN)[winner]
        assert first.transfers.count() == winner
        assert first.places.waiting().count() == 1 - winner
    assert_all_is_true()


def test_without_the_comparison_a_registration_is_approved_here_and_sent_there(elsewhere, reviewed):
    first = reviewed()

    def naive_transfer():
        assert Case.objects.get(pk=first.pk).is_open
        Case.objects.filter(pk=first.pk).update(
            status=Status.WITHDRAWN, open_key=None, decided_at=timezone.now()
        )

    def naive_approval():
        assert Case.objects.get(pk=first.pk).is_open
        Case.objects.filter(pk=first.pk).update(
            status=Status.APPROVED, open_key=None, decided_at=timezone.now()
        )
        waiting.join(first, by=None)

    collide(naive_transfer, naive_approval, meet=CASE)
    assert first.places.waiting().exists(), "it waits here"
    assert winners(collide(lambda: to_anyway(elsewhere.park, first))) == [0], "and is asked for there"


def to_anyway(park, first: ParkRegistration) -> ParkRegistration:
    return registration.start(first.organisation, park, by=first.applicant)


def test_a_transfer_and_an_offer_at_once_leave_no_unit_behind(there, elsewhere, waits, unit_of):
    for meet in rounds(CASE, ROUNDS):
        first, unit = waits(), unit_of()
        outcomes = race(
            lambda: tenancies.offer(world.fresh(first), unit, by=there.operator),
            lambda: to(elsewhere.park, first),
            meet=meet,
        )
        winner, _told = one_of(outcomes)
        assert Tenancy.objects.holding().filter(registration=first).exists() is (winner == 0)
        assert first.transfers.count() == winner
        assert not first.places.waiting().exists()
    assert_all_is_true()
