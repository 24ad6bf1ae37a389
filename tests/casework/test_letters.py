import pytest

from accounts.models import Letter, Role
from casework.lifecycle import Status
from casework.models import Case
from casework.services import assignments, corrections, move
from tests.factories import SeatFactory, UserFactory


def names() -> list[str]:
    """Which letters went out, by the part of their key that names them."""
    return [key.split(":")[2] for key in Letter.objects.order_by("pk").values_list("key", flat=True)]


@pytest.mark.parametrize(
    ("status", "letters"),
    [
        (Status.DRAFT, []),
        (Status.SUBMITTED, ["received"]),
        (Status.UNDER_REVIEW, ["received"]),
        (Status.CHANGES_REQUESTED, ["received", "changes_requested"]),
        (Status.APPROVED, ["received", "approved"]),
        (Status.REJECTED, ["received", "rejected"]),
        (Status.WITHDRAWN, ["received"]),
        (Status.LAPSED, ["received", "changes_requested", "lapsed"]),
    ],
)
def test_each_move_writes_its_letter(walk, status, letters):
    walk(status)
    assert names() == letters


def test_the_owners_are_told_too_and_nobody_twice(draft, owner, colleague, viewer, organisation):
    second = SeatFactory.create(organisation=organisation, role=Role.OWNER).user
    gone = SeatFactory.create(organisation=organisation, user=UserFactory.create(is_active=False)).user
    move(draft, "submit", by=colleague, revision=draft.revision)
    told = set(Letter.objects.values_list("recipient", flat=True))
    assert told == {owner.pk, second.pk}
    assert gone.pk not in told


def test_an_applicant_who_left_the_organisation_is_not_told(draft, owner, colleague, organisation):
    Case.objects.filter(pk=draft.pk).update(applicant=colleague)
    move(draft, "submit", by=owner, revision=draft.revision)
    assert {letter.recipient for letter in Letter.objects.all()} == {owner, colleague}
    colleague.seats.all().delete()
    move(draft, "withdraw", by=owner, revision=draft.revision)
    assert Letter.objects.count() == 2


def test_a_letter_is_in_its_readers_language(draft, owner, organisation):
    english = SeatFactory.create(organisation=organisation, user=UserFactory.create(language="en")).user
    move(draft, "submit", by=owner, revision=draft.revision)
    assert Letter.objects.get(recipient=english).language == "en"
    letter = Letter.objects.get(recipient=owner)
    assert letter.subject == f"已收到您提交的试办申请 {draft.reference}"
    assert "年" in letter.text
    assert letter.link == draft.get_absolute_url()
    assert letter.about == draft.reference


def test_the_request_for_changes_lists_each_correction_with_its_own_link(walk):
    case = walk(Status.CHANGES_REQUESTED)
    letter = Letter.objects.get(key__contains="changes_requested")
    for words in ("主营业务与主导产品", "请写明主导产品的名称。", "营业执照", "请补正两项。"):
        assert words in letter.text
        assert words in letter.html
    for place in ("form/business/#div_id_main_products", "form/documents/#upload-licence"):
        assert f"/cases/{case.reference}/{place}" in letter.text
        assert f"/cases/{case.reference}/{place}" in letter.html


def test_a_note_with_markup_stays_text(walk, reviewer):
    case = walk(Status.UNDER_REVIEW)
    move(case, "reject", by=reviewer, revision=case.revision, note="<b>不符</b>\n& 其他")
    letter = Letter.objects.get(key__contains="rejected")
    assert "<b>不符</b>\n& 其他" in letter.text
    assert "&lt;b&gt;不符&lt;/b&gt;<br>&amp; 其他" in letter.html


def test_the_assignee_hears_of_resubmission_and_withdrawal(walk, owner, reviewer):
    case = walk(Status.CHANGES_REQUESTED)
    for correction in case.corrections.open():
        corrections.answer(correction, "无需修改。", by=owner)
    case.refresh_from_db()
    move(case, "submit", by=owner, revision=case.revision)
    move(case, "withdraw", by=owner, revision=case.revision, note="暂缓办理")
    to_reviewer = Letter.objects.filter(recipient=reviewer).order_by("pk")
    assert [letter.link for letter in to_reviewer] == [f"/admin/casework/case/{case.pk}/change/"] * 2
    assert "暂缓办理" in to_reviewer[1].text


def test_reopening_tells_the_applicant_why(walk, reviewer):
    case = walk(Status.REJECTED)
    move(case, "reopen", by=reviewer, revision=case.revision, note="补充了证据。")
    assert "补充了证据。" in Letter.objects.get(key__contains="reopened").text


def test_nobody_is_written_to_about_an_assignment(walk, reviewer):
    case = walk(Status.SUBMITTED)
    before = Letter.objects.count()
    assignments.take(case, reviewer)
    assert Letter.objects.count() == before
