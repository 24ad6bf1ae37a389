"""The histories of tenancies and reports are append-only in the database, too."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("parks", "0001_initial")]
    operations = [append_only("parks_tenancystep"), append_only("parks_reportstep")]
