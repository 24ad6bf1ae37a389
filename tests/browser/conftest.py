"""One Chromium and one server for all; every test begins with the data of a fresh installation."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection, connections
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from portal import alliance_file
from portal.services import alliance_data
from tests.browser.database import Database
from tests.browser.visitor import Visitor, arrive

# Playwright's loop runs in this thread, and Django takes it for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
QUIET = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--no-first-run", "--disable-default-apps",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


# --- database and server ------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "portal.sqlite3")


@pytest.fixture(scope="session")
def database(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Database]:
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        pytest.skip("browser tests have a database file of their own: make test-browser")
    with django_db_blocker.unblock():
        alliance_data.load(alliance_file.read())
        made = Database(tmp_path_factory.mktemp("states"))
        made.keep("installed")
        yield made
        connections.close_all()


@pytest.fixture(scope="session")
def live(database) -> Iterator[LiveServer]:
    """Under the name localhost, where browsers allow passkeys without a certificate."""
    server = LiveServer("localhost")
    server._live_server_modified_settings.enable()
    yield server
    server._live_server_modified_settings.disable()
    server.stop()


@pytest.fixture
def db() -> None:
    """In place of pytest-django's, whose transaction would hide a test's rows from the server."""


@pytest.fixture(autouse=True)
def fresh(db: None, database: Database, live: LiveServer, settings: object) -> str:
    """The portal as installed, under the address the browser uses; no limit used up by another test."""
    database.restore("installed")
    cache.clear()
    settings.PORTAL_URL = live.url  # type: ignore[attr-defined]
    return live.url


# --- people with browsers -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, live: LiveServer) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors; what their consoles said is looked at when the test ends."""
    visitors: list[Visitor] = []

    def come(**options: object) -> Visitor:
        visitors.append(arrive(chromium, live.url, **options))
        return visitors[-1]

    yield come
    for one in visitors:
        one.context.close()
    for one in visitors:
        one.assert_quiet()


@pytest.fixture
def signed_in(visitor, sign_in, live) -> Callable[..., Visitor]:
    """A visitor who has come in already; staff have proved their second factor."""

    def come(user: User, **options: object) -> Visitor:
        one = visitor(**options)
        session = sign_in(user).cookies[django_settings.SESSION_COOKIE_NAME].value
        one.context.add_cookies(
            [{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": live.url}]
        )
        return one

    return come
