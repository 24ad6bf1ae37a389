from django.db import migrations

CREATE = "CREATE INDEX organisation_grams ON accounts_organisation USING gin (to_tsvector('simple', grams))"
DROP = "DROP INDEX organisation_grams"


def on_postgresql(statement):
    """SQLite reads search_text with LIKE and needs none of this."""

    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(on_postgresql(CREATE), on_postgresql(DROP))]
