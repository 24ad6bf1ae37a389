import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

PLACES = ["/admin/", "/admin/accounts/letter/", "/admin/nowhere/", "/desk/", "/profile/", "/inbox/"]


@pytest.fixture(autouse=True)
def real_door(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def bare_staff(reviewer):
    Authenticator.objects.filter(user=reviewer).delete()
    return reviewer


def by_password(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("place", PLACES)
def test_staff_without_a_second_factor_are_led_to_one(bare_staff, place):
    answer = by_password(bare_staff).get(place)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/second-factor/")


@pytest.mark.parametrize("place", PLACES)
def test_a_session_from_before_the_factor_does_not_come_along(reviewer, place):
    Authenticator.objects.get_or_create(user=reviewer, type=Authenticator.Type.TOTP, defaults={"data": {}})
    assert by_password(reviewer).get(place).headers.get("Location") == "/second-factor/"


def test_a_proved_session_works_until_the_factor_is_taken_away(reviewer, sign_in):
    Authenticator.objects.get_or_create(user=reviewer, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client = sign_in(reviewer)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=reviewer).delete()
    assert client.get("/admin/").headers["Location"] == "/second-factor/"


def test_recovery_codes_alone_are_no_second_factor(bare_staff, sign_in):
    Authenticator.objects.create(user=bare_staff, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert sign_in(bare_staff).get("/admin/").status_code == 302


def test_posting_does_not_get_around_it(bare_staff):
    client = by_password(bare_staff)
    assert client.post("/admin/accounts/letter/", {}).headers["Location"] == "/second-factor/"
    assert client.post("/profile/", {"name": "x"}).headers["Location"] == "/second-factor/"


def test_superusers_are_no_exception(bare_staff):
    bare_staff.is_superuser = True
    bare_staff.save()
    assert by_password(bare_staff).get("/admin/").status_code == 302


@pytest.mark.parametrize("place", ["/second-factor/", "/accounts/2fa/", "/accounts/password/change/", "/"])
def test_the_way_to_a_second_factor_is_open(bare_staff, place):
    assert by_password(bare_staff).get(place).headers.get("Location") != "/second-factor/"


def test_the_page_explains_and_leads_on(bare_staff, reviewer, sign_in):
    page = by_password(bare_staff).get("/second-factor/").content.decode()
    assert "/accounts/2fa/" in page
    Authenticator.objects.create(user=bare_staff, type=Authenticator.Type.TOTP, data={})
    page = by_password(bare_staff).get("/second-factor/?next=https://elsewhere.example/").content.decode()
    assert "/accounts/2fa/reauthenticate/?next=/admin/" in page
    Authenticator.objects.update(type=Authenticator.Type.WEBAUTHN)
    page = by_password(bare_staff).get("/second-factor/?next=/admin/accounts/").content.decode()
    assert "next=/admin/accounts/" in page
    assert "webauthn" in page


def test_the_demo_and_people_who_are_no_staff_are_let_in(bare_staff, owner, settings):
    assert by_password(owner).get("/profile/").status_code == 200
    settings.STAFF_SECOND_FACTOR = False
    assert by_password(bare_staff).get("/admin/").status_code == 200


def test_the_admins_own_sign_in_goes_through_the_same_door(reviewer):
    answer = Client().post("/admin/login/", {"username": reviewer.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("header", [{"X-Requested-With": "XMLHttpRequest"}, {"HX-Request": "true"}])
def test_a_script_that_is_signed_out_gets_401_and_the_way_back(header):
    answer = Client().post("/profile/", headers=header)
    assert answer.status_code == 401
    assert answer.json()["sign_in"] == "/accounts/login/"
    assert Client().get("/profile/").headers["Location"] == "/accounts/login/?next=/profile/"
