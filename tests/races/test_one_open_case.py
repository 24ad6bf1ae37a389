"""One open case per organisation and thing: the database keeps `open_key` unique."""
# ruff: noqa: B023  (the threads of a round end with it)

import pytest
from django.db import transaction
from django.utils import timezone

from casework.lifecycle import Status
from casework.models import Case
from casework.services import AlreadyOpen, Refused, drafts, move, numbering
from tests.races.database import without
from tests.races.threads import MARKS, collide, one_of, race, rounds
from tests.races.world import assert_trails_hold, enterprise, lines, now, trial_draft

pytestmark = MARKS
GUARD = "casework_case_open_key_key"


def open_cases(there) -> int:
    return Case.objects.open().filter(organisation=there.organisation).count()


def test_two_drafts_at_once_become_one_and_the_other_is_led_to_it(kind):
    for meet in rounds('UPDATE "casework_series"'):
        there = enterprise()
        people = (there.owner, there.colleague)
        outcomes = race(
            *(
                lambda by=by: drafts.open_draft(kind, organisation=there.organisation, by=by, values={})
                for by in people
            ),
            meet=meet,
        )
        winner, told = one_of(outcomes)
        case = Case.objects.get(organisation=there.organisation)
        assert isinstance(told, AlreadyOpen)
        assert told.case.pk == outcomes[winner].value.pk == case.pk
        assert case.reference in told.message
        assert case.applicant == people[winner]
    numbers = [int(case.reference.rpartition("-")[2]) for case in Case.objects.order_by("pk")]
    assert numbers == list(range(1, len(numbers) + 1)), "whoever is refused leaves no gap"


@transaction.atomic
def looked_first(there, kind) -> Case:
    """Opens a draft when it sees none: a look instead of the constraint."""
    if not open_cases(there):
        reference = numbering.take("XX", 2026)
        key = kind.open_key(Case(organisation=there.organisation))
        people = {"organisation": there.organisation, "applicant": there.owner}
        return kind.model.objects.create(kind=kind.code, reference=reference, open_key=key, **people)
    raise Refused("one is open")


def test_a_look_without_the_constraint_opens_two_drafts(kind):
    twice = 0
    with without(GUARD):
        for meet in rounds('UPDATE "casework_series"', 3):
            there = enterprise()
            collide(*[lambda: looked_first(there, kind)] * 2, meet=meet)
            twice += open_cases(there) == 2
    assert twice


@pytest.fixture
def rejected(reviewer):
    @transaction.atomic
    def case(there):
        one = trial_draft(there)
        move(one, "submit", by=there.owner, revision=one.revision)
        move(one, "start", by=reviewer, revision=one.revision)
        move(one, "reject", by=reviewer, revision=one.revision, note="材料不符。")
        return one

    return case


def test_a_reopening_and_a_new_application_at_once_leave_one_open(kind, rejected, reviewer):
    for meet in rounds("casework_case"):
        there = enterprise()
        old = rejected(there)
        winner, told = one_of(
            race(
                lambda: move(old, "reopen", by=reviewer, revision=old.revision, note="补充了证据。"),
                lambda: drafts.open_draft(kind, organisation=there.organisation, by=there.owner, values={}),
                meet='"open_key"' if meet else "",
            )
        )
        (case,) = Case.objects.open().filter(organisation=there.organisation)
        assert (case.pk == old.pk) is (winner == 0)
        assert case.reference in told.message
        assert now(old).status == (Status.UNDER_REVIEW if winner == 0 else Status.REJECTED)
        assert len(lines(old, "reopen")) == (winner == 0)
    assert_trails_hold()


def test_a_look_without_the_constraint_reopens_beside_a_new_application(kind, rejected):
    @transaction.atomic
    def reopened(old, there):
        if open_cases(there):
            raise Refused("one is open")
        values = {"status": Status.UNDER_REVIEW, "open_key": kind.open_key(old), "decided_at": None}
        return Case.objects.filter(pk=old.pk).update(**values, updated_at=timezone.now())

    twice = 0
    with without(GUARD):
        for meet in rounds('"casework_case"', 3):
            there = enterprise()
            old = rejected(there)
            collide(
                lambda: reopened(old, there),
                lambda: looked_first(there, kind),
                meet='"open_key" =' if meet else "",
            )
            twice += open_cases(there) == 2
    assert twice
