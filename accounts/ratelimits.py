"""Limits of our own, counted where allauth counts its own: in the cache that all processes share.

allauth's public `consume` knows only the limits of its account pages and never counts a GET;
the function below it takes any table, and this is the only place that calls it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]

LIMITS = {
    # Somebody walking through codes to see which organisations are here.
    "code_lookup": "30/h/user",
    "seat_request": "10/h/user",
    "invitation": "30/h/user",
    # Opening an invitation's link: guesses of its secret.
    "invitation_open": "60/h/ip",
    # Looking a certificate up: its public page.
    "certificate_check": "60/m/ip",
    # Versions are kept: somebody filling the disk. A membership application has some twenty files.
    "upload": "200/h/user",
    # Each draft takes a number.
    "start": "30/h/user",
    # A PDF is set anew each time: somebody keeping the processors busy.
    "paper": "30/m/user",
    "export": "10/h/user",
    "erase": "5/h/user",
}


def allowed(request: HttpRequest, action: str) -> bool:
    """Count this request; False once there were too many."""
    usage = ratelimit.consume(request, app="accounts", action=action, config=LIMITS, limit_get=True)
    return usage is not None


def limited(action: str, *, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Answers 429 once there were too many requests of these methods."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and not allowed(request, action):
                return too_many(request)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def too_many(request: HttpRequest) -> HttpResponseBase:
    """The page 429, with when to come back."""
    response: HttpResponseBase = ratelimit.respond_429(request)
    response.headers.setdefault("Retry-After", "300")
    return response
