"""Two people press a button on one case at the same moment."""
# ruff: noqa: B023  (the threads of a round end with it)

import pytest
from django.db import transaction

from accounts.models import Letter
from alliance.models import Certificate, Membership, Term
from casework.lifecycle import Status
from casework.models import ACTION_LABELS
from casework.services import Stale, move
from tests.applications import under_review
from tests.races.database import without
from tests.races.naive import naive_move
from tests.races.threads import MARKS, collide, one_of, race, rounds, winners
from tests.races.world import assert_trails_hold, enterprise, lines, now, trial_draft

pytestmark = MARKS
GUARD = 'UPDATE "casework_case" SET "status"'


@pytest.fixture
def reviewing(alliance, reviewer):
    def case():
        with transaction.atomic():
            there = enterprise()
            return under_review(there.organisation, there.owner, reviewer)

    return case


def test_two_officers_approve_and_reject_at_once_and_one_decides(reviewing, reviewer, second_reviewer):
    for meet in rounds(GUARD):
        case = reviewing()
        winner, told = one_of(
            race(
                lambda: move(case, "approve", by=reviewer, revision=case.revision),
                lambda: move(case, "reject", by=second_reviewer, revision=case.revision, note="材料不符。"),
                meet=meet,
            )
        )
        officer = (reviewer, second_reviewer)[winner]
        (decision,) = lines(case, "approve", "reject")
        assert isinstance(told, Stale)
        assert (told.entry.pk, told.entry.actor_id) == (decision.pk, officer.pk)
        assert officer.name in told.message
        assert str(ACTION_LABELS[decision.action]) in told.message
        assert (now(case).status, now(case).decided_by) == (decision.to_status, officer)
        members = 1 if decision.action == "approve" else 0
        assert Membership.objects.filter(organisation=case.organisation).count() == members
        assert Term.objects.filter(application_id=case.pk).count() == members
        decided = Letter.objects.filter(about=case.reference, key__contains=f":{decision.sequence}:")
        assert decided.count() == 1  # to the owner, who is the applicant
    assert_trails_hold()


def test_without_the_comparison_a_case_is_approved_and_rejected(reviewing, reviewer, second_reviewer):
    both = 0
    for meet in rounds(GUARD, 3):
        case = reviewing()
        collide(
            lambda: naive_move(case, "approve", by=reviewer),
            lambda: naive_move(case, "reject", by=second_reviewer, note="材料不符。"),
            meet=meet,
        )
        both += {entry.action for entry in lines(case, "approve", "reject")} == {"approve", "reject"}
    assert both


def test_two_approvals_at_once_make_one_member(reviewing, reviewer, second_reviewer):
    for meet in rounds(GUARD):
        case = reviewing()
        # Every other time it is one officer who pressed twice.
        other = second_reviewer if meet else reviewer
        winner, told = one_of(
            race(
                lambda: move(case, "approve", by=reviewer, revision=case.revision),
                lambda: move(case, "approve", by=other, revision=case.revision),
                meet=meet,
            )
        )
        assert told.entry.actor_id == (reviewer, other)[winner].pk
        assert len(lines(case, "approve")) == 1
        membership = Membership.objects.get(organisation=case.organisation)
        assert Certificate.objects.filter(membership=membership).count() == 1
    numbers = sorted(Membership.objects.values_list("number", flat=True))
    assert [int(number.rpartition("-")[2]) for number in numbers] == list(range(1, len(numbers) + 1))
    assert_trails_hold()


def test_a_look_before_the_write_does_not_keep_one_membership_per_organisation(alliance, reviewer):
    def admitted(organisation, number):
        if not Membership.objects.live().filter(organisation=organisation).exists():
            Membership.objects.create(
                organisation=organisation, number=number, starts_on="2026-01-01", ends_on="2028-12-31"
            )

    twice = 0
    with without("one_live_membership_per_organisation"):
        for number, meet in enumerate(rounds('INSERT INTO "alliance_membership"', 3)):
            one = enterprise().organisation
            collide(lambda: admitted(one, f"A-{number}"), lambda: admitted(one, f"B-{number}"), meet=meet)
            twice += Membership.objects.live().filter(organisation=one).count() == 2
    assert twice


def test_two_submits_at_once_are_one_submission():
    for meet in rounds(GUARD):
        there = enterprise()
        case = trial_draft(there)
        people = (there.owner, there.colleague if meet else there.owner)
        winner, told = one_of(
            race(
                *(lambda by=by: move(case, "submit", by=by, revision=case.revision) for by in people),
                meet=meet,
            )
        )
        (entry,) = lines(case)
        assert isinstance(told, Stale)
        assert told.entry.pk == entry.pk
        assert entry.actor_id == people[winner].pk
        assert Letter.objects.filter(about=case.reference, recipient=there.owner).count() == 1
    assert_trails_hold()


def test_without_the_comparison_a_case_is_submitted_twice():
    twice = 0
    for meet in rounds(GUARD, 3):
        there = enterprise()
        case = trial_draft(there)
        people = (there.owner, there.colleague)
        outcomes = collide(*(lambda by=by: naive_move(case, "submit", by=by) for by in people), meet=meet)
        twice += winners(outcomes) == [0, 1] and len(lines(case, "submit")) == 2
    assert twice


def test_an_approval_and_a_withdrawal_at_once_agree(reviewing, reviewer):
    for meet in rounds(GUARD, 6):
        case = reviewing()
        winner, told = one_of(
            race(
                lambda: move(case, "approve", by=reviewer, revision=case.revision),
                lambda: move(case, "withdraw", by=case.applicant, revision=case.revision),
                meet=meet,
            )
        )
        status = (Status.APPROVED, Status.WITHDRAWN)[winner]
        assert now(case).status == status
        assert told.entry.to_status == status
        assert Membership.objects.filter(organisation=case.organisation).exists() is (winner == 0)
    assert_trails_hold()
