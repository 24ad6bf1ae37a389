from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.selectors import readiness


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; it asks nobody else."""
    return JsonResponse({"ok": True})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Everything it needs answers too; otherwise 503, and the answer names what is wrong."""
    found = readiness.checks()
    ready = all(check.ok for check in found)
    report = {check.name: {"ok": check.ok, "detail": check.detail} for check in found}
    return JsonResponse({"ok": ready, "checks": report}, status=200 if ready else 503)
