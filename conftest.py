"""Which tests can run here: race tests want PostgreSQL, browser tests a Chromium. CI has both, or fails."""

import gc
import os
import shutil

import pytest
from django.db import connection

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_ci = bool(os.environ.get("CI"))
    no_threads = connection.vendor != "postgresql"
    # Where CI is set a missing browser is no reason to skip: the fixture below fails instead.
    no_browser = find_chromium() is None and not in_ci
    without_browser = pytest.mark.skip(reason="no Chromium found: apt install chromium, or set CHROMIUM")
    for item in items:
        if no_threads and item.get_closest_marker("race"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-postgres"))
        if no_browser and item.get_closest_marker("browser"):
            item.add_marker(without_browser)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not walk all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = find_chromium()
    if path is None:
        pytest.fail("No Chromium found, and CI is set: a missing browser is a failure here.")
    return path
