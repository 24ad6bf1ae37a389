"""The public check of a certificate: whoever knows the whole number learns whether it holds, and no more."""

import re
import unicodedata

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.ratelimits import limited
from accounts.templatetags.pieces import moment
from alliance import policies
from alliance.models import MembershipStatus
from alliance.selectors import membership as read
from alliance.services import certificates
from alliance.views.states import membership_chip

DASHES = re.compile(r"[\s\-‐-―−]+")


def _clean(number: str) -> str:
    """As typed from paper: full width, small letters, O for 0; only the random part knows no O, I and L."""
    text = DASHES.sub("-", unicodedata.normalize("NFKC", number).strip()).upper()
    head, dash, tail = text.rpartition("-")
    return head + dash + tail.translate(str.maketrans("OIL", "011"))


def _sentence(status: MembershipStatus) -> str:
    words = {
        MembershipStatus.VALID: _("证书有效。"),
        MembershipStatus.UPCOMING: _("证书尚未生效，请在起始日期之后再查验。"),
        MembershipStatus.EXPIRED: _("证书已到期，不再有效。"),
        MembershipStatus.REVOKED: _("证书已撤销，不再有效。"),
    }
    return words[status]


def _page(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, "alliance/certificate.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
def certificate_check(request: HttpRequest) -> HttpResponse:
    number = _clean(request.GET.get("number", ""))
    if number:
        return redirect("certificate", number=number[:40].replace("/", "-"))
    return _page(request, {"number": ""})


@login_not_required
@require_safe
@limited("certificate_check", methods=("GET", "HEAD"))
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    found = read.certificates().filter(number=_clean(number)).first()
    if found is None:
        return _page(request, {"number": number, "unknown": True}, status=404)
    status = found.status_on(timezone.localdate())
    chip = membership_chip(status)
    context = {
        "number": found.number,
        "certificate": found,
        "status": chip,
        "result": {
            "tone": chip.tone,
            "icon": chip.icon,
            "sentence": _sentence(status),
            "detail": _("查验时间：%(time)s") % {"time": moment(timezone.now())},
        },
        "may_download": policies.why_not(request.user, found, "download") is None,
    }
    return _page(request, context)


@require_safe
@limited("paper", methods=("GET", "HEAD"))
def certificate_pdf(request: HttpRequest, number: str) -> HttpResponse:
    found = get_object_or_404(read.certificates(), number=number)
    if refusal := policies.why_not(request.user, found, "download"):
        raise Http404(refusal)
    response = HttpResponse(certificates.render_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
