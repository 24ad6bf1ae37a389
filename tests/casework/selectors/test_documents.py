import pytest

from casework import selectors
from casework.services import documents, drafts
from tests.casework.trial import pdf


def test_every_slot_is_there_with_its_files_and_their_older_versions(draft, owner):
    documents.attach(draft, "licence", pdf("new.pdf"), by=owner)
    licence, proofs, name = selectors.documents_by_slot(draft)
    assert [d.name for d in licence.documents] == ["new.pdf"]
    assert [d.name for d in licence.older["licence"]] == ["licence.pdf"]
    assert (proofs.documents, name.documents) == ([], [])


@pytest.mark.parametrize("files", [1, 2])
def test_the_files_cost_one_query_however_many(draft, owner, files, django_assert_num_queries):
    for number in range(files):
        documents.attach(draft, "proofs", pdf(f"{number}.pdf"), by=owner)
    with django_assert_num_queries(1):
        slots = selectors.documents_by_slot(draft)
        told = [f"{d.get_absolute_url()} {d.uploaded_by}" for slot in slots for d in slot.documents]
    assert len(told) == 1 + files


def test_the_openings_of_a_case_are_read_newest_first(draft, owner, colleague, django_assert_num_queries):
    document = draft.documents.get()
    documents.opened(document, by=owner)
    documents.opened(document, by=colleague)
    with django_assert_num_queries(1):
        assert [f"{o.user} {o.document.name}" for o in selectors.openings_of(draft)] == [
            "林越 licence.pdf", "江晓 licence.pdf",
        ]  # fmt: skip


def test_a_file_is_found_in_its_own_case_only(draft, kind, other_organisation, outsider):
    document = draft.documents.get()
    other = drafts.open_draft(kind, organisation=other_organisation, by=outsider, values={})
    assert selectors.document_of(draft, document.pk) == document
    assert selectors.document_of(other, document.pk) is None
