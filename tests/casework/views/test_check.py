from django.urls import reverse

from casework.lifecycle import Status
from casework.models import Case, TrailEntry
from tests.casework.views.reading import form_with
from tests.casework.views.test_sections import change, own


def at(case):
    return reverse("case_check", args=[case.reference])


def status(case):
    return Case.objects.get(pk=case.pk).status


def test_everything_missing_is_named_with_its_place(draft, owner, sign_in):
    response = sign_in(owner).get(at(draft))
    text = response.content.decode()
    assert f'href="{reverse("case_section", args=[draft.reference, "company"])}#div_id_name"' in text
    assert f'href="{reverse("case_section", args=[draft.reference, "documents"])}#upload-licence"' in text
    assert [one["message"] for one in response.context["problems"]] == [
        "请填写单位名称。", "请填写成立日期。", "请填写单位简介。", "请上传“营业执照”。",
    ]  # fmt: skip


def test_all_facts_and_files_stand_on_one_page(complete, owner, sign_in):
    text = sign_in(owner).get(at(complete)).content.decode()
    assert "做示例装备。" in text
    assert "营业执照.pdf" in text
    assert "提交后不能修改。" in text


def test_a_complete_case_is_submitted_by_one_button(complete, owner, sign_in):
    client = sign_in(owner)
    response = client.post(at(complete), form_with(client.get(at(complete)), "revision"), follow=True)
    assert response.redirect_chain == [(complete.get_absolute_url(), 302)]
    assert "已提交，办件编号" in response.content.decode()
    assert status(complete) == Status.SUBMITTED


def test_declarations_are_ticked_here_and_sent_with_the_case(complete, owner, sign_in, kind):
    kind.model.objects.filter(pk=complete.pk).update(accepts_charter=False, declares_truth=False)
    client = sign_in(owner)
    response = client.get(at(complete))
    assert response.context["problems"] == []
    data = form_with(response, "revision")
    assert "accepts_charter" not in data
    client.post(at(complete), {**data, "accepts_charter": "on", "declares_truth": "on"})
    assert status(complete) == Status.SUBMITTED
    assert own(complete, kind).declares_truth


def test_a_declaration_left_open_refuses_and_keeps_the_others(complete, owner, sign_in, kind):
    kind.model.objects.filter(pk=complete.pk).update(accepts_charter=False, declares_truth=False)
    client = sign_in(owner)
    data = form_with(client.get(at(complete)), "revision")
    response = client.post(at(complete), {**data, "accepts_charter": "on"})
    assert response.status_code == 200
    assert 'href="#id_declares_truth"' in response.content.decode()
    again = form_with(response, "revision")
    assert again["accepts_charter"] == "on"
    assert "declares_truth" not in again
    client.post(at(complete), {**again, "declares_truth": "on"})
    assert status(complete) == Status.SUBMITTED


def test_a_tick_taken_back_after_a_refusal_is_taken_back(complete, owner, sign_in, kind):
    kind.model.objects.filter(pk=complete.pk).update(accepts_charter=False, declares_truth=False)
    client = sign_in(owner)
    data = form_with(client.get(at(complete)), "revision")
    again = form_with(client.post(at(complete), {**data, "accepts_charter": "on"}), "revision")
    del again["accepts_charter"]
    client.post(at(complete), {**again, "declares_truth": "on"})
    assert status(complete) == Status.DRAFT
    assert not own(complete, kind).accepts_charter


def test_an_incomplete_case_is_refused_in_words(draft, owner, sign_in):
    client = sign_in(owner)
    response = client.post(at(draft), form_with(client.get(at(draft)), "revision"))
    assert response.status_code == 200
    assert "尚不能提交" in response.content.decode()


def test_a_second_click_finds_the_case_submitted_and_says_so(complete, owner, sign_in):
    client = sign_in(owner)
    data = form_with(client.get(at(complete)), "revision")
    client.post(at(complete), data)
    response = client.post(at(complete), data, follow=True)
    assert "申请已提交，无须重复提交。" in response.content.decode()
    assert TrailEntry.objects.filter(case=complete, action="submit").count() == 1


def test_a_page_drawn_before_somebodys_edit_is_refused_with_what_changed(complete, owner, colleague, sign_in):
    client = sign_in(owner)
    data = form_with(client.get(at(complete)), "revision")
    change(complete, colleague, staff_count=12)
    response = client.post(at(complete), data)
    assert response.status_code == 409
    assert "员工人数" in response.content.decode()
    assert status(complete) == Status.DRAFT
    client.post(at(complete), form_with(response, "revision"))
    assert status(complete) == Status.SUBMITTED


def test_a_forged_revision_is_only_a_stale_page(complete, owner, sign_in):
    assert sign_in(owner).post(at(complete), {"revision": "neu", "accepts_charter": "on",
        "declares_truth": "on"}).status_code == 409  # fmt: skip


def test_unanswered_corrections_keep_the_case_from_being_sent(corrected, owner, sign_in):
    client = sign_in(owner)
    response = client.get(at(corrected))
    assert len(response.context["problems"]) == 2
    assert response.context["declarations"] == []
    assert client.post(at(corrected), form_with(response, "revision")).status_code == 200


def test_what_was_corrected_is_marked_before_it_is_sent(corrected, owner, sign_in):
    change(corrected, owner, name="云岭示例智能装备股份有限公司")
    sections = sign_in(owner).get(at(corrected)).context["sections"]
    marked = [fact["name"] for section in sections for fact in section["facts"] if fact.get("changed")]
    assert marked == ["name"]


def test_who_may_only_look_is_led_to_the_case(complete, viewer, sign_in):
    response = sign_in(viewer).get(at(complete), follow=True)
    assert "只有申请单位的负责人或经办人可以修改。" in response.content.decode()


def test_an_outsider_gets_404(complete, outsider, sign_in):
    assert sign_in(outsider).post(at(complete)).status_code == 404
