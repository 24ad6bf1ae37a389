import pytest
from django.core.cache import cache

from alliance.models import Certificate, Membership
from alliance.views.certificates import _clean
from tests.alliance import members

SECRETS = ("江晓", "owner@example.test", "13800138000", "91500157PDY0010125", "云岭示例路 1 号")


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def certificate(organisation, owner) -> Certificate:
    organisation.legal_representative = organisation.contact_name = "江晓"
    organisation.contact_phone, organisation.registered_address = "13800138000", "云岭示例路 1 号"
    organisation.shown_fields = ["contact_name", "contact_phone", "registered_address", "code"]
    organisation.save()
    return members.certificate(members.membership(organisation, level="council"))


def page(client, number: str) -> str:
    return client.get(f"/certificates/{number}/").content.decode()


@pytest.mark.parametrize(
    ("starts", "ends", "revoked", "words"),
    [
        (-10, 10, False, "证书有效。"),
        (-10, -1, False, "已到期"),
        (2, 10, False, "尚未生效"),
        (-10, 10, True, "已撤销"),
    ],
)
def test_anyone_learns_whether_a_certificate_holds(starts, ends, revoked, words, client, organisation):
    reason = {"revoked_on": members.day(0), "revocation_reason": "内部原因。"} if revoked else {}
    certificate = members.certificate(members.membership(organisation, starts=starts, ends=ends, **reason))
    text = page(client, certificate.number)
    assert words in text
    assert organisation.name in text
    assert "内部原因" not in text


def test_the_check_shows_nothing_personal_and_no_way_to_the_file(certificate, client):
    text = page(client, certificate.number)
    assert not [secret for secret in SECRETS if secret in text]
    assert "/pdf/" not in text
    assert certificate.number in text


def test_the_check_is_kept_out_of_search_engines_and_caches(certificate, client):
    answer = client.get(f"/certificates/{certificate.number}/")
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_an_unknown_number_is_404_with_the_same_page_and_a_form(client, db):
    answer = client.get("/certificates/LJ-2026-0001-00000000/")
    assert answer.status_code == 404
    assert "没有编号为" in answer.content.decode()
    assert 'name="number"' in answer.content.decode()


@pytest.mark.parametrize("guess", ["LJ-2026-0001", "LJ-2026-0001-", "LJ-2026-0001-%"])
def test_the_membership_number_alone_answers_nothing(guess, certificate, client):
    assert client.get(f"/certificates/{guess}/").status_code == 404


def test_the_form_leads_to_the_certificate_however_it_was_typed(certificate, client):
    answer = client.get("/certificates/", {"number": f" {certificate.number.lower()} "})
    assert answer["Location"] == f"/certificates/{certificate.number}/"
    assert client.get("/certificates/").status_code == 200


def test_slashes_in_what_was_typed_break_no_address(client, db):
    answer = client.get("/certificates/", {"number": "a/b/c"})
    assert client.get(answer["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lj-2026-0001-7kq2m9xd", "LJ-2026-0001-7KQ2M9XD"),
        ("LJ－2026－0001－7KQ2M9XD", "LJ-2026-0001-7KQ2M9XD"),
        ("LJ 2026 0001 7KQ2M9XD", "LJ-2026-0001-7KQ2M9XD"),
        ("LJ-2026-0001-OIL2M9XD", "LJ-2026-0001-0112M9XD"),
        ("", ""),
    ],
)
def test_a_number_read_from_paper_is_understood(typed, meant):
    assert _clean(typed) == meant


def test_trying_numbers_out_is_stopped(client, db):
    codes = {client.get(f"/certificates/LJ-2026-0001-{number:08d}/").status_code for number in range(60)}
    assert codes == {404}
    assert client.get("/certificates/LJ-2026-0001-00000060/").status_code == 429


@pytest.mark.parametrize(
    ("person", "status"),
    [("owner", 200), ("viewer", 200), ("auditor", 200), ("outsider", 404), ("other_staff", 404)],
)
def test_the_file_is_for_the_organisation_and_its_staff(person, status, certificate, request, sign_in):
    answer = sign_in(request.getfixturevalue(person)).get(f"/certificates/{certificate.number}/pdf/")
    assert answer.status_code == status
    if status == 200:
        assert answer.content.startswith(b"%PDF-")
        assert f'filename="{certificate.number}.pdf"' in answer["Content-Disposition"]


def test_the_file_wants_a_signed_in_person(certificate, client):
    answer = client.get(f"/certificates/{certificate.number}/pdf/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_its_people_find_the_file_on_the_check_page(certificate, sign_in, owner):
    text = page(sign_in(owner), certificate.number)
    assert f"/certificates/{certificate.number}/pdf/" in text


def test_the_certificate_of_a_past_term_has_expired_though_the_membership_goes_on(certificate, client):
    certificate.term.ends_on = members.day(-1)
    certificate.term.save()
    assert Membership.objects.valid().exists()
    assert "已到期" in page(client, certificate.number)
