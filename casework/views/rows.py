"""One upload row, drawn alike on the page and as the answer to htmx."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casework.models import TargetKind
from casework.views import shown
from casework.views.finding import Opened


def upload_row(opened: Opened, slot: str, error: str = "") -> shown.Shown:
    case, requirement = opened.case, opened.requirement(slot)
    current = list(case.documents.current().filter(slot=slot))
    locked = opened.why_no_edit is not None or (TargetKind.DOCUMENT, slot) not in opened.unlocked
    is_full = requirement.many and len(current) >= requirement.max_files
    asked = case.corrections.open().filter(target_kind=TargetKind.DOCUMENT, target=slot).first()
    return {
        "key": slot,
        "label": requirement.label,
        "hint": requirement.hint,
        "required": requirement.required,
        "accept": ",".join(requirement.accept),
        "multiple": requirement.many,
        "upload_url": "" if is_full else reverse("document_upload", args=[case.reference, slot]),
        "max_bytes": settings.DOCUMENT_MAX_BYTES,
        "documents": [
            {
                **shown.document_row(case, document),
                "remove_url": reverse("document_remove", args=[case.reference, document.pk]),
            }
            for document in current
        ],
        "error": error,
        "correction": asked.message if asked else "",
        "locked": locked,
    }


def answer_with_row(
    request: HttpRequest, opened: Opened, slot: str, error: str = "", said: str = ""
) -> HttpResponse:
    """The header tells the page's other forms their revision, and its script that this is a row."""
    row = upload_row(opened, slot, error)
    response = render(request, "casework/upload_answer.html", {"row": row, "said": said})
    response["X-Revision"] = str(opened.case.revision)
    return response
