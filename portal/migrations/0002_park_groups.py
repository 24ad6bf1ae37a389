from django.db import migrations

from portal import groups


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_groups"), ("parks", "0001_initial")]

    operations = [migrations.RunPython(groups.load, migrations.RunPython.noop)]
