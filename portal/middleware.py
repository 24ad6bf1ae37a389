from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

Next = Callable[[HttpRequest], HttpResponseBase]

# No page of ours uses them, so no script that slips in can. Passkeys stay allowed for ourselves.
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
NUL = "\0"


class FurtherHeaders:
    """What Django's own middleware leaves out: device permissions, and who may embed what we send."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class TextOnly:
    """Refuses NUL bytes wherever text belongs: PostgreSQL keeps none, so each would be a fault further in.

    Forms of Django refuse them too, but not addresses, cookies, the admin's search for choices, nor what a
    view takes from the request by itself.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if NUL in request.path_info or "%00" in query or any(NUL in one for one in request.COOKIES.values()):
            raise BadRequest("NUL in the request")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any) -> None:
        for name, values in request.POST.lists():
            if NUL in name or any(NUL in value for value in values):
                raise BadRequest("NUL in a form")


class PrivatePages:
    """What a signed-in person sees is kept nowhere: not for the next one at the same computer.

    A view that has said itself how its answer may be kept is left alone.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers and request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response
