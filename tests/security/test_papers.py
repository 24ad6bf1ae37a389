"""Files: what somebody gets in, and what somebody gets out."""

import io
import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client
from PIL import Image

from accounts import logos
from accounts.models import Organisation, User
from casework.inspection import inspect
from casework.models import Document
from casework.refusals import FileRefused
from casework.services import documents
from tests.applications import draft, pdf, submitted
from tests.security.pictures import picture

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


# --- out ----------------------------------------------------------------------------------------------


def test_a_file_is_reached_through_its_own_case_only(
    owner: User, outsider: User, organisation: Organisation, other_organisation: Organisation, sign_in: SignIn
) -> None:
    mine, theirs = draft(organisation, owner), draft(other_organisation, outsider)
    foreign = theirs.documents.first()
    client = sign_in(owner)
    for address in (f"/cases/{mine.reference}/documents/{foreign.pk}/",
                    f"/cases/{theirs.reference}/documents/{foreign.pk}/"):  # fmt: skip
        assert client.get(address).status_code == 404
        assert client.post(f"{address}remove/").status_code == 404
    assert Document.objects.filter(pk=foreign.pk, is_current=True).exists()


def test_a_file_of_another_case_is_not_replaced(
    owner: User, outsider: User, organisation: Organisation, other_organisation: Organisation, sign_in: SignIn
) -> None:
    mine, theirs = draft(organisation, owner), draft(other_organisation, outsider)
    foreign = theirs.documents.get(slot="business_licence")
    with pytest.raises(FileRefused):
        documents.attach(mine, "business_licence", pdf(), by=owner, replaces=foreign)
    address = f"/cases/{mine.reference}/documents/upload/business_licence/"
    sign_in(owner).post(address, {"file": pdf(), "replaces": foreign.pk, "line": foreign.line})
    foreign.refresh_from_db()
    assert foreign.is_current


def test_no_address_leads_to_a_file_but_the_recorded_one(
    owner: User, organisation: Organisation, sign_in: SignIn
) -> None:
    document = draft(organisation, owner).documents.first()
    for start in (settings.MEDIA_URL, "/static/", "/static/../", "/documents/", "/static/%2e%2e/documents/"):
        for client in (Client(), sign_in(owner)):
            assert client.get(start + document.file.name).status_code == 404


