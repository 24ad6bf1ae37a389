"""The web server's log: one line a request, whatever was in its address, and no secret in any line."""

import re
from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger

# Whoever reads the log could open these: invitations, confirmations of an address, resets of a password.
SECRET = re.compile(r"^(/invitations/|/accounts/(?:confirm-email|password/reset/key)/)[^/]+")


def written(path: str) -> str:
    """The path for the log: line breaks and control characters quoted again, secrets left out."""
    return quote(SECRET.sub(r"\1…", path), safe="/…")


class AccessLog(Logger):
    """gunicorn writes the path as it is once decoded: `%0a` in an address would begin a line of its own."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        # WSGI carries the bytes of the address as Latin-1.
        path = str(environ.get("PATH_INFO", "")).encode("latin-1", "replace").decode("utf-8", "replace")
        return found | {"U": written(path)}
