"""What every answer says about itself, whatever it is."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Organisation, User
from alliance.models import Membership
from tests.applications import draft

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


PRIVATE = ("/desk/", "/inbox/", "/profile/", "/consents/", "/organisations/new/", "/accounts/email/",
           "/accounts/2fa/", "/members/", "/")  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_a_signed_in_person_sees_is_kept_nowhere(owner: User, sign_in: SignIn, address: str) -> None:
    """Also a public page: its head says who is signed in."""
    assert "no-store" in sign_in(owner).get(address)["Cache-Control"]


def test_nor_are_the_pages_of_their_case_and_their_organisation(
    owner: User, organisation: Organisation, sign_in: SignIn
) -> None:
    application = draft(organisation, owner)
    client, base = sign_in(owner), f"/cases/{application.reference}/"
    for address in (base, f"{base}form/", f"{base}form/people/", f"{base}form/check/", f"{base}discard/",
                    f"{base}application-form/", f"/organisations/{organisation.pk}/",
                    f"/organisations/{organisation.pk}/edit/"):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"], address
        assert "private" in answer["Cache-Control"], address


def test_nor_are_the_pages_of_the_desk(
    reviewer: User, owner: User, member: Membership, sign_in: SignIn
) -> None:
    client = sign_in(reviewer)
    for address in (
        "/admin/",
        "/admin/casework/case/",
        "/admin/accounts/organisation/",
        "/admin/accounts/user/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"], address


def test_a_certificate_is_not_kept_and_not_indexed(member: Membership) -> None:
    answer = Client().get(f"/certificates/{member.certificates.get().number}/")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    ["/", "/members/", "/nothing/", "/accounts/login/", "/admin/login/", "/members/?q=%00", "/join/"],
)
def test_every_page_has_the_strict_policy_and_the_rest(address: str) -> None:
    answer = Client().get(address, follow=True)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]


def test_a_request_nobody_can_read_gets_a_page_in_the_readers_language() -> None:
    answer = Client(headers={"Accept-Language": "zh-CN"}).get("/certificates/x%00/")
    assert answer.status_code == 400
    assert "无法处理该请求" in answer.content.decode()


def test_a_nul_in_a_note_is_refused_before_anything_is_kept(
    owner: User, organisation: Organisation, sign_in: SignIn
) -> None:
    application = draft(organisation, owner)
    data = {"field": "niche", "niche": "a\0b", "initial-niche": ""}
    answer = sign_in(owner).post(f"/cases/{application.reference}/form/business/save/", data)
    assert answer.status_code == 400
