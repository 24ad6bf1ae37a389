"""The database's own refusal to change rows that are written once, for migrations.

Row triggers refuse UPDATE and DELETE on SQLite and PostgreSQL. TRUNCATE on PostgreSQL stays possible for the
table's owner: the test runner empties its database that way, and an owner could drop the trigger anyhow.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps


def append_only(table: str, refusal: str = "these rows are append-only") -> RunPython:
    """The operation that makes this table's rows unchangeable, and takes that back."""

    def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(schema_editor, {"sqlite": _sqlite(table, refusal), "postgresql": _postgresql(table, refusal)})

    def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(schema_editor, _undo(table))

    return RunPython(forwards, backwards)


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: dict[str, list[str]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def _sqlite(table: str, refusal: str) -> list[str]:
    return [
        f"""
        CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table}
        BEGIN SELECT RAISE(ABORT, '{refusal}'); END
        """
        for action in ("update", "delete")
    ]


def _postgresql(table: str, refusal: str) -> list[str]:
    return [
        f"""
        CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation'; END $$
        """,
        f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
        """,
    ]


def _undo(table: str) -> dict[str, list[str]]:
    return {
        "sqlite": [f"DROP TRIGGER IF EXISTS {table}_no_{action}" for action in ("update", "delete")],
        "postgresql": [
            f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}",
            f"DROP FUNCTION IF EXISTS {table}_refuse()",
        ],
    }
