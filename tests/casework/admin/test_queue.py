import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from casework.models import Case
from tests import applications
from tests.factories import OrganisationFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/admin/casework/case/"
# Session, person, second factor, permissions (2); the numbers above the queue; the filters' people and
# sectors; count and rows.
QUERIES = 10


def enterprise(name: str):
    """An enterprise with an owner, and its submitted case."""
    seat = SeatFactory.create(organisation=OrganisationFactory.create(name=name), user=UserFactory.create())
    return applications.submitted(seat.organisation, seat.user)


def references(response) -> list[str]:
    return [case.reference for case in response.context["cl"].result_list]


@pytest.fixture
def desk(reviewer, sign_in):
    return sign_in(reviewer)


def test_the_queue_shows_whose_turn_it_is_by_when_and_who_works_it(desk, submitted, reviewer):
    Case.objects.filter(pk=submitted.pk).update(assignee=reviewer)

    response = desk.get(QUEUE)

    assertContains(response, submitted.reference)
    assertContains(response, submitted.organisation.name)
    assertContains(response, "已提交")
    assertContains(response, reviewer.name)
    assertContains(response, reverse("admin:casework_case_change", args=[submitted.pk]))


def test_the_oldest_submission_comes_first(desk):
    first, second = enterprise("甲示例有限公司"), enterprise("乙示例有限公司")

    assert references(desk.get(QUEUE)) == [first.reference, second.reference]


def test_without_a_choice_only_what_waits_for_staff_is_shown(desk, approved, other_organisation, outsider):
    waiting = applications.submitted(other_organisation, outsider)

    assert references(desk.get(QUEUE)) == [waiting.reference]
    assert references(desk.get(QUEUE, {"state": "approved"})) == [approved.reference]
    assert set(references(desk.get(QUEUE, {"state": "all"}))) == {approved.reference, waiting.reference}


def test_drafts_are_nobodys_business(desk, organisation, owner):
    applications.draft(organisation, owner)

    assert references(desk.get(QUEUE, {"state": "all"})) == []
    assertContains(desk.get(QUEUE), "没有符合条件的办件")


def test_the_same_number_of_queries_for_one_case_and_for_three(desk, django_assert_num_queries):
    enterprise("甲示例有限公司")
    with django_assert_num_queries(QUERIES):
        desk.get(QUEUE)
    enterprise("乙示例有限公司")
    enterprise("丙示例有限公司")
    with django_assert_num_queries(QUERIES):
        assert len(references(desk.get(QUEUE))) == 3


def test_a_late_case_is_marked_and_filtered(desk, submitted, other_organisation, outsider):
    applications.submitted(other_organisation, outsider)
    late = applications.make_late(submitted)

    assert references(desk.get(QUEUE, {"overdue": "yes"})) == [late.reference]
    assertContains(desk.get(QUEUE, {"overdue": "yes"}), "已逾期")


@pytest.mark.parametrize(("choice", "shown"), [("me", 0), ("nobody", 1), ("somebody", 2)])
def test_the_queue_filters_by_assignee(choice, shown, desk, reviewer, second_reviewer):
    cases = [enterprise(f"{name}示例有限公司") for name in "甲乙丙"]
    Case.objects.filter(pk=cases[0].pk).update(assignee=reviewer)
    Case.objects.filter(pk=cases[2].pk).update(assignee=second_reviewer)
    value = str(second_reviewer.pk) if choice == "somebody" else choice

    assert references(desk.get(QUEUE, {"assignee": value})) == [cases[shown].reference]


def test_an_assignee_that_is_no_number_filters_nothing(desk, submitted):
    assert references(desk.get(QUEUE, {"assignee": "nonsense"})) == [submitted.reference]


def test_the_queue_filters_by_kind_and_sector(desk, submitted):
    sector = submitted.organisation.sector.slug

    assert references(desk.get(QUEUE, {"kind": "membership", "sector": sector})) == [submitted.reference]
    assert references(desk.get(QUEUE, {"kind": "something-else"})) == []
    assert references(desk.get(QUEUE, {"sector": "something-else"})) == []


@pytest.mark.parametrize("typed", ["云岭示例", "智能", "ylsl", "yunling", "91500157PDY0010125", "RH-20", " "])
def test_the_search_finds_by_name_pinyin_initials_code_and_reference(typed, desk, submitted):
    assert references(desk.get(QUEUE, {"q": typed})) == [submitted.reference]


def test_the_search_without_a_match_says_so(desk, submitted):
    assertContains(desk.get(QUEUE, {"q": "没有这个单位"}), "没有符合条件的办件")


def test_a_search_looks_in_all_states_unless_one_is_chosen(desk, approved):
    assert references(desk.get(QUEUE, {"q": approved.reference})) == [approved.reference]
    assert references(desk.get(QUEUE, {"q": approved.reference, "state": "submitted"})) == []


def test_the_numbers_above_the_queue_count_mine_nobodys_and_late(desk, reviewer, client):
    mine, _free, late = (enterprise(f"{name}示例有限公司") for name in "甲乙丙")
    Case.objects.filter(pk=mine.pk).update(assignee=reviewer)
    applications.make_late(late)

    for page in (QUEUE, "/admin/"):
        tallies = desk.get(page).context["tallies"]
        assert [(tally.word, tally.count) for tally in tallies] == [
            ("由我承办", 1),
            ("无人承办", 2),
            ("已逾期", 1),
        ]


def test_staff_without_a_queue_see_none_on_the_start_page(other_staff, sign_in):
    assertNotContains(sign_in(other_staff).get("/admin/"), "办件队列")


def test_a_reviewer_takes_several_cases_at_once(desk, reviewer):
    cases = [enterprise(f"{name}示例有限公司") for name in "甲乙"]
    chosen = {"action": "assign_to_me", "_selected_action": [case.pk for case in cases]}

    response = desk.post(QUEUE, chosen, follow=True)

    assertContains(response, "2 件办件已由您承办。")
    assert Case.objects.filter(assignee=reviewer).count() == 2


def test_taking_a_case_that_somebody_has_is_refused_by_name(desk, submitted, second_reviewer):
    Case.objects.filter(pk=submitted.pk).update(assignee=second_reviewer)

    response = desk.post(QUEUE, {"action": "assign_to_me", "_selected_action": [submitted.pk]}, follow=True)

    assertContains(response, submitted.reference)
    assertContains(response, "钱思 承办")
    assert Case.objects.get(pk=submitted.pk).assignee == second_reviewer


def test_the_auditor_has_no_action_to_choose(auditor, sign_in, submitted):
    client = sign_in(auditor)

    assertNotContains(client.get(QUEUE), "assign_to_me")
    client.post(QUEUE, {"action": "assign_to_me", "_selected_action": [submitted.pk]})
    assert Case.objects.get(pk=submitted.pk).assignee is None


def test_the_count_stops_at_the_cap_and_says_so(desk, submitted, other_organisation, outsider, monkeypatch):
    applications.submitted(other_organisation, outsider)
    monkeypatch.setattr("accounts.admin.reading.CAP", 1)

    assertContains(desk.get(QUEUE), "请用筛选或搜索缩小范围")