NAMES = (
    'a"; filename="evil.html', "a\r\nSet-Cookie: x=1", "a\x00.html", "\u202efdp.exe", "../../etc/passwd",
    "..\\..\\x", "长" * 300, "a;b=c", "%0d%0aX: 1", "=?utf-8?q?x?=",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_writes_no_header_and_leaves_no_folder(
    owner: User, organisation: Organisation, sign_in: SignIn, name: str
) -> None:
    application = draft(organisation, owner)
    client = sign_in(owner)
    address = f"/cases/{application.reference}/documents/upload/presentation/"
    answer = client.post(address, {"file": pdf(f"{name}.pdf")})
    assert "Set-Cookie: x" not in str(answer.headers)
    if "\n" in name:  # no name that a browser could send
        return
    kept = application.documents.get(slot="presentation")
    assert kept.name.isprintable()
    assert "/" not in kept.name
    assert kept.file.name.startswith(f"cases/{application.reference}/")
    answer = client.get(f"/cases/{application.reference}/documents/{kept.pk}/")
    assert isinstance(answer, FileResponse)
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert not {"\r", "\n", "\0"} & set(disposition)
    assert "Set-Cookie" not in answer.headers
    assert answer["Content-Type"] == "application/pdf"
    b"".join(answer.streaming_content)


@pytest.mark.parametrize("query", ["", "?inline=1"])
def test_a_file_is_never_a_page_of_this_site(
    owner: User, reviewer: User, organisation: Organisation, sign_in: SignIn, query: str
) -> None:
    case = submitted(organisation, owner)
    document = case.documents.first()
    answer = sign_in(reviewer).get(f"/cases/{case.reference}/documents/{document.pk}/{query}")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "DENY"
    b"".join(answer.streaming_content)


# --- in -----------------------------------------------------------------------------------------------

NO_PICTURES = {
    "svg as svg": ("logo.svg", SVG),
    "svg as png": ("logo.png", SVG),
    "page as png": ("logo.png", b"<!doctype html><script>alert(1)</script>"),
    "gif": ("logo.gif", b"GIF89a" + b"\0" * 40),
    "a head and no more": ("logo.png", b"\x89PNG\r\n\x1a\n"),
    "script as jpeg": ("logo.jpg", b"\xff\xd8\xff<?php system($_GET[0]);"),
}


@pytest.mark.parametrize("which", NO_PICTURES)
def test_a_logo_is_a_picture(owner: User, organisation: Organisation, sign_in: SignIn, which: str) -> None:
    upload = SimpleUploadedFile(*NO_PICTURES[which], content_type="image/png")
    answer = sign_in(owner).post(f"/organisations/{organisation.pk}/logo/", {"logo": upload})
    assert answer.status_code == 422
    organisation.refresh_from_db()
    assert not organisation.logo


def test_nothing_of_a_logo_is_kept_but_the_picture(
    owner: User, organisation: Organisation, sign_in: SignIn
) -> None:
    client, address = sign_in(owner), f"/organisations/{organisation.pk}/logo/"
    client.post(address, {"logo": picture(after=SVG, comment=b"<script>"), "content_type": "text/html"})
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"script" not in answer.content


def test_nobody_changes_anothers_logo(
    outsider: User, viewer: User, organisation: Organisation, sign_in: SignIn
) -> None:
    address = f"/organisations/{organisation.pk}/logo/"
    assert sign_in(outsider).post(address, {"logo": picture()}).status_code == 404
    sign_in(viewer).post(address, {"logo": picture()})
    organisation.refresh_from_db()
    assert not organisation.logo


@pytest.mark.parametrize(
    "extension", ["html", "svg", "xml", "exe", "js", "pdf.html", "htm", "xhtml", "php", "docx"]
)
def test_what_is_not_on_the_list_stays_outside(
    owner: User, organisation: Organisation, sign_in: SignIn, extension: str
) -> None:
    application = draft(organisation, owner)
    file = pdf(f"材料.{extension}")
    file.content_type = "application/pdf"
    sign_in(owner).post(f"/cases/{application.reference}/documents/upload/presentation/", {"file": file})
    assert not application.documents.filter(slot="presentation").exists()


@pytest.mark.parametrize("slot", ["presentation", "logo", "no-such-slot", "financial_licence"])
def test_a_slot_takes_its_own_kind_and_only_where_it_exists(
    owner: User, organisation: Organisation, sign_in: SignIn, slot: str
) -> None:
    application = draft(organisation, owner)
    wrong = pdf() if slot != "presentation" else picture()
    sign_in(owner).post(f"/cases/{application.reference}/documents/upload/{slot}/", {"file": wrong})
    assert not application.documents.filter(slot=slot).exists()


def mutilated(whole: bytes, chance: random.Random) -> bytes:
    broken = bytearray(whole)
    for _ in range(chance.randint(1, 12)):
        broken[chance.randrange(8, len(broken))] = chance.randrange(256)
    return bytes(broken[: chance.randint(len(broken) // 2, len(broken))])


def _with_metadata(kind: str) -> bytes:
    content, exif = io.BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "x" * 50
    keys = {} if kind == "WEBP" else {"dpi": (72, 72)}
    Image.new("RGB", (40, 30), "#345").save(content, kind, exif=exif, **keys)
    return content.getvalue()


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_damaged_picture_is_refused_or_mended_and_breaks_nothing(kind: str) -> None:
    chance, whole = random.Random(7), _with_metadata(kind)
    for _ in range(300):
        damaged = mutilated(whole, chance)
        try:
            kept = logos.reencode(io.BytesIO(damaged), len(damaged)).content
        except logos.LogoRefused:
            pass
        else:
            assert kept.startswith(b"\x89PNG")
        if kind != "WEBP":
            with suppress(FileRefused):
                inspect(f"x.{kind.lower()}", io.BytesIO(damaged))


def test_uploads_have_an_end(owner: User, organisation: Organisation, sign_in: SignIn) -> None:
    """Every version is kept: without a limit one person fills the disk."""
    application = draft(organisation, owner)
    client, address = sign_in(owner), "/cases/{}/documents/upload/presentation/"
    # Whatever comes of it, it is counted; a case that is not there is answered quickest.
    assert {client.post(address.format("LJ-2026-99999")).status_code for _ in range(199)} == {404}
    answers = [client.post(address.format(application.reference)).status_code for _ in range(2)]
    assert answers[0] != 429
    assert answers[1] == 429


def test_paper_and_drafts_have_an_end(owner: User, organisation: Organisation, sign_in: SignIn) -> None:
    client = sign_in(owner)
    assert [client.get("/certificates/LJ-2026-0001-AAAAAAAA/pdf/").status_code for _ in range(32)][-1] == 429
    assert [client.post("/join/", {"organisation": "0"}).status_code for _ in range(32)][-1] == 429
