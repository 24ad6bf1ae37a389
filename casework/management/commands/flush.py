from typing import Any

from django.core.management.commands import flush
from django.db import connections


class Command(flush.Command):
    """Django's flush, which on SQLite deletes row by row and would be refused by the trail's triggers.

    They step aside for this one command, in its own words "irreversibly destroy all data", and come back.
    PostgreSQL truncates, which row triggers do not see, so there is nothing to step aside.
    """

    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor != "sqlite":
            super().handle(**options)
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
            try:
                super().handle(**options)
            finally:
                for _name, sql in triggers:
                    cursor.execute(sql)
