"""The test database between races: emptied by DELETE, which costs a tenth of a flush, and without a guard."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from casework.models.append_only import AppendOnlyModel


def append_only() -> list[str]:
    """The tables whose rows are written once, as their models say."""
    return [model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel)]


def filled_tables() -> set[str]:
    names = [name for name in connection.introspection.table_names() if name != "django_migrations"]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {row[0] for row in cursor.fetchall()}


@transaction.atomic
def empty(tables: Iterable[str]) -> None:
    """Delete every row; foreign keys are deferred, so the order does not matter."""
    _execute(*(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in append_only()))
    _execute(*(f'DELETE FROM "{table}"' for table in tables))
    _execute("SET CONSTRAINTS ALL IMMEDIATE")
    _execute(*(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in append_only()))


def hurry() -> None:
    """No commit of a test waits for the disk; connections made from now on have it from the database."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    _execute(f"ALTER DATABASE {name} SET synchronous_commit TO off", "SET synchronous_commit TO off")


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Take unique constraints or indexes away.

    They come back after the tables that were empty are empty again, so the damage must be in those.
    """
    before = filled_tables()
    restore = [_take_away(name) for name in names]
    try:
        yield
    finally:
        empty(filled_tables() - before)
        _execute(*restore)


def _take_away(name: str) -> str:
    """Drops the guard; returns the statement that brings it back."""
    constraint = (
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
    )
    if found := _row(constraint, name):
        table, definition = found
        _execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        return f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
    (definition,) = _row("SELECT indexdef FROM pg_indexes WHERE indexname = %s", name)
    _execute(f'DROP INDEX "{name}"')
    return str(definition)


def _row(sql: str, name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, [name])
        return cursor.fetchone()


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
