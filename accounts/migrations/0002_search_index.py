from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CREATE = "CREATE INDEX organisation_grams ON accounts_organisation USING gin (to_tsvector('simple', grams))"
DROP = "DROP INDEX organisation_grams"


def on_postgresql(statement: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """SQLite reads search_text with LIKE and needs none of this."""

    def run(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(on_postgresql(CREATE), on_postgresql(DROP))]
