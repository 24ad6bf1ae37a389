import json

import pytest
from django.core.cache import cache
from django.test import Client

from accounts import consents as texts
from accounts.models import Consent, User
from accounts.services import consents
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def test_name_phone_and_language_are_ones_own_to_edit(owner, sign_in):
    client = sign_in(owner)
    assert "/accounts/password/change/" in client.get("/profile/").content.decode()
    data = {"name": " 江  晓 ", "phone": "+86 138-0013-8000", "language": "en", "is_staff": "on"}
    assert client.post("/profile/", data).status_code == 302
    owner.refresh_from_db()
    assert (owner.name, owner.phone, owner.language, owner.is_staff) == ("江 晓", "13800138000", "en", False)


def test_a_wrong_phone_number_stays_with_its_sentence(owner, sign_in):
    answer = sign_in(owner).post("/profile/", {"name": "江晓", "phone": "12345", "language": "en"})
    assert answer.status_code == 422
    assert 'value="12345"' in answer.content.decode()


def test_a_phone_number_is_optional(owner, sign_in):
    assert (
        sign_in(owner).post("/profile/", {"name": "江晓", "phone": "", "language": "en"}).status_code == 302
    )


def test_ones_data_is_downloaded_by_post_only(owner, sign_in):
    client = sign_in(owner)
    assert client.get("/profile/export/").status_code == 405
    answer = client.post("/profile/export/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content)["person"]["name"] == "江晓"


def test_closing_the_account_wants_the_password(outsider, sign_in):
    client = sign_in(outsider)
    assert "无法恢复" in client.get("/profile/erase/").content.decode()
    assert client.post("/profile/erase/", {"password": "wrong"}).status_code == 422
    assert client.post("/profile/erase/", {"password": PASSWORD}).headers["Location"] == "/"
    assert not User.objects.get(pk=outsider.pk).is_active
    assert client.get("/profile/").status_code == 302


def test_a_last_owner_with_colleagues_reads_why_not(owner, colleague, sign_in):
    client = sign_in(owner)
    assert "移交" in client.get("/profile/erase/").content.decode()
    assert client.post("/profile/erase/", {"password": PASSWORD}).status_code == 422
    assert User.objects.get(pk=owner.pk).is_active


def test_signing_out_elsewhere_leaves_this_session(owner, sign_in):
    here, elsewhere = sign_in(owner), sign_in(owner)
    here.post("/profile/sign-out-elsewhere/")
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302


# --- consents -----------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", [texts.PORTAL_TERMS, texts.PUBLIC_LISTING, texts.TRUTH])
def test_a_consent_is_taken_back_with_one_press(purpose, owner, organisation, sign_in):
    consent = consents.give(owner, purpose, organisation=organisation)
    client = sign_in(owner)
    assert texts.current(purpose).title_zh in client.get("/consents/").content.decode()
    page = client.post("/consents/", {"consent": consent.pk}, follow=True).content.decode()
    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert "同意已撤回" in page


def test_nobody_takes_back_anothers(owner, outsider, sign_in):
    consent = consents.give(owner, texts.TRUTH)
    client = sign_in(outsider)
    assert client.post("/consents/", {"consent": consent.pk}).status_code == 404
    assert client.post("/consents/", {"consent": "x"}).status_code == 404
    assert "暂无同意记录" in client.get("/consents/").content.decode()


def test_a_consent_to_a_wording_that_is_gone_is_still_listed(owner, sign_in):
    Consent.objects.create(user=owner, purpose="older", text_version="2020", text_digest="x")
    assert "older" in sign_in(owner).get("/consents/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_more_rows(rows, owner, sign_in, django_assert_num_queries):
    for purpose in (texts.TRUTH, texts.CHARTER, texts.PORTAL_TERMS)[:rows]:
        consents.give(owner, purpose)
    client = sign_in(owner)
    with django_assert_num_queries(CONSENT_QUERIES):
        client.get("/consents/")


CONSENT_QUERIES = 3


def test_the_wordings_are_public_in_both_languages():
    text = texts.current(texts.PERSONAL_INFORMATION)
    url = f"/texts/{text.purpose}/{text.version}/"
    assert text.title_zh in Client().get(url).content.decode()
    assert text.title_en in Client(headers={"Accept-Language": "en"}).get(url).content.decode()
    assert Client().get(f"/texts/{text.purpose}/current/").status_code == 200
    assert Client().get(f"/texts/{text.purpose}/1999-01/").status_code == 404
    assert Client().get("/texts/marketing/current/").status_code == 404


def test_an_old_wording_says_that_it_is_old(monkeypatch):
    text = texts.current(texts.TRUTH)
    newer = texts.Text(**{**text.__dict__, "version": "2030-01"})
    monkeypatch.setattr(texts, "texts", lambda: {(t.purpose, t.version): t for t in (text, newer)})
    page = Client().get(f"/texts/{text.purpose}/{text.version}/").content.decode()
    assert "旧版本" in page
