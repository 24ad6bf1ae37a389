import pytest
from django.urls import reverse

from casework.services import move
from tests.casework.views.test_sections import change, own

SCRIPT = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}


def save(client, case, field, value, initial="", section="company", **more):
    address = reverse("case_autosave", args=[case.reference, section])
    data = {"field": field, field: value, f"initial-{field}": initial, "revision": case.revision, **more}
    return client.post(address, data, headers=SCRIPT)


def test_one_field_is_saved_and_the_next_initial_comes_back(draft, owner, sign_in, kind):
    response = save(sign_in(owner), draft, "registered_capital", "1,200.5")
    answer = response.json()
    assert (response.status_code, answer["ok"]) == (200, True)
    assert answer["revision"] == draft.revision + 1
    assert (answer["value"], answer["initial"]) == ("1200.50", "1200.50")
    assert len(answer["saved_at"]) == len("10:32")
    assert str(own(draft, kind).registered_capital) == "1200.50"


def test_only_the_named_field_is_saved(draft, owner, sign_in, kind):
    assert save(sign_in(owner), draft, "name", "新公司", staff_count="7").json()["ok"]
    assert own(draft, kind).staff_count is None


def test_a_wrong_value_is_refused_in_words(draft, owner, sign_in, kind):
    response = save(sign_in(owner), draft, "founded_on", "昨天")
    assert (response.status_code, response.json()["ok"]) == (200, False)
    assert response.json()["error"]
    assert own(draft, kind).founded_on is None


def test_another_fields_error_does_not_stop_this_one(complete, owner, colleague, sign_in, kind):
    change(complete, colleague, staff_count=0)
    assert save(sign_in(owner), complete, "above_scale", "True").json()["ok"]
    assert own(complete, kind).above_scale is True


def test_what_somebody_else_changed_is_shown_beside_mine(complete, owner, colleague, sign_in, kind):
    change(complete, colleague, ownership="state")
    response = save(sign_in(owner), complete, "ownership", "foreign")
    assert response.status_code == 409
    assert "国有" in response.json()["error"]
    assert "外资" in response.json()["error"]
    assert "林越" in response.json()["error"]
    assert own(complete, kind).ownership == "state"


def test_a_choice_of_several_knows_its_loaded_value(draft, owner, sign_in, kind):
    client = sign_in(owner)
    first = save(client, draft, "needs", ["talent"], section="intent").json()
    assert first["initial"] == "talent"
    second = save(client, draft, "needs", ["talent", "financing"], initial="talent", section="intent")
    assert second.json()["ok"]
    third = save(client, draft, "needs", [], initial=second.json()["initial"], section="intent")
    assert third.json()["ok"]
    assert own(draft, kind).needs == []


def test_after_the_case_was_submitted_saving_stops_with_the_reason(complete, owner, colleague, sign_in):
    client = sign_in(owner)
    move(complete, "submit", by=colleague, revision=complete.revision)
    response = save(client, complete, "name", "太晚")
    assert response.status_code == 409
    assert "已提交" in response.json()["error"]


def test_a_locked_field_stays_locked(corrected, owner, sign_in, kind):
    response = save(sign_in(owner), corrected, "staff_count", "9")
    assert response.json()["ok"] is False
    assert own(corrected, kind).staff_count is None


def test_a_field_of_another_form_is_refused(draft, owner, sign_in):
    assert save(sign_in(owner), draft, "status", "approved").status_code == 409
    assert save(sign_in(owner), draft, "name", "x", section="documents").status_code == 409


def test_an_answer_to_a_correction_is_saved_as_it_is_left(corrected, owner, sign_in):
    correction = corrected.corrections.get(target="name")
    client = sign_in(owner)
    name = f"answer-{correction.pk}"
    assert save(client, corrected, name, "对").json()["ok"] is False
    assert save(client, corrected, name, "名称没有错。").json()["ok"]
    correction.refresh_from_db()
    assert correction.answer == "名称没有错。"
    assert save(client, corrected, "answer-0", "名称没有错。").status_code == 409


def test_a_signed_out_person_gets_401_and_the_way_to_sign_in(draft, client):
    response = save(client, draft, "name", "未登录")
    assert response.status_code == 401
    assert response.json()["sign_in"] == reverse("account_login")


@pytest.mark.parametrize("person", ["viewer"])
def test_who_may_only_look_saves_nothing(person, draft, sign_in, request, kind):
    assert save(sign_in(request.getfixturevalue(person)), draft, "name", "看客").status_code == 409
    assert own(draft, kind).name == ""


def test_an_outsider_gets_404(draft, outsider, sign_in):
    assert save(sign_in(outsider), draft, "name", "外人").status_code == 404
