"""What can be found out by asking often, or by asking aside."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from alliance.models import Membership
from casework.models import Case
from portal.demo.codes import demo_code
from tests.applications import draft

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
TRIES = 32


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def test_codes_cannot_be_tried_one_after_the_other_in_the_first_step(outsider: User, sign_in: SignIn) -> None:
    client = sign_in(outsider)
    answers = [
        client.post("/organisations/new/", {"code": demo_code(n + 1)}).status_code for n in range(TRIES)
    ]
    assert answers[-1] == 429


def test_nor_by_jumping_to_the_second_step(outsider: User, sign_in: SignIn) -> None:
    client = sign_in(outsider)
    asked = [{"code": demo_code(n + 1), "kind": "enterprise", "step": "facts"} for n in range(TRIES)]
    assert [client.post("/organisations/new/", one).status_code for one in asked][-1] == 429


def test_nor_at_the_address_that_asks_for_a_seat(outsider: User, sign_in: SignIn) -> None:
    client = sign_in(outsider)
    answers = [client.get(f"/seat-requests/{demo_code(n + 1)}/").status_code for n in range(TRIES)]
    assert answers[-1] == 429


def test_who_asks_for_a_seat_learns_the_name_and_nobodys_address(
    outsider: User, owner: User, organisation: Organisation, sign_in: SignIn
) -> None:
    page = sign_in(outsider).get(f"/seat-requests/{organisation.code}/").content.decode()
    assert organisation.name in page
    assert owner.name not in page
    assert owner.email not in page


def test_a_forged_forwarding_header_is_no_new_address(settings: Any) -> None:
    """Without a proxy in front nobody is believed; the limit stays that of the connection."""
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    client = Client()
    answers = [
        client.get("/certificates/LJ-2026-0001-GUESSED0/", headers={"X-Forwarded-For": f"203.0.113.{n}"})
        for n in range(62)
    ]
    assert answers[-1].status_code == 429


def test_behind_a_proxy_only_its_own_entry_counts(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client()
    forged = [{"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.7"} for n in range(62)]
    answers = [client.get("/certificates/LJ-2026-0001-GUESSED0/", headers=one) for one in forged]
    assert answers[-1].status_code == 429


def test_guessing_a_password_is_slowed_by_account_whatever_the_address(owner: User) -> None:
    form = {"login": owner.email, "password": "wrong-guess"}
    pages = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post("/accounts/login/", form).content.decode() for n in range(7)
    ]
    assert "尝试次数过多" in pages[-1]
    assert "尝试次数过多" not in pages[0]


@pytest.mark.parametrize("address", ["owner@example.test", "nobody@example.test"])
def test_a_wrong_password_costs_and_says_the_same_for_everybody(
    owner: User, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, *a, **k: (counted.append("x"), encode(self, *a, **k))[1]
    )
    page = Client().post("/accounts/login/", {"login": address, "password": "wrong-guess-1"})
    assert "邮箱或密码不正确" in page.content.decode()
    assert len(counted) == 2


def test_staff_cannot_count_through_the_certificates_behind_their_permissions(
    other_staff: User, reviewer: User, member: Membership, sign_in: SignIn
) -> None:
    certificate = member.certificates.get()
    kind = ContentType.objects.get_for_model(certificate)
    address = reverse("admin:view_on_site", args=[kind.pk, certificate.pk])
    refused = sign_in(other_staff).get(address)
    assert refused.status_code == 403
    assert certificate.number not in str(refused.headers)
    assert sign_in(reviewer).get(address)["Location"] == certificate.get_absolute_url()


def test_nor_learn_of_a_draft(
    owner: User, reviewer: User, organisation: Organisation, sign_in: SignIn
) -> None:
    application = draft(organisation, owner)
    client = sign_in(reviewer)
    for model in (Case, type(application)):
        kind = ContentType.objects.get_for_model(model)
        assert client.get(reverse("admin:view_on_site", args=[kind.pk, application.pk])).status_code == 404
    assert client.get(f"/cases/{application.reference}/").status_code == 404
    assert application.reference not in client.get("/admin/casework/case/?state=draft").content.decode()
    assert application.reference not in client.get("/admin/casework/case/?state=all").content.decode()


@pytest.mark.parametrize("thing", ["0-1", "x-1", "99999999999999999999-1"])
def test_view_on_site_knows_nothing_of_what_is_not_in_the_admin(
    administrator: User, sign_in: SignIn, thing: str
) -> None:
    assert sign_in(administrator).get("/admin/r/" + thing.replace("-", "/") + "/").status_code == 404


def test_the_pdf_of_a_certificate_answers_a_stranger_as_if_there_were_none(
    outsider: User, member: Membership, sign_in: SignIn
) -> None:
    client = sign_in(outsider)
    assert client.get(f"/certificates/{member.certificates.get().number}/pdf/").status_code == 404
    assert client.get("/certificates/LJ-2026-9999-AAAAAAAA/pdf/").status_code == 404
