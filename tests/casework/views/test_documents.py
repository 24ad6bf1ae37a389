import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from casework.models import Document, ScanState
from casework.services import documents
from tests.casework.views.conftest import PDF, pdf, png

HTMX = {"HX-Request": "true"}


def upload(client, case, file, slot="licence", headers=None):
    address = reverse("document_upload", args=[case.reference, slot])
    return client.post(
        address, {"file": file, "kind": slot} if file else {"kind": slot}, headers=headers or {}
    )


def row_at(case, slot="licence"):
    return reverse("case_section", args=[case.reference, "documents"]) + f"#upload-{slot}"


# --- going up ---------------------------------------------------------------------------------------


def test_by_htmx_the_row_comes_back_with_its_receipt(draft, owner, sign_in):
    response = upload(sign_in(owner), draft, pdf(), headers=HTMX)
    assert response.status_code == 200
    text = response.content.decode()
    assert 'id="upload-licence"' in text
    assert "营业执照.pdf" in text
    assert '<p id="uploads-said" hx-swap-oob="innerHTML">已收到“营业执照.pdf”。</p>' in text
    assert response["X-Revision"] == str(draft.revision + 1)


def test_without_script_the_page_comes_back_at_the_row(draft, owner, sign_in):
    assert upload(sign_in(owner), draft, pdf())["Location"] == row_at(draft)
    assert draft.documents.get().name == "营业执照.pdf"


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["by htmx", "without script"])
@pytest.mark.parametrize(
    ("file", "words"),
    [
        (pdf(content=PDF + b"0" * 25 * 1024 * 1024), "超过 20 MB"),
        (pdf("setup.pdf", b"MZ\x90\x00" + b"0" * 400), "内容与扩展名不符"),
        (pdf("both.pdf", PDF.replace(b"trailer", b"<html><script>1</script>trailer")), "其他内容"),
        (pdf("notes.docx"), "请上传以下格式"),
        (None, "请先选择要上传的文件。"),
    ],
    ids=["25 MB", "exe named pdf", "polyglot", "wrong format", "nothing"],
)
def test_a_refused_file_says_why_and_keeps_the_rest(file, words, headers, complete, owner, sign_in):
    if file:
        file.seek(0)
    response = upload(sign_in(owner), complete, file, headers=headers)
    assert response.status_code == 200
    text = response.content.decode()
    assert words in text
    assert "营业执照.pdf" in text
    assert complete.documents.count() == 1


def test_a_new_file_becomes_the_next_version(complete, owner, sign_in):
    upload(sign_in(owner), complete, pdf("第二版.pdf"))
    assert [one.version for one in complete.documents.order_by("version")] == [1, 2]
    assert complete.documents.current().get().name == "第二版.pdf"


def test_a_slot_that_was_not_asked_for_stays_locked(corrected, owner, sign_in):
    response = upload(sign_in(owner), corrected, png(), slot="extras", headers=HTMX)
    assert response.status_code == 200
    assert "不在补正范围内" in response.content.decode()
    assert not corrected.documents.filter(slot="extras").exists()


def test_after_the_submission_nothing_goes_up(submitted, owner, sign_in):
    response = upload(sign_in(owner), submitted, pdf("晚.pdf"))
    assert response["Location"] == submitted.get_absolute_url()
    assert submitted.documents.count() == 1


def test_an_unknown_slot_is_404(draft, owner, sign_in):
    assert upload(sign_in(owner), draft, pdf(), slot="nowhere").status_code == 404


@pytest.mark.parametrize(("person", "status"), [("outsider", 404), ("viewer", 302)])
def test_others_put_nothing_in(person, status, draft, sign_in, request):
    assert upload(sign_in(request.getfixturevalue(person)), draft, pdf()).status_code == status
    assert not Document.objects.exists()


# --- going away -------------------------------------------------------------------------------------


def remove(client, document, **headers):
    return client.post(
        reverse("document_remove", args=[document.case.reference, document.pk]), headers=headers
    )


def test_a_file_is_removed_by_htmx_and_without(complete, owner, sign_in):
    client = sign_in(owner)
    documents.attach(complete, "extras", png(), by=owner)
    response = remove(client, complete.documents.get(slot="extras"), **HTMX)
    assert 'id="upload-extras"' in response.content.decode()
    assert int(response["X-Revision"]) == complete.revision + 1
    assert remove(client, complete.documents.get(slot="licence"))["Location"] == row_at(complete)
    assert not complete.documents.exists()


def test_a_file_removed_twice_is_404(complete, owner, sign_in):
    client = sign_in(owner)
    document = complete.documents.get()
    remove(client, document)
    assert remove(client, document).status_code == 404


def test_a_submitted_file_is_not_removed(submitted, owner, sign_in):
    response = remove(sign_in(owner), submitted.documents.get())
    assert response["Location"] == submitted.get_absolute_url()
    assert submitted.documents.current().exists()


def test_an_outsider_removes_nothing(complete, outsider, sign_in):
    assert remove(sign_in(outsider), complete.documents.get()).status_code == 404
    assert complete.documents.exists()


# --- being handed out -------------------------------------------------------------------------------


def get(client, document, query=""):
    response = client.get(reverse("document", args=[document.case.reference, document.pk]) + query)
    if response.streaming:
        response.body = b"".join(response.streaming_content)
    return response


@pytest.mark.parametrize("person", ["owner", "viewer", "reviewer", "auditor"])
def test_a_file_comes_as_an_attachment_and_the_opening_is_recorded(person, submitted, sign_in, request):
    user = request.getfixturevalue(person)
    document = submitted.documents.get()
    response = get(sign_in(user), document)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]
    assert response.body == PDF
    assert [opening.user for opening in document.openings.all()] == [user]


def test_a_preview_opens_in_the_browser(submitted, reviewer, sign_in):
    response = get(sign_in(reviewer), submitted.documents.get(), "?inline=1")
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert submitted.documents.get().openings.count() == 1


def test_what_is_no_picture_and_no_pdf_is_never_shown_inline(submitted, owner, sign_in):
    submitted.documents.update(content_type="text/html")
    response = get(sign_in(owner), submitted.documents.get(), "?inline=1")
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("person", ["outsider", "other_staff"])
def test_a_foreign_file_does_not_exist(person, submitted, sign_in, request):
    document = submitted.documents.get()
    assert get(sign_in(request.getfixturevalue(person)), document).status_code == 404
    assert not document.openings.exists()


def test_a_file_under_another_cases_address_does_not_exist(submitted, owner, sign_in):
    address = reverse("document", args=[submitted.reference, submitted.documents.get().pk + 1])
    assert sign_in(owner).get(address).status_code == 404


def test_a_stranger_is_led_to_sign_in(submitted, client):
    assert get(client, submitted.documents.get()).status_code == 302


def test_an_infected_file_is_withheld_with_a_plain_sentence(submitted, owner, sign_in):
    submitted.documents.update(scan_state=ScanState.INFECTED)
    document = submitted.documents.get()
    response = get(sign_in(owner), document)
    assert "已隔离" in response.content.decode()
    assert "Content-Disposition" not in response
    assert not document.openings.exists()


def test_a_file_the_storage_has_lost_is_said_and_not_recorded(submitted, owner, sign_in):
    document = submitted.documents.get()
    default_storage.delete(document.file.name)
    response = get(sign_in(owner), document)
    assert "文件暂时无法读取" in response.content.decode()
    assert not document.openings.exists()
