"""Second factors in the browser: a code from an app, and a passkey; staff must have one of them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.visitor import Visitor
from tests.factories import PASSWORD, UserFactory

QUEUE = "/admin/casework/case/"


@pytest.fixture
def newcomer() -> User:
    return UserFactory.create(email="newcomer@example.test", name="何远")


@pytest.fixture
def new_officer() -> User:
    """Of the secretariat since today, with nothing but a password."""
    user = UserFactory.create(email="officer@example.test", name="周正", is_staff=True)
    user.groups.add(Group.objects.get(name="secretariat"))
    return user


def code_of(secret: str) -> str:
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[-1]))


def sign_in_at(one: Visitor, address: str, user: User) -> None:
    one.open(address)
    one.page.locator("#id_login").fill(user.email)
    one.page.locator("#id_password").fill(PASSWORD)
    one.page.locator("main form:has(#id_login) button").first.click()


def type_password_again(one: Visitor) -> None:
    expect(one.page).to_have_url(re.compile("/reauthenticate/"))
    one.page.locator("#id_password").fill(PASSWORD)
    one.page.locator("main form:has(#id_password) button").first.click()


def type_code(one: Visitor, code: str) -> None:
    one.page.locator("#id_code").fill(code)
    one.page.locator("main form:has(#id_code) button[type=submit]").first.click()


def sign_out(one: Visitor) -> None:
    one.open("/accounts/logout/")
    one.page.locator("main form button").first.click()
    expect(one.page).not_to_have_url(re.compile("logout"))


# --- a code from an app -----------------------------------------------------------------------------------


def set_up_an_app(one: Visitor) -> str:
    one.open(reverse("mfa_activate_totp"))
    type_password_again(one)
    secret = one.page.locator("input[disabled]").first.input_value()
    type_code(one, code_of(secret))
    expect(one.page).not_to_have_url(re.compile("/totp/activate/"))
    return secret


def test_staff_without_a_second_factor_are_led_to_set_one_up(visitor, new_officer, settings):
    settings.STAFF_SECOND_FACTOR = True
    one = visitor()
    sign_in_at(one, f"/accounts/login/?next={QUEUE}", new_officer)
    expect(one.page).to_have_url(re.compile("/second-factor/"))
    one.open("/desk/")
    expect(one.page).to_have_url(re.compile("/second-factor/"))
    secret = set_up_an_app(one)
    cache.clear()  # the code just used would be refused until the app shows the next one

    sign_out(one)
    sign_in_at(one, f"/accounts/login/?next={QUEUE}", new_officer)
    expect(one.page).to_have_url(re.compile("/2fa/authenticate/"))
    type_code(one, "000000")
    expect(one.page.locator(".error-summary, .field-error").first).to_be_visible()
    one.page.goto(one.server + QUEUE)
    expect(one.page).to_have_url(re.compile("/login/|/authenticate/"))
    one.open(reverse("mfa_authenticate"))
    type_code(one, code_of(secret))
    expect(one.page).not_to_have_url(re.compile("/authenticate/"))
    one.open(QUEUE)
    expect(one.page).to_have_url(re.compile(rf"^http://[^/]+{QUEUE}$"))


def test_a_recovery_code_opens_once(visitor, new_officer, settings):
    settings.STAFF_SECOND_FACTOR = True
    one = visitor()
    sign_in_at(one, "/accounts/login/", new_officer)
    set_up_an_app(one)
    recovery = Authenticator.objects.get(user=new_officer, type=Authenticator.Type.RECOVERY_CODES).wrap()
    code = recovery.get_unused_codes()[0]
    for opens in (True, False):
        sign_out(one)
        sign_in_at(one, "/accounts/login/", new_officer)
        type_code(one, code)
        if opens:
            expect(one.page).not_to_have_url(re.compile("/authenticate/"))
        else:
            expect(one.page.locator(".error-summary, .field-error").first).to_be_visible()


# --- a passkey --------------------------------------------------------------------------------------------


def hold_a_key(one: Visitor) -> None:
    """A virtual authenticator in this browser: present, with the user verified."""
    session = one.context.new_cdp_session(one.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def add_a_passkey(one: Visitor) -> None:
    one.open(reverse("mfa_add_webauthn"))
    type_password_again(one)
    one.page.locator("#id_name").fill("办公室电脑")
    one.page.get_by_role("checkbox").first.check()
    one.page.locator("#mfa_webauthn_add").click()
    expect(one.page).not_to_have_url(re.compile("/webauthn/add/"))


def test_a_passkey_is_registered_and_signs_in_alone(visitor, newcomer):
    one = visitor()
    hold_a_key(one)
    sign_in_at(one, "/accounts/login/", newcomer)
    expect(one.page).to_have_url(re.compile("/desk/"))
    add_a_passkey(one)
    assert Authenticator.objects.filter(user=newcomer, type=Authenticator.Type.WEBAUTHN).count() == 1

    sign_out(one)
    one.open("/accounts/login/")
    one.page.locator("#passkey_login").click()
    expect(one.page).to_have_url(re.compile("/desk/"))
    assert one.cookie(django_settings.SESSION_COOKIE_NAME)


def test_staff_who_sign_in_by_passkey_are_proved_by_it(visitor, new_officer, settings):
    settings.STAFF_SECOND_FACTOR = True
    one = visitor()
    hold_a_key(one)
    sign_in_at(one, "/accounts/login/", new_officer)
    add_a_passkey(one)
    sign_out(one)
    one.open(f"/accounts/login/?next={QUEUE}")
    one.page.locator("#passkey_login").click()
    expect(one.page).to_have_url(re.compile(rf"^http://[^/]+{QUEUE}$"))
