"""Documents go up and away one at a time: by htmx the row comes back, without scripts the page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import ratelimits
from casework import selectors
from casework.models import TargetKind
from casework.services import Refused, documents
from casework.views import shown
from casework.views.finding import Opened, find
from casework.views.rows import answer_with_row
from casework.views.sections import blank_page, draw


@require_POST
@ratelimits.limited("upload")
def upload(request: HttpRequest, reference: str, slot: str) -> HttpResponse:
    opened = find(request, reference)
    opened.requirement(slot)
    file = request.FILES.get("file")
    if file is None:
        return _answer(request, opened, slot, _("请先选择要上传的文件。"))
    try:
        document = documents.attach(opened.case, slot, file, by=opened.user)
    except Refused as refused:
        return _answer(request, opened, slot, refused.message)
    return _answer(request, opened, slot, done=_("已收到“%(name)s”。") % {"name": document.name})


@require_POST
def remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    opened = find(request, reference)
    document = selectors.document_of(opened.case, pk)
    if document is None:
        raise Http404
    opened.requirement(document.slot)
    try:
        documents.remove(document, by=opened.user)
    except Refused as refused:
        return _answer(request, opened, document.slot, refused.message)
    opened.case.revision = document.case.revision
    return _answer(request, opened, document.slot, done=_("已移除“%(name)s”。") % {"name": document.name})


def _answer(request: HttpRequest, opened: Opened, slot: str, error: str = "", done: str = "") -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx's middleware
        return answer_with_row(request, opened, slot, error, done)
    section = opened.section(opened.kind.section_of(opened.own, slot, TargetKind.DOCUMENT))
    if error and opened.why_no_edit is None:
        page = blank_page(opened, section)
        page.upload_errors = {slot: error}
        return draw(request, page)
    if error:
        messages.error(request, error)
        return redirect(opened.case)
    messages.success(request, done)
    return redirect(
        shown.section_url(opened.case, section.code, selectors.anchor_of(slot, TargetKind.DOCUMENT))
    )
