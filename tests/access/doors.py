"""Knocking at one address as one person, and saying in a word what came back."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import cache as kept
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from tests.access.world import PEOPLE, World

# Written by looking: sessions, the log of the admin, tasks in the queue.
NOT_COUNTED = ("django_session", "django_admin_log", "django_tasks_database", "django_content_type")
WORLD_APPS = ("accounts", "casework", "alliance", "parks", "auth", "account", "mfa")


@dataclass(frozen=True)
class Row:
    """An address and what is sent there. What it answers to whom stands in the tables beside this file."""

    name: str
    args: Callable[[World], list[Any]] = lambda world: []
    data: Callable[[World], Mapping[str, Any]] = lambda world: {}
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    # Written out where the address has no name.
    address: str = ""
    note: str = ""

    def __str__(self) -> str:
        return (self.name or self.address) + (f":{self.note}" if self.note else "")


def answers(world: World, row: Row, method: str) -> dict[str, str]:
    """What each person gets; every knock leaves the world as it was.

    `login`, `door` and `factor` are redirects: to signing in, to the admin's sign-in, to the second factor.
    `!` behind an answer says that the world was another one afterwards.
    """
    return {person: answer(world, row, method, world.clients[person]) for person in PEOPLE}


def answer(world: World, row: Row, method: str, client: Client) -> str:
    address = row.address or reverse(row.name, args=row.args(world)) + row.query
    # Always the same before a knock, for each takes back what it did.
    before = world.fingerprint = world.fingerprint or _fingerprint()
    cookies = copy(client.cookies)
    # Nine people at one address in one second would be too many.
    cache.clear()
    with _undone(), _watched() as written:
        knock = client.post if method == "post" else client.get
        response = knock(address, row.data(world) if method == "post" else None, headers=dict(row.headers))
        if response.streaming:
            # Read to its end the client closes it, and leaves the connection to the database alone.
            deque(response, maxlen=0)
        changed = bool(written) and _fingerprint() != before
    client.cookies = cookies
    return _word(response) + ("!" if changed else "")


@kept
def table(name: str) -> dict[tuple[str, str], dict[str, str]]:
    """The literal answers by row and method."""
    head, *lines = (Path(__file__).parent / f"{name}.txt").read_text().splitlines()
    people = head.split()[2:]
    assert people == list(PEOPLE)
    rows = [line.split() for line in lines if line.strip()]
    return {(row, method): dict(zip(people, words, strict=True)) for row, method, *words in rows}


def _word(response: HttpResponseBase) -> str:
    where = response.headers.get("Location", "")
    if response.status_code == 302 and where.startswith(reverse(settings.LOGIN_URL)):
        return "login"
    if response.status_code == 302 and where.startswith(reverse("admin:login")):
        return "door"
    if response.status_code == 302 and where.startswith(reverse("second_factor")):
        return "factor"
    return str(response.status_code)


@contextmanager
def _undone() -> Iterator[None]:
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
        transaction.set_rollback(False)


@contextmanager
def _watched() -> Iterator[list[str]]:
    """The statements that wrote something that counts."""
    written: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(name in sql for name in NOT_COUNTED):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield written


def _fingerprint() -> int:
    """All rows of the domain; asked for only where something was written."""
    models = [model for label in WORLD_APPS for model in apps.get_app_config(label).get_models()]
    models += [through for model in models for through in _through(model)]
    return hash(repr([(m._meta.label, list(m._base_manager.order_by("pk").values_list())) for m in models]))


def _through(model: Any) -> list[Any]:
    return [
        field.remote_field.through
        for field in model._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created
    ]


def all_names() -> set[str]:
    """Every name of the project's addresses; what has none is told by its pattern."""
    return set(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, path: str, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        there = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, there, inner)
        else:
            yield f"{space}{pattern.name}" if pattern.name else f"/{there}"
