import hashlib

import pytest
from django.core.files.storage import default_storage

from casework.inspection import FileRefused
from casework.lifecycle import Status
from casework.models import Case, Document
from casework.refusals import Refused
from casework.services import documents
from tests.casework.test_scanning import clamd
from tests.casework.trial import PDF, pdf, picture


def stored() -> list[str]:
    if not default_storage.exists("cases"):
        return []
    return [
        n for ref in default_storage.listdir("cases")[0] for n in default_storage.listdir(f"cases/{ref}")[1]
    ]


# --- attaching --------------------------------------------------------------------------------------


def test_a_file_is_kept_hashed_typed_by_content_under_a_name_nobody_can_guess(blank, owner):
    document = documents.attach(blank, "licence", pdf("../../营业执照.pdf"), by=owner)
    assert (document.name, document.content_type, document.size) == (
        "营业执照.pdf",
        "application/pdf",
        len(PDF),
    )
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert document.file.name.startswith(f"cases/{blank.reference}/")
    assert "执照" not in document.file.name
    assert document.file.read() == PDF
    document.file.close()
    assert (document.scan_state, document.uploaded_by) == ("unscanned", owner)
    assert document.get_absolute_url() == f"/cases/{blank.reference}/documents/{document.pk}/"


def test_an_upload_counts_as_an_edit(blank, owner):
    before = blank.revision
    documents.attach(blank, "licence", pdf(), by=owner)
    assert Case.objects.get(pk=blank.pk).revision == blank.revision == before + 1


def test_a_second_file_of_a_single_slot_is_the_next_version(blank, owner):
    first = documents.attach(blank, "licence", pdf(), by=owner)
    second = documents.attach(blank, "licence", pdf("new.pdf"), by=owner)
    assert (first.version, second.version, first.line) == (1, 2, second.line)
    assert list(blank.documents.current()) == [second]
    assert str(second) == "new.pdf (v2)"


def test_a_slot_for_many_holds_so_many_and_no_more(blank, owner):
    one = documents.attach(blank, "proofs", pdf("1.pdf"), by=owner)
    documents.attach(blank, "proofs", pdf("2.pdf"), by=owner)
    with pytest.raises(FileRefused, match="最多上传 2 个"):
        documents.attach(blank, "proofs", pdf("3.pdf"), by=owner)
    replaced = documents.attach(blank, "proofs", pdf("1b.pdf"), by=owner, replaces=one)
    assert (replaced.line, replaced.version) == (one.line, 2)
    assert sorted(blank.documents.current().values_list("name", flat=True)) == ["1b.pdf", "2.pdf"]


def test_what_is_gone_cannot_be_replaced(blank, owner):
    one = documents.attach(blank, "proofs", pdf(), by=owner)
    documents.attach(blank, "proofs", pdf(), by=owner, replaces=one)
    with pytest.raises(FileRefused, match="已被删除或替换"):
        documents.attach(blank, "proofs", pdf(), by=owner, replaces=one)


def test_a_file_that_is_refused_leaves_nothing(blank, owner):
    with pytest.raises(FileRefused, match="扩展名"):
        documents.attach(blank, "licence", pdf("virus.pdf", b"MZ" + b"\0" * 100), by=owner)
    assert not blank.documents.exists()
    assert stored() == []


def test_the_limit_of_the_portal_holds(blank, owner, settings):
    settings.DOCUMENT_MAX_BYTES = 1024 * 1024
    with pytest.raises(FileRefused, match="超过 1 MB"):
        documents.attach(blank, "licence", pdf("big.pdf", PDF + b"0" * 1024 * 1024), by=owner)


def test_a_slot_takes_its_own_formats_only_and_pictures_are_drawn_anew(blank, owner):
    with pytest.raises(FileRefused, match=r"\.png"):
        documents.attach(blank, "name", pdf(), by=owner)
    sent = picture() + b"<script>"
    document = documents.attach(blank, "name", pdf("name.png", sent), by=owner)
    assert document.content_type == "image/png"
    assert document.sha256 != hashlib.sha256(sent).hexdigest()


def test_a_slot_that_does_not_exist_is_refused(blank, owner):
    with pytest.raises(Refused, match="没有这一项材料"):
        documents.attach(blank, "passport", pdf(), by=owner)


@pytest.mark.parametrize("person", ["viewer", "outsider", "reviewer"])
def test_who_may_not_edit_attaches_nothing(blank, person, request):
    with pytest.raises(Refused):
        documents.attach(blank, "licence", pdf(), by=request.getfixturevalue(person))
    assert stored() == []


