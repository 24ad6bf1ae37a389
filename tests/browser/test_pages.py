"""Every page at a desk and on a phone, in both languages: quiet, accessible, no wider than its screen."""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings as django_settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from accounts import ratelimits
from accounts.models import User
from tests.browser import pages, park_pages, world
from tests.browser.pages import Page
from tests.browser.visitor import DESK, PHONE, Visitor, arrive
from tests.browser.world import World

LANGUAGES = ("zh-hans", "en")
EVERY = [*pages.ALL, *park_pages.ALL]


@pytest.fixture(scope="module")
def a_world(database) -> World:
    database.restore("installed")
    return world.build()


@pytest.fixture(autouse=True)
def fresh(db, a_world, live, settings) -> str:
    """One world for all pages of this module; opening a page changes little in it."""
    cache.clear()
    settings.PORTAL_URL = live.url
    settings.ROOT_URLCONF = "tests.browser.urls"
    return live.url


@pytest.fixture(scope="module")
def tab(chromium: Browser, live: LiveServer) -> Iterator[Visitor]:
    """One tab for all pages: it keeps the static files it has fetched, and nothing of who used it."""
    one = arrive(chromium, live.url)
    yield one
    one.context.close()


@pytest.fixture
def reader(tab, sign_in, a_world, live) -> Iterator[Callable[..., Visitor]]:
    """Whoever a page wants, in a language, having typed the password a moment ago."""

    def come(who: pages.Who, language: str) -> Visitor:
        user = who(a_world)
        cookies = {django_settings.LANGUAGE_COOKIE_NAME: language}
        if user:
            session = cookies[django_settings.SESSION_COOKIE_NAME] = _session(sign_in(user))
            _typed_the_password(user, session)
        tab.context.add_cookies([{"name": k, "value": v, "url": live.url} for k, v in cookies.items()])
        return tab

    yield come
    tab.leave()
    tab.assert_quiet()


def _session(client: Client) -> str:
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


def _typed_the_password(user: User, session: str) -> None:
    request = RequestFactory().get("/")
    request.session = SessionStore(session)
    record_authentication(request, user, "password", reauthenticated=True)
    request.session.save()


def assert_all_well(one: Visitor, language: str) -> None:
    assert one.page.locator("html").get_attribute("lang") == language
    for size in (DESK, PHONE):
        one.page.set_viewport_size(size)
        one.assert_accessible()
    one.assert_fits()
    one.assert_quiet()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
