from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import consents as texts
from accounts import selectors
from accounts.models import Consent
from accounts.services import consents as services
from accounts.views.person import as_pk, person


@require_http_methods(["GET", "POST"])
def consents(request: HttpRequest) -> HttpResponse:
    """What I agreed to. POST takes one back: as easy as giving it."""
    mine = selectors.consents_of(person(request))
    if request.method == "POST":
        consent = get_object_or_404(mine, pk=as_pk(request.POST.get("consent", "")))
        services.withdraw(consent)
        messages.success(request, _withdrawn(consent))
        return redirect("consents")
    return render(request, "accounts/consents.html", {"rows": [_row(one) for one in mine]})


def _withdrawn(consent: Consent) -> str:
    if consent.purpose in (texts.PORTAL_TERMS, texts.PERSONAL_INFORMATION):
        return _("同意已撤回。账号仍可登录查看；不再使用的，可以在“个人资料”中注销账号。")
    if consent.purpose == texts.PUBLIC_LISTING:
        return _("同意已撤回，已停止公开本单位勾选的内容。")
    return _("同意已撤回。")


def _row(consent: Consent) -> dict[str, Any]:
    try:
        text = texts.text(consent.purpose, consent.text_version)
    except texts.UnknownText:
        text = None
    return {
        "consent": consent,
        "title": text.title if text else consent.purpose,
        "has_text": text is not None,
    }


@require_GET
@login_not_required
def consent_text(request: HttpRequest, purpose: str, version: str) -> HttpResponse:
    """The wording as it was agreed to; version "current" is the one asked for now."""
    try:
        text = texts.current(purpose) if version == "current" else texts.text(purpose, version)
    except texts.UnknownText:
        raise Http404 from None
    current = texts.current(purpose).version == text.version
    return render(request, "accounts/consent_text.html", {"text": text, "current": current})
