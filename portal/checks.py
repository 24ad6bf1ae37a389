"""What `check --deploy`, and so each release, says where people would get dead links or no mail."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.http.request import validate_host

FILES = "django.core.mail.backends.filebased.EmailBackend"


def fit_for_people(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    address = urlsplit(settings.PORTAL_URL)
    if address.scheme != "https" or not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
        found.append(
            checks.Warning(
                f"PORTAL_URL={settings.PORTAL_URL} is not https with a name of ALLOWED_HOSTS.",
                hint="Letters and the QR codes of certificates carry it.",
                id="portal.W001",
            )
        )
    if settings.EMAIL_BACKEND == FILES:
        found.append(
            checks.Warning(
                "EMAIL_URL names no mail server: letters become files and reach nobody.", id="portal.W002"
            )
        )
    return found
