"""Addresses that browsers and robots ask for by themselves, and the two links every footer owes."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts import consents

# Nothing personal is public anyway; this keeps robots from knocking at doors that stay shut, and
# certificates out of search results.
ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /cases/
Disallow: /certificates/
Disallow: /desk/
Disallow: /inbox/
Disallow: /invitations/
Disallow: /organisations/
"""


@login_not_required
@cache_control(public=True, max_age=24 * 3600)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@login_not_required
@cache_control(public=True, max_age=24 * 3600)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("portal/img/favicon.svg"))


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponseRedirect:
    """The notice in force: the same text people agree to, not a second one beside it."""
    return redirect("consent_text", consents.PERSONAL_INFORMATION, "current")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")
