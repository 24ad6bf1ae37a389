"""How the engine says no. No ORM."""

from accounts.refusals import Refused

__all__ = ["FileRefused", "Refused"]


class FileRefused(Refused):
    """The file cannot be taken or handed out."""
