from tests.access.conftest import db, private_files, world

__all__ = ["db", "private_files", "world"]
