from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test.utils import override_settings

from tests.access.world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """Built once and rolled back at the end: each knock takes back what it did, see doors.answers."""
    folder: Path = tmp_path_factory.mktemp("documents")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def db(world: World) -> None:
    """The world's own transaction is around every test here."""


@pytest.fixture(autouse=True)
def private_files() -> None:
    """The world has its folder already."""
