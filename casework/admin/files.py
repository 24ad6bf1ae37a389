"""The documents of a case as the reviewer sees them: current and older versions, preview, who opened them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise

from casework import chips, selectors
from casework.lifecycle import Side
from casework.models import Case, Document, DocumentOpening, ScanState, TargetKind
from casework.selectors import Change

NEWEST_OPENINGS = 200
READABLE = (ScanState.UNSCANNED, ScanState.CLEAN)


def slots(case: Case, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Every slot of the kind in its order, with its files; one query for files and one for openings."""
    changed = {change.name for change in changes if change.target_kind == TargetKind.DOCUMENT}
    openings: dict[int, list[DocumentOpening]] = defaultdict(list)
    for opening in selectors.openings_of(case)[:NEWEST_OPENINGS]:
        openings[opening.document_id].append(opening)
    return [
        {
            "code": slot.requirement.code,
            "label": slot.requirement.label,
            "is_required": slot.requirement.required,
            "is_changed": slot.requirement.code in changed,
            "files": [
                _file(document, slot.requirement.label, openings, slot.older.get(document.line, []))
                for document in slot.documents
            ],
        }
        for slot in selectors.documents_by_slot(case)
    ]


def _file(
    document: Document,
    label: str | Promise,
    openings: dict[int, list[DocumentOpening]],
    older: Sequence[Document] = (),
) -> dict[str, Any]:
    address = document.get_absolute_url()
    readable = document.scan_state in READABLE
    is_image = document.content_type.startswith("image/")
    return {
        "label": label,
        "name": document.name,
        "size": document.size,
        "at": document.uploaded_at,
        "by": document.uploaded_by.name,
        "version": document.version,
        "chip": chips.of_scan(document.scan_state, Side.REVIEWER),
        "url": address if readable else "",
        "inline_url": f"{address}?inline=1" if readable else "",
        "is_image": readable and is_image,
        "is_pdf": readable and document.content_type == "application/pdf",
        "openings": openings[document.pk],
        "older": [_file(version, label, openings) for version in older],
    }
