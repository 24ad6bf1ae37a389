import json

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import policies, ratelimits, selectors
from accounts.forms.people import EraseForm, ProfileForm
from accounts.models import User
from accounts.services import people
from accounts.views.person import person, posted


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    # An instance of the form's own: what is typed wrong must not become the name in the page's head.
    form = ProfileForm(posted(request), instance=User.objects.get(pk=person(request).pk))
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("个人资料已保存。"))
        return redirect("profile")
    context = {
        "form": form,
        "second_factor": policies.has_second_factor(person(request)),
        "organisations": selectors.organisations_of(person(request)),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.is_bound else 200)


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Everywhere but here."""
    user = people.end_other_sessions(person(request))
    update_session_auth_hash(request, user)
    messages.success(request, _("已退出其他设备上的全部登录。"))
    return redirect("profile")


@require_POST
@ratelimits.limited("export")
def profile_export(request: HttpRequest) -> HttpResponseBase:
    data = json.dumps(people.export(person(request)), cls=people.JSON, ensure_ascii=False, indent=2)
    response = HttpResponse(data, content_type="application/json; charset=utf-8")
    name = f"my-data-{timezone.localdate():%Y-%m-%d}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@ratelimits.limited("erase")
def profile_erase(request: HttpRequest) -> HttpResponseBase:
    user = person(request)
    form = EraseForm(posted(request), user=user)
    if form.is_bound and form.is_valid():
        try:
            people.erase(user)
        except people.EraseRefused as refused:
            form.add_error(None, refused.message)
        else:
            logout(request)
            messages.success(request, _("账号已注销，您的个人信息已删除或者作匿名处理。"))
            return redirect("home")
    context = {"form": form, "refusal": people.why_not_erase(user)}
    return render(request, "accounts/profile_erase.html", context, status=422 if form.is_bound else 200)


@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why staff need a second factor, and the way to one: set it up, or prove the one there is."""
    following = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        following = reverse("admin:index")
    user = person(request)
    by_app = user.authenticator_set.filter(type=Authenticator.Type.TOTP).exists()
    context = {
        "has_one": policies.has_second_factor(user),
        "prove_url": reverse("mfa_reauthenticate" if by_app else "mfa_reauthenticate_webauthn"),
        "next": following,
    }
    return render(request, "accounts/second_factor.html", context)
