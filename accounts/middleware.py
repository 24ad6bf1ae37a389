from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import policies


class SignInRequired(LoginRequiredMiddleware):
    """Every view wants a signed-in person unless it wears @login_not_required.

    A script that saves a field gets 401 with the sign-in address instead of a redirect, so that
    the page can keep what was typed and lead its reader there and back.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse(
                {"ok": False, "error": _("您已退出登录。填写的内容已保留在本页，请重新登录后继续。"),
                 "sign_in": reverse("account_login")},
                status=401,
            )  # fmt: skip
        return super().handle_no_permission(request, view_func)


class StaffSecondFactor:
    """Outside the demo nobody enters the admin with a password alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(reverse("admin:index")) and policies.needs_second_factor(request.user):
            return redirect("second_factor")
        return self.get_response(request)
