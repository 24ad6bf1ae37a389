"""One offer, one answer: whoever comes second is told who was faster."""
# ruff: noqa: B023  (the threads of a round end with it)

import pytest
from django.utils import timezone

from accounts.models import Letter, User
from parks.models import Tenancy, TenancyStep
from parks.services import tenancies, waiting
from tests.parks import world
from tests.races.letting import (
    CASE,
    ROUNDS,
    TENANCY,
    assert_all_is_true,
    day_after,
    empty_the_line,
    moves,
    now,
    tenancy_of,
)
from tests.races.threads import MARKS, collide, one_of, race, rounds

pytestmark = MARKS


# --- one answer -------------------------------------------------------------------------------------


def test_two_people_of_one_enterprise_accept_and_it_is_accepted_once(offered):
    for meet in rounds(CASE, ROUNDS):
        tenancy, *people = offered()
        winner, told = one_of(
            race(
                *(lambda by=by: tenancies.accept(tenancy_of(tenancy), by=by, revision=1) for by in people),
                meet=meet,
            )
        )
        assert moves(tenancy) == ["begin", "accept"]
        assert people[winner].name in told.message
        letters = Letter.objects.filter(key__startswith=f"tenancy:{tenancy.pk}:accepted:")
        assert letters.count() == 2  # one to each operator
    assert_all_is_true()


def test_acceptance_and_refusal_at_once_are_one_answer(offered):
    for meet in rounds(CASE, ROUNDS):
        tenancy, owner, colleague = offered()
        winner, told = one_of(
            race(
                lambda: tenancies.accept(tenancy_of(tenancy), by=owner, revision=1),
                lambda: tenancies.decline(tenancy_of(tenancy), by=colleague, revision=1),
                meet=meet,
            )
        )
        assert now(tenancy).status == ("accepted", "declined")[winner]
        assert moves(tenancy) == ["begin", ("accept", "decline")[winner]]
        assert (owner, colleague)[winner].name in told.message
        assert tenancy.registration.places.waiting().exists() is (winner == 1)
    assert_all_is_true()


def naive_take(tenancy: Tenancy, action: str, by: User | None) -> None:
    """Read, check, write: what `steps.take` does without its comparison."""
    seen = Tenancy.objects.get(pk=tenancy.pk)
    target = seen.lifecycle.find(action, seen.status).target
    Tenancy.objects.filter(pk=seen.pk).update(status=target, revision=seen.revision + 1)
    TenancyStep(
        thing=seen, actor_id=by.pk if by else None, action=action, from_status=seen.status, to_status=target,
        at=timezone.now(),
    ).save()  # fmt: skip


@pytest.mark.parametrize(
    "pair", [("accept", "accept"), ("accept", "decline"), ("accept", "lapse"), ("accept", "withdraw")]
)
def test_without_the_comparison_one_offer_has_two_answers(offered, pair):
    tenancy, *people = offered()
    collide(
        *(lambda a=a, by=by: naive_take(tenancy, a, by) for a, by in zip(pair, people, strict=True)),
        meet=TENANCY,
    )
    assert sorted(moves(tenancy)) == sorted(["begin", *pair])


def test_an_offer_that_lapses_while_it_is_accepted_is_one_or_the_other(offered):
    for meet in rounds(CASE, ROUNDS):
        tenancy, owner, _colleague = offered()
        late = day_after(tenancy)
        winner, told = one_of(
            race(
                lambda: tenancies.accept(tenancy_of(tenancy), by=owner, revision=1),
                lambda: tenancies.lapse(tenancy_of(tenancy), at=late),
                meet=meet,
            )
        )
        assert now(tenancy).status == ("accepted", "lapsed")[winner]
        assert tenancy.registration.places.waiting().exists() is (winner == 1)
        if winner == 1:
            assert "系统" in told.message
        empty_the_line()
    assert_all_is_true()


def test_an_offer_withdrawn_while_it_is_accepted_is_one_or_the_other(there, offered):
    for meet in rounds(CASE, ROUNDS):
        tenancy, owner, _colleague = offered()
        winner, told = one_of(
            race(
                lambda: tenancies.accept(tenancy_of(tenancy), by=owner, revision=1),
                lambda: tenancies.withdraw(tenancy_of(tenancy), by=there.operator, revision=1, note="检修。"),
                meet=meet,
            )
        )
        assert now(tenancy).status == ("accepted", "withdrawn")[winner]
        assert (owner, there.operator)[winner].name in told.message
        assert tenancy.registration.places.waiting().exists() is (winner == 1)
    assert_all_is_true()


def test_who_leaves_the_line_while_a_unit_is_offered_has_left_or_is_offered_it(there, waits, unit_of):
    for meet in rounds(CASE, ROUNDS):
        one, unit = waits(), unit_of()
        place = world.place_of(one)
        outcomes = race(
            lambda: tenancies.offer(one, unit, by=there.operator),
            lambda: waiting.leave(place, by=world.editor_of(one)),
            meet=meet,
        )
        winner, _told = one_of(outcomes)
        assert world.place_of(one).state == ("served", "left")[winner]
        assert Tenancy.objects.filter(registration=one).exists() is (winner == 0)
    assert_all_is_true()
