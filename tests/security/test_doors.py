"""Sessions, redirects, links in mails and forged forms: the ways in that are not the door."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from accounts.models import Letter, Role, Seat, User
from accounts.policies import why_not
from accounts.selectors.seats import digest
from accounts.services import invitations, seats
from alliance.models import Membership
from casework.models import Case
from tests.applications import draft
from tests.factories import PASSWORD, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "javascript:alert(1)", "http:///evil.example", "https://testserver@evil.example/", " //evil.example",
)  # fmt: skip


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def enter(client: Client, user: User, **more: str) -> str:
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, **more})
    assert answer.status_code == 302
    return answer["Location"]


# --- where one is led ---------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(owner: User, address: str) -> None:
    assert enter(Client(), owner, next=address) == "/desk/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_choosing_a_language_never_leads_to_another_site(address: str) -> None:
    answer = Client().post("/i18n/setlang/", {"language": "en", "next": address})
    assert "evil" not in answer["Location"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_page_of_the_second_factor_never_leads_to_another_site(
    sign_in: SignIn, reviewer: User, address: str
) -> None:
    page = sign_in(reviewer).get("/second-factor/", {"next": address})
    assert page.context["next"] == "/admin/"


# --- links in mails -----------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "testserver:8443", "testserver:80@evil.example"])
def test_a_forged_host_never_gets_into_a_mail(owner: User, host: str) -> None:
    Client(headers={"Host": host}).post("/accounts/password/reset/", {"email": owner.email})
    texts = Letter.objects.values_list("text", flat=True)
    assert not any("evil" in text or "8443" in text for text in texts)
    if host == "testserver:8443":  # a port is not checked against ALLOWED_HOSTS: the mail goes out, unharmed
        [text] = texts
        assert f"{settings.PORTAL_URL}/accounts/password/reset/key/" in text


@pytest.mark.parametrize("address", ["nobody@example.test", "owner@example.test"])
def test_every_link_of_every_mail_of_the_door_leads_home(owner: User, address: str) -> None:
    client = Client(headers={"Host": "testserver:8443"})
    client.post("/accounts/password/reset/", {"email": address})
    names = {"name": "江晓", "password1": "lang-genug-42-x", "password2": "lang-genug-42-x", "terms": "on"}
    client.post("/accounts/signup/", {"email": address, **names})
    texts = list(Letter.objects.values_list("text", flat=True))
    assert len(texts) == 2
    for text in texts:
        links = [word for word in text.split() if "://" in word]
        assert links
        assert all(link.startswith(settings.PORTAL_URL) for link in links)


# --- sessions -----------------------------------------------------------------------------------------


def test_a_session_that_was_planted_before_is_not_the_one_signed_in(owner: User) -> None:
    client = Client()
    client.post("/i18n/setlang/", {"language": "en"})
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    enter(client, owner)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert other.get("/desk/").status_code == 302


def test_a_person_switched_off_is_out_at_once(owner: User, sign_in: SignIn) -> None:
    client = sign_in(owner)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert client.get("/desk/")["Location"].startswith("/accounts/login/")


def test_a_person_switched_off_cannot_come_back_by_a_reset(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    Client().post("/accounts/password/reset/", {"email": owner.email})
    assert "/password/reset/key/" not in Letter.objects.get().text


def test_a_stolen_session_ends_with_a_new_password(owner: User, sign_in: SignIn) -> None:
    stolen = sign_in(owner)
    owner.set_password("another-secret-77")
    owner.save()
    assert stolen.get("/desk/").status_code == 302


def test_staff_made_so_while_signed_in_get_no_further_without_their_second_factor(
    owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    User.objects.filter(pk=owner.pk).update(is_staff=True, is_superuser=True)
    for address in ("/admin/", "/desk/", "/cases/RH-2026-0001/"):
        assert client.get(address)["Location"] == "/second-factor/"


# --- seats --------------------------------------------------------------------------------------------


def test_who_was_just_removed_gets_nothing_more_out_of_open_pages(
    owner: User, colleague: User, sign_in: SignIn
) -> None:
    application = draft(Seat.objects.get(user=owner).organisation, owner)
    document = application.documents.first()
    client = sign_in(colleague)
    address = f"/cases/{application.reference}/"
    assert client.get(address).status_code == 200
    seats.remove(Seat.objects.get(user=colleague), by=owner)
    for path in (
        "",
        "form/",
        "form/business/",
        f"documents/{document.pk}/",
        "application-form/",
        "form/check/",
    ):
        assert client.get(address + path).status_code == 404, path
    posts = ("form/business/", "form/business/save/", "discard/", "form/check/", "documents/upload/logo/",
             f"documents/{document.pk}/remove/", "move/withdraw/")  # fmt: skip
    for path in posts:
        assert client.post(address + path, {"revision": application.revision}).status_code == 404, path
    assert Case.objects.filter(pk=application.pk, revision=application.revision).exists()


def test_an_owner_who_was_removed_does_not_come_back_by_an_invitation_of_their_own(
    owner: User, colleague: User
) -> None:
    organisation = Seat.objects.get(user=owner).organisation
    Seat.objects.filter(user=colleague).update(role=Role.OWNER)
    second = UserFactory.create(email="second-address@example.test")
    invited = invitations.invite(organisation, email=second.email, role=Role.OWNER, by=colleague)
    assert why_not(second, invited, "accept") is None
    seats.remove(Seat.objects.get(user=colleague), by=owner)
    with pytest.raises(seats.SeatRefused):
        invitations.accept(invited, user=second)
    assert not Seat.objects.filter(user=second).exists()


def test_the_secret_of_an_invitation_stands_nowhere_but_in_its_mail(owner: User) -> None:
    organisation = Seat.objects.get(user=owner).organisation
    invited = invitations.invite(organisation, email="new@example.test", role=Role.EDITOR, by=owner)
    letter = Letter.objects.get(email="new@example.test")
    [link] = [word for word in letter.text.split() if "/invitations/" in word]
    token = link.rstrip("/").rpartition("/")[2]
    assert digest(token) == invited.token_hash
    others = {name: value for name, value in vars(letter).items() if name not in ("text", "html")}
    assert token not in repr(others)


def test_a_stranger_with_the_secret_of_an_invitation_stays_outside(
    owner: User, outsider: User, sign_in: SignIn
) -> None:
    organisation = Seat.objects.get(user=owner).organisation
    invited = invitations.invite(organisation, email="new@example.test", role=Role.OWNER, by=owner)
    type(invited).objects.update(token_hash=digest("overheard"))
    client = sign_in(outsider)
    client.post("/invitations/overheard/")
    assert not Seat.objects.filter(user=outsider, organisation=organisation).exists()


# --- forged forms -------------------------------------------------------------------------------------


def test_no_form_is_taken_from_another_site(
    owner: User, reviewer: User, member: Membership, sign_in: SignIn
) -> None:
    application = draft(SeatFactory.create(user=owner).organisation, owner)
    forged = (
        f"/cases/{application.reference}/form/business/save/", f"/cases/{application.reference}/discard/",
        f"/cases/{application.reference}/documents/upload/logo/", "/profile/", "/profile/erase/", "/join/",
        f"/organisations/{member.organisation_id}/invite/", "/accounts/logout/", "/i18n/setlang/",
        "/accounts/login/", f"/admin/alliance/membership/{member.pk}/revoke/",
    )  # fmt: skip
    for user in (owner, reviewer):
        client = Client(enforce_csrf_checks=True)
        client.cookies = sign_in(user).cookies
        for address in forged:
            assert client.post(address, {"language": "en"}).status_code == 403, address
    assert Case.objects.filter(pk=application.pk).exists()
