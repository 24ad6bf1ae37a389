import re

import pytest

from alliance.models import Certificate, Term
from alliance.services import certificates
from tests import applications
from tests.alliance import members


@pytest.fixture
def certificate(organisation):
    applications.the_alliance()
    organisation.english_name = "Yunling Example Intelligent Equipment Co., Ltd."
    organisation.save()
    return members.certificate(members.membership(organisation, level="vice_chair"))


def test_a_term_has_one_certificate_whose_number_cannot_be_guessed(organisation):
    live = members.membership(organisation)
    term = Term.objects.create(
        membership=live, level="member", starts_on=live.starts_on, ends_on=live.ends_on
    )
    certificate = certificates.issue(term)
    assert re.fullmatch(rf"{live.number}-[0-9A-HJKMNP-TV-Z]{{8}}", certificate.number)
    assert certificates.issue(term) == certificate


def test_two_numbers_alike_are_drawn_again(organisation, other_organisation, monkeypatch):
    taken = members.certificate(members.membership(organisation)).number
    live = members.membership(other_organisation)
    term = Term.objects.create(
        membership=live, level="member", starts_on=live.starts_on, ends_on=live.ends_on
    )
    draws = iter(taken.rpartition("-")[2] + "ABCDEFGH" * 10)
    monkeypatch.setattr("secrets.choice", lambda _alphabet: next(draws))
    live.number = term.membership.number = taken.rpartition("-")[0]
    assert certificates.issue(term).number.endswith("-ABCDEFGH")


def test_without_any_free_number_it_says_so(organisation, other_organisation, monkeypatch):
    taken = members.certificate(members.membership(organisation), "AAAAAAAA").number
    live = members.membership(other_organisation)
    term = Term.objects.create(
        membership=live, level="member", starts_on=live.starts_on, ends_on=live.ends_on
    )
    monkeypatch.setattr("secrets.choice", lambda _alphabet: "A")
    term.membership.number = taken.rpartition("-")[0]
    with pytest.raises(RuntimeError):
        certificates.issue(term)
    assert Certificate.objects.count() == 1


def test_the_certificate_is_a_pdf_with_its_own_fonts(certificate):
    content = certificates.render_pdf(certificate)
    assert content.startswith(b"%PDF-")
    assert b"NotoSansSC" in content


def test_a_certificate_prints_before_the_alliances_data_is_there(organisation):
    certificate = members.certificate(members.membership(organisation))
    assert certificates.render_pdf(certificate).startswith(b"%PDF-")


def test_the_qr_code_leads_to_the_public_check(certificate, settings):
    settings.PORTAL_URL = "https://portal.example"
    assert certificates.check_url(certificate) == (
        f"https://portal.example/certificates/{certificate.number}/"
    )


def test_a_name_is_printed_as_data_and_never_run(certificate, organisation):
    organisation.name = '#panic("x") $ \\ "引号" *粗*'
    organisation.save()
    certificate.refresh_from_db()
    assert certificates.render_pdf(certificate).startswith(b"%PDF-")


def test_the_application_form_prints_half_filled(organisation, owner):
    application = applications.draft(organisation, owner)
    application.legal_representative = ""
    application.save()
    assert certificates.render_application_form(application).startswith(b"%PDF-")
