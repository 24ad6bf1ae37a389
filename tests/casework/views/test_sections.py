import pytest
from django.urls import reverse

from casework.models import Correction
from casework.services import documents, drafts, move
from tests.casework.views.conftest import pdf
from tests.casework.views.kind import CompanyForm
from tests.casework.views.reading import form_with


def at(case, section="company"):
    return reverse("case_section", args=[case.reference, section])


def own(case, kind):
    return kind.model.objects.get(pk=case.pk)


def test_an_outsider_gets_404(draft, outsider, sign_in):
    client = sign_in(outsider)
    assert client.get(at(draft)).status_code == 404
    assert client.post(at(draft), {"name": "外人"}).status_code == 404


def test_an_unknown_section_is_404(draft, owner, sign_in):
    assert sign_in(owner).get(at(draft, "nowhere")).status_code == 404


@pytest.mark.parametrize("person", ["viewer", "reviewer"])
def test_who_may_only_look_is_led_to_the_case(person, submitted, sign_in, request):
    response = sign_in(request.getfixturevalue(person)).get(at(submitted), follow=True)
    assert response.redirect_chain == [(submitted.get_absolute_url(), 302)]
    assert "只有申请单位的负责人或经办人可以修改。" in response.content.decode()


def test_a_section_is_saved_as_far_as_it_is_filled_in_and_leads_on(draft, owner, sign_in, kind):
    client = sign_in(owner)
    data = form_with(client.get(at(draft)), "name")
    response = client.post(at(draft), {**data, "name": "新名称公司", "registered_capital": "1,200.5"})
    assert response["Location"] == at(draft, "intent")
    saved = own(draft, kind)
    assert (saved.name, str(saved.registered_capital), saved.founded_on) == ("新名称公司", "1200.50", None)


def test_a_wrong_field_is_named_and_what_was_typed_stays(draft, owner, sign_in, kind):
    client = sign_in(owner)
    data = form_with(client.get(at(draft)), "name")
    response = client.post(at(draft), {**data, "name": "新名称公司", "registered_capital": "很多"})
    assert response.status_code == 200
    assert form_with(response, "name")["registered_capital"] == "很多"
    assert form_with(response, "name")["name"] == "新名称公司"
    assert own(draft, kind).name == ""
    assert "error-summary" in response.content.decode()


def test_after_a_refused_save_the_next_one_still_saves_every_change(draft, owner, sign_in, kind):
    client = sign_in(owner)
    data = form_with(client.get(at(draft, "intent")), "introduction")
    data = {**data, "needs": ["talent"], "introduction": "长" * 801}
    data = form_with(client.post(at(draft, "intent"), data), "introduction")
    client.post(at(draft, "intent"), {**data, "introduction": "短"})
    assert own(draft, kind).needs == ["talent"]
    assert own(draft, kind).introduction == "短"


def test_only_what_was_asked_for_can_be_edited(corrected, owner, sign_in, kind):
    client = sign_in(owner)
    response = client.get(at(corrected))
    assert [row["field"].name for row in response.context["rows"]] == ["name"]
    facts = [fact["name"] for fact in response.context["locked_facts"]]
    assert "founded_on" in facts
    assert "name" not in facts
    assert "名称与营业执照不一致，请核对。" in response.content.decode()

    data = form_with(response, "name")
    client.post(at(corrected), {**data, "name": "改正公司", "founded_on": "2020-01-01", "staff_count": "9"})
    saved = own(corrected, kind)
    assert saved.name == "改正公司"
    assert str(saved.founded_on) == "2016-05-04"
    assert saved.staff_count is None
    assert Correction.objects.get(target="name").answered_at


def test_a_correction_can_be_answered_in_words(corrected, owner, sign_in):
    client = sign_in(owner)
    correction = corrected.corrections.get(target="name")
    data = form_with(client.get(at(corrected)), "name")
    client.post(at(corrected), {**data, f"answer-{correction.pk}": "名称与执照一致，无需修改。"})
    correction.refresh_from_db()
    assert correction.answer == "名称与执照一致，无需修改。"
    assert correction.answered_at


def test_a_document_can_be_answered_in_words_too(corrected, owner, sign_in, kind):
    client = sign_in(owner)
    correction = corrected.corrections.get(target="licence")
    name = f"answer-{correction.pk}"
    response = client.get(at(corrected, "documents"))
    assert "扫描件不清晰，请重新上传。" in response.content.decode()
    data = form_with(response, name)
    assert client.post(at(corrected, "documents"), {**data, name: "原件如此。"})["Location"] == at(
        corrected, "documents"
    )
    correction.refresh_from_db()
    assert correction.answer == "原件如此。"
    assert own(corrected, kind).name == "云岭示例智能装备有限公司"


