"""For a module that asks the same of many addresses: one world, from which each test takes back its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test.utils import override_settings

from tests.access.world import World, build


@contextmanager
def kept(blocker: Any, folders: pytest.TempPathFactory) -> Iterator[World]:
    """Around all tests of a module: a transaction that is never committed."""
    folder = folders.mktemp("documents")
    with blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@contextmanager
def taken_back() -> Iterator[None]:
    """Around one test."""
    cache.clear()
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
        transaction.set_rollback(False)