def test_a_page_is_quiet_accessible_and_fits(page: Page, language: str, reader, a_world):
    one = reader(page.who, language)
    one.foretold = {page.status} - {200}
    address = page.where(a_world)
    response = one.page.goto(one.server + address)
    assert response.status == page.status
    assert urlsplit(one.page.url).path.endswith(page.ends or urlsplit(address).path)
    assert_all_well(one, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_requests_are_told_so(language, reader, monkeypatch):
    monkeypatch.setitem(ratelimits.LIMITS, "certificate_check", "1/m/ip")
    one = reader(pages.anybody, language)
    one.foretold = {404, 429}
    one.open("/certificates/LJ-2026-9999-00000000/")
    assert one.page.goto(one.page.url).status == 429
    assert_all_well(one, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_without_its_token_is_told_so(language, reader):
    one = reader(pages.anybody, language)
    one.foretold = {403}
    one.open("/accounts/password/reset/")
    one.page.locator("#id_email").fill("somebody@example.test")
    one.page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((one) => one.remove())"
    )
    with one.page.expect_navigation() as going:
        one.page.locator("main form button").first.click()
    assert going.value.status == 403
    assert_all_well(one, language)


# --- pages that only a form leads to ------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("action", "note"), [("approve", ""), ("reject", "不符合入会条件。")])
def test_the_page_that_asks_once_more(action, note, language, reader, a_world):
    one = reader(pages.reviewer, language)
    one.open(reverse("admin:casework_case_change", args=[a_world.case("under_review").pk]))
    one.page.locator("#decision-note").fill(note)
    one.page.locator(f"#decision button[value={action}]").click()
    one.page.locator("button[name=confirmed]").wait_for()
    assert_all_well(one, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_decision_that_lacks_something(language, reader, a_world):
    one = reader(pages.reviewer, language)
    one.open(reverse("admin:casework_case_change", args=[a_world.case("under_review").pk]))
    one.page.locator("#decision button[value=request_changes]").click()
    one.page.locator("#decision-items-error").wait_for()
    assert_all_well(one, language)


# Address, what is typed into which control, and what comes back.
COME_BACK = {
    "signup": (pages.anybody, "/accounts/signup/", {"#id_email": "no-address"}, ".error-summary"),
    "login": (
        pages.anybody, "/accounts/login/", {"#id_login": "a@example.test", "#id_password": "wrong"},
        "[role=alert], .error-summary",
    ),
    "code": (pages.newcomer, "/organisations/new/", {"#id_code": "914403001922038217"}, ".error-summary"),
    "facts": (pages.newcomer, "/organisations/new/", {"#id_code": "91500157PDY0999998"}, "form"),
    "code-request": (pages.newcomer, "/organisations/code-request/", {"#id_code": "123"}, ".error-summary"),
    "profile": (pages.newcomer, "/profile/", {"#id_phone": "12"}, ".error-summary"),
    "erase": (pages.newcomer, "/profile/erase/", {"#id_password": "wrong"}, ".error-summary"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COME_BACK)
def test_a_form_that_comes_back(name, language, reader):
    who, address, typed, sign = COME_BACK[name]
    one = reader(who, language)
    one.foretold = {422}
    one.open(address)
    for control, value in typed.items():
        one.page.locator(control).fill(value)
    with one.page.expect_navigation():
        one.page.locator(
            "main form[method=post] button[type=submit], main form[method=post] button"
        ).first.click()
    one.page.locator(f"main :is({sign})").first.wait_for()
    assert_all_well(one, language)


# --- nothing is forgotten -----------------------------------------------------------------------------

# Addresses that show no page of their own: they act on a POST, lead on, or send something else than HTML.
NO_PAGES = {
    "healthz", "readyz", "robots", "favicon", "set_language", "organisation_logo", "seat_request_decide",
    "invitation_withdraw", "profile_export", "sessions_end", "case_autosave", "document_upload", "document",
    "document_remove", "certificate_pdf", "application_form", "account_set_password",
    "account_confirm_login_code", "mfa_authenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
    "mfa_edit_webauthn", "mfa_login_webauthn", "mfa_download_recovery_codes", "mfa_view_recovery_codes",
    "mfa_signup_webauthn", "account_request_login_code", "mfa_trust",
    "park_figures", "tenancy_contract", "tenancy_show", "visit_calendar",
}  # fmt: skip


def _names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver) and one.namespace is None:
            yield from _names(one.url_patterns)
        elif isinstance(one, URLPattern) and one.name:
            yield one.name


def test_every_address_of_the_portal_is_among_the_pages(a_world):
    swept = {resolve(urlsplit(page.where(a_world)).path).url_name for page in EVERY if page.status < 403}
    assert set(_names(get_resolver("portal.urls").url_patterns)) - NO_PAGES - swept == set()


@pytest.mark.parametrize("name", ["case-approved", "letter", "certificate-valid", "case_check-draft"])
def test_on_paper_a_page_leaves_its_furniture_behind(name, reader, a_world):
    page = next(one for one in pages.ALL if one.name == name)
    one = reader(page.who, "zh-hans")
    one.page.set_viewport_size({"width": 794, "height": 1123})
    one.page.emulate_media(media="print")
    one.open(page.where(a_world))
    expect(one.page.locator("h1")).to_be_visible()
    for furniture in (".masthead", ".breadcrumbs", ".btn"):
        for part in one.page.locator(furniture).all():
            expect(part).to_be_hidden()
    one.assert_fits()
