from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# No page of ours uses them, so no script that slips in can. Passkeys stay allowed for ourselves.
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


class FurtherHeaders:
    """What Django's own middleware leaves out: device permissions, and who may embed what we send."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