def test_a_submitted_case_takes_no_file_and_after_a_request_only_the_asked_slot(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    with pytest.raises(Refused, match="不在补正范围内"):
        documents.attach(case, "proofs", pdf(), by=owner)
    documents.attach(case, "licence", pdf(), by=owner)
    assert not case.corrections.open().filter(target="licence").exists()


def test_a_case_submitted_while_the_file_was_on_its_way_takes_no_row(draft, owner, monkeypatch):
    """The touch is the guard: the first question was answered before the colleague submitted."""
    files, rows = len(stored()), Document.objects.count()
    save = default_storage.save

    def slow(name, content):
        Case.objects.filter(pk=draft.pk).update(status="submitted", submitted_at=draft.created_at)
        return save(name, content)

    monkeypatch.setattr(documents.default_storage, "save", slow)
    with pytest.raises(Refused, match="已提交"):
        documents.attach(draft, "licence", pdf(), by=owner)
    assert Document.objects.count() == rows
    assert len(stored()) == files + 1  # without a row: the sweeper's


# --- removing ---------------------------------------------------------------------------------------


def test_a_file_of_a_draft_is_removed_with_all_its_versions(blank, owner, django_capture_on_commit_callbacks):
    documents.attach(blank, "licence", pdf(), by=owner)
    document = documents.attach(blank, "licence", pdf(), by=owner)
    with django_capture_on_commit_callbacks(execute=True):
        documents.remove(document, by=owner)
    assert not Document.objects.exists()
    assert stored() == []


def test_what_was_submitted_is_kept_out_of_sight(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    document = case.documents.get()
    documents.remove(document, by=owner)
    assert not case.documents.current().exists()
    assert default_storage.exists(document.file.name)
    again = documents.attach(case, "licence", pdf(), by=owner)
    assert again.version == 2


def test_the_same_file_is_not_removed_twice(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    document = case.documents.get()
    documents.remove(document, by=owner)
    with pytest.raises(FileRefused, match="已被删除或替换"):
        documents.remove(document, by=owner)


def test_a_locked_file_is_not_removed(walk, owner):
    document = walk(Status.SUBMITTED).documents.get()
    with pytest.raises(Refused, match="已提交"):
        documents.remove(document, by=owner)
    assert Document.objects.current().exists()


# --- opening ----------------------------------------------------------------------------------------


def test_every_opening_is_recorded_by_name(walk, owner, reviewer):
    document = walk(Status.SUBMITTED).documents.get()
    opening = documents.opened(document, by=reviewer)
    documents.opened(document, by=owner)
    assert [o.user_name for o in document.openings.all()] == ["江晓", "周正"]
    assert str(opening) == f"周正 · {document.pk}"


def test_an_infected_file_is_handed_to_nobody_even_from_an_older_page(walk, owner):
    document = walk(Status.SUBMITTED).documents.get()
    Document.objects.update(scan_state="infected")
    with pytest.raises(FileRefused, match="病毒"):
        documents.opened(document, by=owner)
    assert not document.openings.exists()


def test_an_outsider_opens_nothing(walk, outsider):
    document = walk(Status.SUBMITTED).documents.get()
    with pytest.raises(FileRefused):
        documents.opened(document, by=outsider)


# --- scanning ---------------------------------------------------------------------------------------


def test_without_a_scanner_nothing_is_asked(blank, owner):
    document = documents.attach(blank, "licence", pdf(), by=owner)
    assert documents.scan(document) == "unscanned"


@pytest.mark.parametrize(
    ("content", "state"), [(PDF, "clean"), (PDF.replace(b"1 0 obj", b"EICAR 1 0 obj"), "infected")]
)
def test_a_scanner_says_what_it_finds(blank, owner, settings, content, state):
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        document = documents.attach(blank, "licence", pdf(content=content), by=owner)
        assert document.scan_state == "pending"
        assert documents.scan(document) == state
    assert Document.objects.get().scan_state == state


def test_an_infected_verdict_makes_a_submit_that_looked_before_it_stale(blank, owner, settings):
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        bad = documents.attach(
            blank, "licence", pdf(content=PDF.replace(b"1 0 obj", b"EICAR 1 0 obj")), by=owner
        )
        seen = Case.objects.get(pk=blank.pk).revision
        documents.scan(bad)
    assert Case.objects.get(pk=blank.pk).revision == seen + 1


def test_a_scanner_that_is_away_leaves_the_file_to_be_asked_again(blank, owner, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    document = documents.attach(blank, "licence", pdf(), by=owner)
    assert documents.scan(document) == "failed"
