"""The council's chair, and who works a case: one at a time."""
# ruff: noqa: B023  (the threads of a round end with it)

from datetime import date

from django.db import transaction

from accounts.models import Organisation
from alliance.models import Post
from alliance.services import posts
from casework.models import Case
from casework.refusals import Refused
from casework.services import assignments, move
from tests.factories import OrganisationFactory, UserFactory
from tests.races.database import without
from tests.races.threads import MARKS, collide, one_of, race, rounds, winners
from tests.races.world import assert_trails_hold, enterprise, lines, now, trial_draft

pytestmark = MARKS
SINCE = date(2026, 1, 1)
SEAT_TAKEN = 'INSERT INTO "alliance_post"'


def chairs():
    return Post.objects.filter(rank=Post.Rank.CHAIR, ends_on=None)


def test_of_two_chairs_appointed_at_once_one_holds_the_chair():
    one, other = OrganisationFactory.create_batch(2)
    chief = UserFactory.create(is_superuser=True)
    for meet in rounds(SEAT_TAKEN):
        outcomes = race(
            *(lambda o=o: posts.appoint(o, rank=Post.Rank.CHAIR, starts_on=SINCE) for o in (one, other)),
            meet=meet,
        )
        winner, told = one_of(outcomes)
        assert chairs().get() == outcomes[winner].value
        assert (one, other)[winner].name in told.message
        posts.end(chairs().get(), by=chief, on=SINCE)


def test_a_look_without_the_constraint_appoints_two_chairs():
    @transaction.atomic
    def looked_first(organisation: Organisation) -> Post:
        if chairs().exists():
            raise Refused("taken")
        return posts.appoint(organisation, rank=Post.Rank.CHAIR, starts_on=SINCE)

    two = 0
    with without("one_chair_unit_at_a_time"):
        for meet in rounds(SEAT_TAKEN, 3):
            pair = OrganisationFactory.create_batch(2)
            collide(*(lambda o=o: looked_first(o) for o in pair), meet=meet)
            two += chairs().count() == 2
            chairs().delete()
    assert two


def test_one_unit_appointed_twice_at_once_holds_one_post():
    for meet in rounds(SEAT_TAKEN, 8):
        one = OrganisationFactory.create()
        ranks = (Post.Rank.COUNCIL, Post.Rank.VICE_CHAIR)
        _winner, told = one_of(
            race(*(lambda r=r: posts.appoint(one, rank=r, starts_on=SINCE) for r in ranks), meet=meet)
        )
        assert one.name in told.message
        assert one.posts.count() == 1


@transaction.atomic
def waiting() -> Case:
    there = enterprise()
    case = trial_draft(there)
    move(case, "submit", by=there.owner, revision=case.revision)
    return now(case)


def test_a_case_taken_by_two_officers_is_worked_by_one(reviewer, second_reviewer):
    officers = (reviewer, second_reviewer)
    for meet in rounds('UPDATE "casework_case" SET "assignee_id"'):
        case = waiting()
        winner, told = one_of(
            race(*(lambda by=by: assignments.take(now(case), by) for by in officers), meet=meet)
        )
        assert now(case).assignee == officers[winner]
        assert officers[winner].name in told.message
        assert len(lines(case, "assign")) == 1
    assert_trails_hold()


def test_without_the_comparison_two_officers_believe_they_work_a_case(reviewer, second_reviewer):
    def naive_take(case, by):
        if Case.objects.get(pk=case.pk).assignee_id:
            raise Refused("taken")
        Case.objects.filter(pk=case.pk).update(assignee=by)

    both = 0
    for meet in rounds('UPDATE "casework_case"', 3):
        case = waiting()
        outcomes = collide(
            *(lambda by=by: naive_take(case, by) for by in (reviewer, second_reviewer)), meet=meet
        )
        both += winners(outcomes) == [0, 1]
    assert both


def test_a_case_started_and_taken_at_once_keeps_one_chain(reviewer, second_reviewer):
    for meet in rounds('UPDATE "casework_case"', 8):
        case = waiting()
        race(
            lambda: move(case, "start", by=reviewer, revision=case.revision),
            lambda: assignments.take(now(case), second_reviewer),
            meet=meet,
        )
        assert now(case).assignee in (reviewer, second_reviewer)
        assert [entry.sequence for entry in lines(case)] == list(range(1, len(lines(case)) + 1))
    assert_trails_hold()
