"""Signing up, verifying, resetting: mails go through the outbox, and nobody learns who is registered."""

import re
from pathlib import Path

import pytest
from allauth.core import context as allauth_context
from django.conf import settings as django_settings
from django.contrib.auth import hashers
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts import consents
from accounts.adapters import AccountAdapter
from accounts.models import Consent, Letter, User
from accounts.services import post
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
TEMPLATES = Path(django_settings.BASE_DIR) / "templates"
NEW = "a-long-new-secret-9"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def sign_up(client: Client, email: str, **changes):
    data = {"name": "江晓", "email": email, "password1": NEW, "password2": NEW, "terms": "on", **changes}
    return client.post("/accounts/signup/", {key: value for key, value in data.items() if value})


def link_in(letter: Letter) -> str:
    found = re.search(re.escape(django_settings.PORTAL_URL) + r"(/accounts/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def test_signing_up_verifying_and_arriving():
    client = Client()
    answer = sign_up(client, "New.Person@Example.test")
    assert answer.status_code == 302
    user = User.objects.get()
    assert (user.email, user.name, user.language) == ("new.person@example.test", "江晓", "zh-hans")
    letter = Letter.objects.get()
    assert letter.confidential
    assert mail.outbox == []
    assert post.deliver_due(timezone.now()) == 1
    assert "完成注册" in mail.outbox[0].subject
    link = link_in(letter)
    assert client.get(link).status_code == 200
    assert not user.emailaddress_set.get().verified
    assert client.post(link).status_code == 302
    assert user.emailaddress_set.get().verified
    assert Client().login(email=user.email, password=NEW)


def test_the_consents_of_signing_up_are_kept_with_their_version():
    sign_up(Client(), "new@example.test")
    given = {consent.purpose: consent for consent in Consent.objects.all()}
    assert set(given) == {consents.PORTAL_TERMS, consents.PERSONAL_INFORMATION}
    assert given[consents.PORTAL_TERMS].text_digest == consents.current(consents.PORTAL_TERMS).digest


def test_without_the_tick_there_is_no_account_and_what_was_typed_stays():
    page = Client().get("/accounts/signup/").content.decode()
    box = re.search(r'<input[^>]*name="terms"[^>]*>', page)
    assert box
    assert "checked" not in box[0]
    assert "/texts/portal_terms/" in page
    answer = sign_up(Client(), "new@example.test", terms="")
    assert "勾选同意后方可注册" in answer.content.decode()
    assert "江晓" in answer.content.decode()
    assert not User.objects.exists()


def test_an_english_reader_gets_english_mails_from_then_on():
    client = Client(headers={"Accept-Language": "en"})
    sign_up(client, "reader@example.test")
    assert User.objects.get().language == "en"
    assert Letter.objects.get().language == "en"


def same(one, two) -> bool:
    """The pages tell the same, apart from the address that was typed and the form's secret."""

    def neutral(answer):
        text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", answer.content.decode())
        return re.sub(r"[\w.]+@example\.test", "", text)

    return (one.status_code, one.headers.get("Location"), neutral(one)) == (
        two.status_code, two.headers.get("Location"), neutral(two),
    )  # fmt: skip


def test_signing_up_with_a_registered_address_looks_the_same_and_writes_to_its_owner():
    registered = UserFactory.create(email="known@example.test")
    one, two = Client(), Client()
    assert same(sign_up(one, "known@example.test"), sign_up(two, "unknown@example.test"))
    assert same(one.get("/accounts/confirm-email/"), two.get("/accounts/confirm-email/"))
    letter = Letter.objects.get(email="known@example.test")
    assert letter.recipient == registered
    assert letter.subject == "您已有账号"
    registered.refresh_from_db()
    assert registered.check_password(PASSWORD)


def test_a_reset_for_an_unknown_address_looks_the_same_and_both_get_a_mail():
    UserFactory.create(email="known@example.test")
    one, two = Client(), Client()
    ask = [
        c.post("/accounts/password/reset/", {"email": e})
        for c, e in ((one, "known@example.test"), (two, "unknown@example.test"))
    ]
    assert same(*ask)
    assert same(one.get("/accounts/password/reset/done/"), two.get("/accounts/password/reset/done/"))
    subjects = {letter.email: letter.subject for letter in Letter.objects.all()}
    assert subjects == {"known@example.test": "重设密码", "unknown@example.test": "该邮箱尚未注册"}


def test_a_reset_link_sets_a_new_password_once():
    user = UserFactory.create(email="known@example.test")
    client = Client()
    client.post("/accounts/password/reset/", {"email": user.email})
    link = link_in(Letter.objects.get())
    form = client.get(link, follow=True)
    assert form.status_code == 200
    where = form.redirect_chain[-1][0]
    assert client.post(where, {"password1": NEW, "password2": NEW}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert Letter.objects.filter(subject="密码已重设").exists()


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """One entry for each password that was hashed: the costly part of every answer."""
    counted: list[str] = []
    hasher = hashers.get_hasher()
    encode = type(hasher).encode
    monkeypatch.setattr(
        type(hasher), "encode", lambda self, *a, **k: counted.append("") or encode(self, *a, **k)
    )
    return counted


def test_signing_up_costs_the_same_for_a_registered_address(hashed):
    UserFactory.create(email="known@example.test")
    costs = []
    for email in ("known@example.test", "unknown@example.test"):
        hashed.clear()
        sign_up(Client(), email)
        costs.append(len(hashed))
    assert costs == [1, 1]


def test_signing_in_with_an_unknown_address_says_and_costs_the_same(hashed):
    UserFactory.create(email="known@example.test")

    def attempt(email: str):
        hashed.clear()
        answer = Client().post("/accounts/login/", {"login": email, "password": "wrong-password-1"})
        return answer, len(hashed)

    (known, cost_known), (unknown, cost_unknown) = (
        attempt("known@example.test"),
        attempt("unknown@example.test"),
    )
    assert same(known, unknown)
    assert "邮箱或密码不正确" in known.content.decode()
    assert cost_known == cost_unknown


def test_after_five_wrong_passwords_even_the_right_one_waits():
    user = UserFactory.create(email="known@example.test")
    for _ in range(5):
        Client().post("/accounts/login/", {"login": user.email, "password": "wrong-password-1"})
    answer = Client().post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "尝试次数过多" in answer.content.decode()


def test_changing_the_password_is_told_by_mail(owner, sign_in):
    client = sign_in(owner)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", data).status_code == 302
    owner.refresh_from_db()
    assert owner.check_password(NEW)


MAILS = sorted(
    path.relative_to(TEMPLATES).as_posix().removesuffix("_message.txt")
    for path in [*TEMPLATES.glob("account/email/*_message.txt"), *TEMPLATES.glob("mfa/email/*_message.txt")]
    if path.name != "base_message.txt"
)


@pytest.mark.parametrize("prefix", MAILS)
def test_every_mail_of_the_door_is_in_the_portals_words(prefix, owner, rf):
    request = rf.get("/")
    with allauth_context.request_context(request):
        values = {
            "user": owner, "activate_url": "http://x.example/a", "password_reset_url": "http://x.example/b",
            "signup_url": "http://x.example/c", "code": "123456",
            "ip": "198.51.100.1", "user_agent": "Browser",
            "timestamp": timezone.now(), "from_email": "a@example.test", "to_email": "b@example.test",
            "deleted_email": "c@example.test", "key": "k",
        }  # fmt: skip
        AccountAdapter(request).send_mail(prefix, owner.email, values)
    letter = Letter.objects.get()
    assert letter.recipient == owner
    assert re.search(r"[\u4e00-\u9fff]", letter.subject)
    assert "两江新区" in letter.text
    assert "Hello" not in letter.text
