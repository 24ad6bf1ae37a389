"""Junk sent to every address of the project, by whoever gets deepest into it; each knock is taken back."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.access import admin_rows, portal_rows, signing_in_rows
from tests.access.doors import Row
from tests.access.world import World
from tests.conftest import client_of

EVERY: list[Row] = [*portal_rows.ROWS, *signing_in_rows.ROWS, *admin_rows.ROWS]
# One row an address is enough: what is sent there is junk anyway.
ROWS = list({row.name or row.address: row for row in reversed(EVERY)}.values())


def address_of(world: World, row: Row) -> str:
    return row.address or reverse(row.name, args=row.args(world))


def broken(world: World, row: Row, part: str) -> Iterator[str]:
    """The address with each of its holes in turn filled with junk; `part` is quoted already."""
    values = [str(value) for value in row.args(world)]
    whole = address_of(world, row)
    for value in values:
        before, found, after = whole.rpartition(f"/{quote(value)}/")
        if found:
            yield f"{before}/{part}/{after}"


def knocker(world: World, row: Row) -> Client:
    if "superuser" not in world.clients:
        world.clients["superuser"] = client_of(world.superuser)
    mine = "superuser" if row in admin_rows.ROWS else "owner" if row in portal_rows.ROWS else "anonymous"
    client = world.clients[mine]
    client.raise_request_exception = False
    return client


@contextmanager
def taken_back(client: Client) -> Iterator[None]:
    point, cookies = transaction.savepoint(), client.cookies.copy()
    cache.clear()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
        transaction.set_rollback(False)
        client.cookies = cookies  # type: ignore[assignment]


def fault(response: HttpResponseBase) -> bool:
    if response.streaming:
        # Read to its end the client closes it, and leaves the connection to the database alone.
        deque(response, maxlen=0)
    return response.status_code >= 500
