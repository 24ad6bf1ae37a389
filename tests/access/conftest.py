from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.keeping import kept
from tests.access.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """Built once and rolled back at the end: each knock takes back what it did, see doors.answers."""
    with kept(django_db_blocker, tmp_path_factory) as world:
        yield world


@pytest.fixture
def db(world: World) -> None:
    """The world's own transaction is around every test here."""


@pytest.fixture(autouse=True)
def private_files() -> None:
    """The world has its folder already."""
