from django.db import migrations

from portal import groups


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("accounts", "0001_initial"),
        ("casework", "0001_initial"),
        ("alliance", "0001_initial"),
    ]

    operations = [migrations.RunPython(groups.load, migrations.RunPython.noop)]
