"""The browser tests' own database: a file, because pages and scripts ask it from many threads at once.

Rows written by one test are seen by the server's threads, so no test can be rolled back; and the trail
forbids DELETE, so none can be flushed either. A state is therefore copied, page by page, over the file.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection, connections


class Database:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = Path(connection.settings_dict["NAME"])

    def keep(self, name: str) -> None:
        connection.close()
        with closing(sqlite3.connect(self.file)) as ours, closing(sqlite3.connect(self._copy(name))) as copy:
            ours.backup(copy)

    def restore(self, name: str) -> None:
        connections.close_all()
        with (
            closing(sqlite3.connect(self._copy(name))) as copy,
            closing(sqlite3.connect(self.file, timeout=20)) as ours,
        ):
            copy.backup(ours)

    def _copy(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"
