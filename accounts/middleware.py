from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import policies
from accounts.models import User


class SignInRequired(LoginRequiredMiddleware):
    """Every view wants a signed-in person unless it wears @login_not_required.

    A script that saves a field or sends a file gets 401 with the sign-in address instead of a redirect,
    so that the page can keep what was typed and lead its reader there and back.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
        if by_script or request.headers.get("HX-Request") == "true":
            return JsonResponse(
                {"ok": False, "error": _("登录已失效。填写的内容已保留在本页，请重新登录后继续。"),
                 "sign_in": reverse("account_login")},
                status=401,
            )  # fmt: skip
        return super().handle_no_permission(request, view_func)


class StaffSecondFactor:
    """Outside the demo a password alone opens nothing for staff: not the admin, nor a page of the portal
    that their rights reach, such as a document of somebody's case.

    Asked for is a session that was proved with the second factor, not only an account that has one: a
    session older than the factor, in another browser, does not come along.
    """

    # What staff need to set a factor up, to prove it, and to leave.
    OPEN_PREFIXES = ("account_", "mfa_")
    OPEN_NAMES = ("second_factor", "set_language")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if self._open(request, view_func) or not policies.works_under_second_factor(request.user):
            return None
        if _proved(request):
            return None
        return redirect("second_factor")

    def _open(self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]) -> bool:
        match = request.resolver_match
        if match is None or match.namespaces:  # the admin's pages, all of them
            return False
        name = match.url_name or ""
        if name.startswith(self.OPEN_PREFIXES) or name in self.OPEN_NAMES:
            return True
        return not getattr(view_func, "login_required", True)


def _proved(request: HttpRequest) -> bool:
    """Whether this session knows a second factor, and the account still has one."""
    user = request.user
    if not isinstance(user, User) or not policies.has_second_factor(user):
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
