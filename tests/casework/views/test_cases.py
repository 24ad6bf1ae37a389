import pytest
from django.urls import reverse

from casework.models import Effect
from casework.services import assignments, documents
from tests.casework.views.conftest import png

QUERIES = 16


def page(client, case):
    return client.get(reverse("case", args=[case.reference]))


def test_an_outsider_gets_404(submitted, outsider, sign_in):
    assert page(sign_in(outsider), submitted).status_code == 404


def test_staff_without_the_view_permission_get_404(submitted, other_staff, sign_in):
    assert page(sign_in(other_staff), submitted).status_code == 404


def test_a_stranger_is_led_to_sign_in(submitted, client):
    assert page(client, submitted)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("person", ["owner", "colleague", "viewer"])
def test_everybody_with_a_seat_reads_the_case(person, submitted, sign_in, request):
    response = page(sign_in(request.getfixturevalue(person)), submitted)
    assert response.status_code == 200
    text = response.content.decode()
    assert submitted.reference in text
    assert "营业执照.pdf" in text
    assert "做示例装备。" in text


def test_staff_are_led_to_their_own_page(submitted, reviewer, sign_in):
    text = page(sign_in(reviewer), submitted).content.decode()
    assert reverse("admin:casework_case_change", args=[submitted.pk]) in text
    assert reverse("case_move", args=[submitted.reference, "withdraw"]) not in text


def test_a_draft_shows_how_far_each_section_has_come(draft, owner, sign_in):
    response = page(sign_in(owner), draft)
    assert [task["state"] for task in response.context["tasks"]] == ["empty", "empty", "empty"]
    assert reverse("case_discard", args=[draft.reference]) in response.content.decode()


def test_a_viewer_sees_no_action(draft, viewer, sign_in):
    response = page(sign_in(viewer), draft)
    assert response.context["possible"] == []
    assert response.context["tasks"] == []


def test_each_correction_leads_straight_to_its_place(corrected, owner, sign_in):
    text = page(sign_in(owner), corrected).content.decode()
    base = reverse("case_section", args=[corrected.reference, "company"])
    assert f'href="{base}#div_id_name"' in text
    papers = reverse("case_section", args=[corrected.reference, "documents"])
    assert f'href="{papers}#upload-licence"' in text
    assert "名称与营业执照不一致，请核对。" in text


def test_what_changed_since_the_last_submission_is_marked(resubmitted, owner, sign_in):
    response = page(sign_in(owner), resubmitted)
    facts = {fact["name"]: fact for section in response.context["sections"] for fact in section["facts"]}
    assert facts["name"]["changed"]
    assert facts["name"]["before"] == "云岭示例智能装备有限公司"
    assert facts["name"]["value"] == "云岭示例智能装备股份有限公司"
    assert "changed" not in facts["introduction"]


def test_an_earlier_version_of_a_replaced_document_stays_in_sight(resubmitted, owner, sign_in):
    response = page(sign_in(owner), resubmitted)
    [slot] = response.context["documents"]
    assert [document["name"] for document in slot["documents"]] == ["新执照.pdf"]
    assert [old["name"] for old in slot["documents"][0]["earlier"]] == ["营业执照.pdf"]


def test_the_owner_reads_who_opened_a_file(submitted, owner, reviewer, sign_in):
    documents.opened(submitted.documents.get(), by=reviewer)
    [slot] = page(sign_in(owner), submitted).context["documents"]
    assert [opening["user_name"] for opening in slot["documents"][0]["openings"]] == ["周正"]


def test_effects_are_listed_with_their_state(approved, owner, sign_in):
    effect = {"label": "证书 %(number)s", "values": {"number": "X-1"}, "url": "/certificates/X/"}
    Effect.objects.create(case=approved, code="x", state="failed", **effect)
    text = page(sign_in(owner), approved).content.decode()
    assert '<a class="task-label" href="/certificates/X/">证书 X-1</a>' in text
    assert "未完成，需处理" in text


def test_letters_show_their_delivery_and_only_ones_own_can_be_opened(submitted, owner, colleague, sign_in):
    [letter] = page(sign_in(owner), submitted).context["letters"]
    assert letter["url"]
    assert letter["chip"].word
    [letter] = page(sign_in(colleague), submitted).context["letters"]
    assert not letter["url"]


def test_entries_for_staff_stay_with_staff(submitted, owner, reviewer, sign_in):
    assignments.take(submitted, reviewer)
    response = page(sign_in(owner), submitted)
    assert [entry["action"] for entry in response.context["entries"]] == ["提交"]


def test_a_submission_leads_to_the_very_versions_that_were_sent(resubmitted, owner, sign_in):
    entries = page(sign_in(owner), resubmitted).context["entries"]
    sent = [entry["files"][0]["url"] for entry in entries if entry["files"]]
    assert sent == [one.get_absolute_url() for one in resubmitted.documents.order_by("-version")]
    assert entries[0]["action"] == "重新提交"


def test_the_page_costs_the_same_with_more_documents_and_letters(
    complete, owner, sign_in, django_assert_num_queries
):
    client = sign_in(owner)
    address = reverse("case", args=[complete.reference])
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    documents.attach(complete, "extras", png(), by=owner)
    documents.attach(complete, "extras", png(), by=owner)
    for document in complete.documents.all():
        documents.opened(document, by=owner)
    with django_assert_num_queries(QUERIES):
        client.get(address)