def test_an_answer_too_short_is_refused_beside_its_box(corrected, owner, sign_in):
    client = sign_in(owner)
    correction = corrected.corrections.get(target="name")
    data = form_with(client.get(at(corrected)), "name")
    response = client.post(at(corrected), {**data, f"answer-{correction.pk}": "对"})
    assert response.context["answers"].errors
    correction.refresh_from_db()
    assert correction.answered_at is None


def test_a_field_somebody_else_changed_is_not_overwritten_and_both_values_are_shown(
    complete, owner, colleague, sign_in, kind
):
    client = sign_in(owner)
    data = form_with(client.get(at(complete)), "name")
    change(complete, colleague, name="林越改的公司")

    response = client.post(at(complete), {**data, "name": "江晓改的公司", "staff_count": "30"})
    assert response.status_code == 409
    text = response.content.decode()
    assert "林越改的公司" in text
    assert form_with(response, "name")["name"] == "江晓改的公司"
    assert own(complete, kind).name == "林越改的公司"
    assert own(complete, kind).staff_count == 30

    assert client.post(at(complete), form_with(response, "name")).status_code == 302
    assert own(complete, kind).name == "江晓改的公司"


def test_both_values_of_a_conflict_are_worded_as_people_read_them(complete, owner, colleague, sign_in, kind):
    client = sign_in(owner)
    data = form_with(client.get(at(complete)), "name")
    change(complete, colleague, above_scale="True", ownership="state")
    text = client.post(
        at(complete), {**data, "above_scale": "False", "ownership": "foreign"}
    ).content.decode()
    assert "改为“是”，您填写的是“否”" in text
    assert "改为“国有”，您填写的是“外资”" in text


def test_a_list_in_conflict_is_worded_too(complete, owner, colleague, sign_in, kind):
    client = sign_in(owner)
    data = form_with(client.get(at(complete, "intent")), "introduction")
    kind.model.objects.filter(pk=complete.pk).update(needs=["financing", "talent"])
    response = client.post(at(complete, "intent"), {**data, "needs": ["talent"]})
    assert "改为“融资、人才”，您填写的是“人才”" in response.content.decode()


def change(case, user, **values):
    """Somebody saves these values in another window."""
    instance = drafts.kind_of(case).model.objects.get(pk=case.pk)
    bound = CompanyForm(instance=instance)
    data = {f"initial-{name}": bound[name].value() for name in values} | values
    form = CompanyForm(data, instance=instance)
    form.only(list(values))
    assert form.is_valid(), form.errors
    drafts.save(case, form, by=user)


def test_a_section_sent_after_a_colleague_submitted_saves_nothing_and_loses_nothing(
    complete, owner, colleague, sign_in, kind
):
    client = sign_in(owner)
    data = form_with(client.get(at(complete)), "name")
    move(complete, "submit", by=colleague, revision=complete.revision)
    response = client.post(at(complete), {**data, "name": "太晚的公司"})
    assert response.status_code == 409
    assert form_with(response, "name")["name"] == "太晚的公司"
    assert "已提交" in response.content.decode()
    assert own(complete, kind).name == "云岭示例智能装备有限公司"


def test_declarations_are_not_asked_for_in_their_section(draft, owner, sign_in):
    response = sign_in(owner).get(at(draft, "intent"))
    assert [row["field"].name for row in response.context["rows"]] == ["needs", "introduction"]


def test_what_a_section_still_lacks_leads_to_the_field(draft, owner, sign_in):
    response = sign_in(owner).get(at(draft))
    assert f'href="{at(draft)}#div_id_founded_on"' in response.content.decode()


def test_the_documents_section_offers_a_row_per_slot(complete, owner, sign_in):
    response = sign_in(owner).get(at(complete, "documents"))
    rows = [one["row"] for one in response.context["uploads"]]
    assert [row["key"] for row in rows] == ["licence", "extras"]
    assert [document["name"] for document in rows[0]["documents"]] == ["营业执照.pdf"]
    assert response.context["next_url"] == reverse("case_check", args=[complete.reference])


def test_a_slot_that_is_full_takes_no_more(complete, owner, sign_in):
    for number in range(2):
        documents.attach(complete, "extras", pdf(f"{number}.pdf"), by=owner)
    response = sign_in(owner).get(at(complete, "documents"))
    assert response.context["uploads"][1]["row"]["upload_url"] == ""


QUERIES = 10


def test_the_page_costs_the_same_with_one_file_and_three(complete, owner, sign_in, django_assert_num_queries):
    client = sign_in(owner)
    client.get(at(complete, "documents"))
    with django_assert_num_queries(QUERIES):
        client.get(at(complete, "documents"))
    for number in range(2):
        documents.attach(complete, "extras", pdf(f"{number}.pdf"), by=owner)
    with django_assert_num_queries(QUERIES):
        client.get(at(complete, "documents"))
