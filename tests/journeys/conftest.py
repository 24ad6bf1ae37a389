from collections.abc import Callable

import pytest
from django.core.cache import cache

from accounts.models import User
from portal import alliance_file
from portal.services import alliance_data
from tests.journeys.client import Reader


@pytest.fixture(autouse=True)
def portal_as_installed(db, settings):
    """Liangjiang's own data, as `load_alliance` leaves it; no limit used up by another test."""
    settings.PORTAL_URL = "http://testserver"
    cache.clear()
    alliance_data.load(alliance_file.read())


@pytest.fixture
def signed_in(sign_in) -> Callable[[User], Reader]:
    """A reader who has come in already; staff have proved their second factor."""

    def opened(user: User) -> Reader:
        reader = Reader()
        reader.client.cookies = sign_in(user).cookies
        return reader

    return opened
