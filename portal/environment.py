"""What a variable of the environment must look like beyond its type; settings.py reads each with these.

Knows no Django: what is wrong is told before anything of it is loaded.
"""

import re
from pathlib import Path
from typing import Any

import dj_database_url
import dj_email_url
from environs import EnvError, ValidationError, validate

AT_LEAST_ONE = validate.Range(min=1)
NONE_OR_MORE = validate.Range(min=0)
LOG_LEVEL = validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])
ENGINES = {"postgres", "postgresql", "sqlite"}


def _must_match(pattern: str, wanted: str) -> validate.Regexp:
    """Empty stands for "not set", as `NAME=` in a file does."""
    return validate.Regexp(rf"(?:{pattern})?\Z", error=f"{wanted}, not {{input}}")


WEB_ADDRESS = _must_match(r"https?://[^\s/]+\S*", "Give an address with its scheme, https://example.cn")
REDIS_ADDRESS = _must_match(r"(rediss?|unix)://\S+", "Give an address like redis://127.0.0.1:6379/0")
HOST_AND_PORT = _must_match(r"[^\s/]+:\d{1,5}", "Give host:port")
MAIL_ADDRESS = _must_match(r"[^@]*[^@\s]@[^@\s]+", "Give a mail address")


def host_names(names: list[str]) -> None:
    if wrong := [name for name in names if not re.fullmatch(r"[^\s/]+", name)]:
        raise ValidationError(f"Give host names without https:// and path, not {wrong[0]}")


def database(url: str, *, file: Path) -> dict[str, Any]:
    """Django's settings for the database that the URL names; without one, SQLite in that file."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    if url.partition("://")[0] not in ENGINES:
        raise EnvError(f"DATABASE_URL must begin with postgres:// or sqlite://, not with {_scheme(url)}.")
    try:
        found = dict(dj_database_url.parse(url))
    except ValueError as trouble:
        raise EnvError(f"DATABASE_URL cannot be read: {trouble}") from None
    if not found["NAME"]:
        raise EnvError("DATABASE_URL names no database: postgres://user:password@host:5432/name")
    return found


def mail(url: str, *, folder: Path) -> dict[str, Any]:
    """Django's EMAIL_… settings for the URL; without one, letters become files in that folder."""
    if not url:
        return mail("file:", folder=folder)
    try:
        found: dict[str, Any] = dj_email_url.parse(url)  # type: ignore[no-untyped-call]
    except ValueError as trouble:
        raise EnvError(f"EMAIL_URL cannot be read: {trouble}") from None
    if "EMAIL_BACKEND" not in found:
        raise EnvError(f"EMAIL_URL must be like smtp://user:password@host:587/?tls=true, not {_scheme(url)}.")
    # The library drops the first slash of file:///var/mail.
    given = found["EMAIL_FILE_PATH"]
    return found | {"EMAIL_FILE_PATH": str(Path("/") / given if given else folder)}


def _scheme(url: str) -> str:
    """As much of a refused URL as may be shown: never what may hold a password."""
    before, separator, _ = url.partition("://")
    return f"{before}://" if separator else "what is given"
