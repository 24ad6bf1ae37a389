import pytest

from casework import selectors
from casework.lifecycle import Status
from casework.models import Audience
from casework.selectors import Change
from casework.services import CorrectionAsked, assignments, corrections, documents, drafts, move
from tests.casework.trial import pdf, typed


def test_the_applicant_reads_their_lines_and_staff_read_all(walk, reviewer):
    case = walk(Status.SUBMITTED)
    assignments.take(case, reviewer)
    assert [line.action for line in selectors.trail_of(case)] == ["submit"]
    assert [line.action for line in selectors.trail_of(case, Audience.STAFF)] == ["assign", "submit"]


def test_open_corrections_shrink_with_each_answer_and_the_round_does_not(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    corrections.answer(case.corrections.get(target="licence"), "无需修改。", by=owner)
    assert [c.target for c in case.corrections.open()] == ["main_products"]
    assert case.corrections.this_round().count() == 2


def test_the_last_round_is_read_after_resubmission(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    for correction in case.corrections.open():
        corrections.answer(correction, "无需修改。", by=owner)
    case.refresh_from_db()
    move(case, "submit", by=owner, revision=case.revision)
    assert not case.corrections.this_round().exists()
    assert [c.answer for c in selectors.corrections_of_last_round(case)] == ["无需修改。"] * 2


def test_a_link_leads_straight_to_the_field_or_to_the_documents_row(draft):
    address = f"/cases/{draft.reference}/form"
    assert selectors.correction_url(draft, "field", "name") == f"{address}/subject/#div_id_name"
    assert selectors.correction_url(draft, "document", "name") == f"{address}/documents/#upload-name"
    with pytest.raises(LookupError):
        selectors.correction_url(draft, "field", "licence")


def test_a_first_submission_has_no_changes(walk):
    case = walk(Status.SUBMITTED)
    assert selectors.changed_facts(case) == []
    assert selectors.last_submission(case) == case.trail.get()


def test_a_draft_has_no_submission(draft):
    assert selectors.last_submission(draft) is None
    assert selectors.changed_facts(draft) == []


def test_an_answer_in_words_changes_nothing_that_was_submitted(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    for correction in case.corrections.open():
        corrections.answer(correction, "无需修改。", by=owner)
    case.refresh_from_db()
    move(case, "submit", by=owner, revision=case.revision)
    assert selectors.changed_facts(case) == []


def test_the_reviewer_sees_what_changed_and_whether_it_was_asked_for(walk, owner, kind):
    case = walk(Status.CHANGES_REQUESTED)
    drafts.save(case, typed(case, main_products="示例执行器"), by=owner)
    documents.attach(case, "licence", pdf("new.pdf", pdf().read() + b"\n"), by=owner)
    asked_for_only_these = case.corrections.count()
    type(case).objects.filter(pk=case.pk).update(staff_count=None)  # written by somebody past the form
    move(case, "submit", by=owner, revision=case.revision)
    assert asked_for_only_these == 2
    assert selectors.changed_facts(case) == [
        Change("staff_count", "员工人数", "120", "", False),
        Change("main_products", "主营业务与主导产品", "示例传感器", "示例执行器", True),
        Change("licence", "营业执照", "licence.pdf (v1)", "new.pdf (v2)", True, "document"),
    ]


def test_a_removed_and_an_added_document_are_changes_too(walk, owner, reviewer, kind):
    case = walk(Status.SUBMITTED)
    asked = [CorrectionAsked("document", slot, "请调整。") for slot in ("licence", "proofs")]
    move(case, "start", by=reviewer, revision=case.revision)
    move(case, "request_changes", by=reviewer, revision=case.revision, note="请补正。", corrections=asked)
    documents.remove(case.documents.get(), by=owner)
    documents.attach(case, "proofs", pdf("proof.pdf"), by=owner)
    kind.requirements = lambda case: []
    move(case, "submit", by=owner, revision=case.revision)
    changes = [(c.name, c.before, c.after) for c in selectors.changed_facts(case)]
    assert changes == [("proofs", "", "proof.pdf (v1)"), ("licence", "licence.pdf (v1)", "")]
