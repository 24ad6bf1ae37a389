from django.db import migrations

from portal import groups


class Migration(migrations.Migration):
    """An administrator who could change groups could grant themselves anything (ADR 0007)."""

    dependencies = [("portal", "0002_park_groups")]

    operations = [
        migrations.RunPython(
            groups.take_back("administrator", "auth.add_group", "auth.change_group", "auth.delete_group"),
            migrations.RunPython.noop,
        )
    ]
