"""The trail is append-only in the database, too: whoever gets round the model is refused there."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [append_only("casework_trailentry", "trail entries are append-only")]
