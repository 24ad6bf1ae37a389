import pytest
from django.urls import reverse

from casework.lifecycle import Status
from casework.models import Case, TrailEntry
from casework.services import move
from tests.casework.views.reading import form_with


def at(case, action="withdraw"):
    return reverse("case_move", args=[case.reference, action])


def test_withdrawing_asks_first_and_says_what_it_causes(submitted, owner, sign_in):
    response = sign_in(owner).get(at(submitted))
    assert "撤回后不再审核。" in response.content.decode()
    assert Case.objects.get(pk=submitted.pk).status == Status.SUBMITTED


def test_a_case_is_withdrawn_with_a_few_words(submitted, owner, sign_in):
    client = sign_in(owner)
    data = form_with(client.get(at(submitted)), "note")
    response = client.post(at(submitted), {**data, "note": "计划有变。"}, follow=True)
    assert "申请已撤回。" in response.content.decode()
    assert TrailEntry.objects.get(case=submitted, action="withdraw").note == "计划有变。"


def test_a_second_click_is_told_where_the_case_stands(submitted, owner, sign_in):
    client = sign_in(owner)
    data = form_with(client.get(at(submitted)), "note")
    client.post(at(submitted), data)
    response = client.post(at(submitted), data, follow=True)
    assert response.status_code == 200
    assert TrailEntry.objects.filter(case=submitted, action="withdraw").count() == 1


def test_a_stale_page_is_refused_and_the_words_stay(submitted, owner, reviewer, sign_in):
    client = sign_in(owner)
    data = form_with(client.get(at(submitted)), "note")
    move(submitted, "start", by=reviewer, revision=submitted.revision)
    response = client.post(at(submitted), {**data, "note": "计划有变。"})
    assert response.status_code == 409
    assert "周正" in response.content.decode()
    again = form_with(response, "note")
    assert again["note"] == "计划有变。"
    client.post(at(submitted), again)
    assert Case.objects.get(pk=submitted.pk).status == Status.WITHDRAWN


def test_too_long_a_note_is_refused_in_words(submitted, owner, sign_in):
    client = sign_in(owner)
    data = form_with(client.get(at(submitted)), "note")
    response = client.post(at(submitted), {**data, "note": "长" * 2001})
    assert response.context["form"].errors["note"]


@pytest.mark.parametrize("action", ["submit", "approve", "lapse", "nonsense"])
def test_no_other_move_is_made_here(action, submitted, owner, sign_in):
    assert sign_in(owner).post(at(submitted, action), {"revision": submitted.revision}).status_code == 404


@pytest.mark.parametrize("person", ["viewer", "reviewer"])
def test_who_may_not_withdraw_is_told_so(person, submitted, sign_in, request):
    client = sign_in(request.getfixturevalue(person))
    client.post(at(submitted), {"revision": submitted.revision})
    assert Case.objects.get(pk=submitted.pk).status == Status.SUBMITTED


def test_an_outsider_gets_404(submitted, outsider, sign_in):
    assert sign_in(outsider).get(at(submitted)).status_code == 404


# --- throwing a draft away --------------------------------------------------------------------------


def discard(case):
    return reverse("case_discard", args=[case.reference])


def test_a_draft_is_thrown_away_after_a_question(draft, owner, sign_in):
    client = sign_in(owner)
    assert "无法恢复" in client.get(discard(draft)).content.decode()
    assert client.post(discard(draft))["Location"] == reverse("desk")
    assert not Case.objects.filter(pk=draft.pk).exists()


def test_what_was_submitted_is_not_thrown_away(submitted, owner, sign_in):
    response = sign_in(owner).post(discard(submitted), follow=True)
    assert "不能删除" in response.content.decode()
    assert Case.objects.filter(pk=submitted.pk).exists()


def test_an_outsider_throws_nothing_away(draft, outsider, sign_in):
    assert sign_in(outsider).post(discard(draft)).status_code == 404
