"""A file is handed out by us alone: to who may have it, recorded, and never as a page of this site."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from casework import selectors
from casework.models import Document
from casework.services import FileRefused, documents
from casework.views import shown
from casework.views.finding import Opened, find

PREVIEWED = ("application/pdf", "image/jpeg", "image/png")
# `sandbox` would stop the browser's own PDF viewer, which needs no more than this.
POLICIES = {"application/pdf": "default-src 'none'; object-src 'self'; frame-ancestors 'none'"}
CLOSED = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_GET
@cache_control(private=True, no_store=True)
def document(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """The file as an attachment; with `?inline=1` pictures and PDF open in the browser's viewer."""
    opened = find(request, reference)
    wanted = selectors.document_of(opened.case, pk)
    if wanted is None:
        raise Http404
    try:
        file = wanted.file.open("rb")
    except OSError:
        sentence = _("文件暂时无法读取，请过几分钟再试；仍不能打开的，请联系%(office)s。")
        return _withheld(request, opened, wanted, sentence % {"office": opened.kind.office})
    try:
        documents.opened(wanted, by=opened.user)
    except FileRefused as refused:
        file.close()
        return _withheld(request, opened, wanted, refused.message)
    inline = bool(request.GET.get("inline")) and wanted.content_type in PREVIEWED
    response = FileResponse(
        file, as_attachment=not inline, filename=wanted.name, content_type=wanted.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICIES.get(wanted.content_type, CLOSED) if inline else CLOSED
    return response


def _withheld(request: HttpRequest, opened: Opened, document: Document, refusal: str) -> HttpResponse:
    context = {
        "case": opened.case,
        "document": document,
        "refusal": refusal,
        "crumbs": shown.crumbs(opened.case, (document.name, "")),
    }
    return render(request, "casework/withheld.html", context, status=409)
