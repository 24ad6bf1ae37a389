import pytest

from casework.lifecycle import Status
from casework.models import Audience, Case
from casework.refusals import Refused
from casework.services import assignments, trail
from tests.factories import SeatFactory


@pytest.fixture
def case(walk):
    return walk(Status.SUBMITTED)


def test_a_free_case_is_taken_and_the_trail_says_so_to_staff_only(case, reviewer):
    before = case.revision
    assert assignments.take(case, reviewer).assignee == reviewer
    line = case.trail.last()
    assert (line.action, line.audience, line.note) == ("assign", Audience.STAFF, "承办人：周正")
    assert case.revision == before  # nobody's page grows stale by it
    assert list(trail.broken(case.trail.all())) == []


def test_taking_ones_own_case_again_is_harmless(case, reviewer):
    assignments.take(case, reviewer)
    assignments.take(case, reviewer)
    assert case.trail.filter(action="assign").count() == 1


def test_who_comes_second_is_told_who_has_it(case, reviewer, second_reviewer):
    late = Case.objects.get(pk=case.pk)
    assignments.take(case, reviewer)
    with pytest.raises(Refused, match="周正"):
        assignments.take(late, second_reviewer)
    assert Case.objects.get(pk=case.pk).assignee == reviewer


def test_a_case_is_handed_over_and_laid_back(case, reviewer, second_reviewer):
    assignments.take(case, reviewer)
    assert assignments.assign(case, second_reviewer, reviewer).assignee == second_reviewer
    assert assignments.assign(case, None, reviewer).assignee is None
    assert case.trail.last().note == "承办人：待定"


def test_handing_to_who_has_it_already_writes_nothing(case, reviewer):
    assignments.take(case, reviewer)
    assignments.assign(case, reviewer, reviewer)
    assert case.trail.filter(action="assign").count() == 1


def test_a_hand_over_of_what_changed_hands_meanwhile_is_refused(
    case, reviewer, second_reviewer, administrator
):
    late = Case.objects.get(pk=case.pk)
    assignments.take(case, reviewer)
    with pytest.raises(Refused, match="承办人已变更"):
        assignments.assign(late, second_reviewer, administrator)


def test_only_who_may_review_and_holds_no_seat_is_given_a_case(case, reviewer, second_reviewer, other_staff):
    with pytest.raises(Refused, match="没有审核"):
        assignments.assign(case, other_staff, reviewer)
    SeatFactory.create(user=second_reviewer, organisation=case.organisation)
    with pytest.raises(Refused, match="回避"):
        assignments.assign(case, second_reviewer, reviewer)


@pytest.mark.parametrize("person", ["owner", "outsider", "other_staff", "auditor"])
def test_others_assign_nothing(case, person, request):
    with pytest.raises(Refused):
        assignments.take(case, request.getfixturevalue(person))


@pytest.mark.parametrize("status", [Status.DRAFT, Status.APPROVED])
def test_what_is_not_under_way_is_not_assigned(walk, reviewer, status):
    case = walk(status)
    with pytest.raises(Refused, match="不在办理中"):
        assignments.take(case, reviewer)
