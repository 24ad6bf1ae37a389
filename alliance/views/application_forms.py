from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.ratelimits import limited
from alliance.models import MEMBERSHIP
from alliance.services import certificates
from casework.selectors import case_for


@require_safe
@limited("paper", methods=("GET", "HEAD"))
def application_form(request: HttpRequest, reference: str) -> HttpResponse:
    """The form as filled in so far, to be printed, signed and stamped."""
    case = case_for(request.user, reference)
    if case is None or case.kind != MEMBERSHIP:
        raise Http404
    response = HttpResponse(certificates.render_application_form(case), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{case.reference}-application-form.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
