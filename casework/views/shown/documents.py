"""Files with their receipts, their earlier versions and who opened them."""

from collections import defaultdict

from django.urls import reverse

from casework import chips, selectors
from casework.lifecycle import Side
from casework.models import Case, Document, DocumentOpening, ScanState
from casework.views.finding import Opened
from casework.views.shown.states import Shown


def document_row(case: Case, document: Document) -> Shown:
    url = reverse("document", args=[case.reference, document.pk])
    infected = document.scan_state == ScanState.INFECTED
    return {
        "line": document.line,
        "name": document.name,
        "size": document.size,
        "at": document.uploaded_at,
        "version": document.version,
        "url": "" if infected else url,
        "chip": chips.of_scan(document.scan_state, Side.APPLICANT),
    }


def documents(opened: Opened) -> list[Shown]:
    """Slots in the order of the form, each file with its earlier versions and who opened which."""
    openings: defaultdict[str, list[DocumentOpening]] = defaultdict(list)
    for opening in selectors.openings_of(opened.case):
        openings[opening.document.line].append(opening)
    return [_slot_rows(opened.case, slot, openings) for slot in selectors.documents_by_slot(opened.own)]


def _slot_rows(case: Case, slot: selectors.Slot, openings: dict[str, list[DocumentOpening]]) -> Shown:
    lines = {document.line for document in slot.documents}
    removed = [old for line, versions in slot.older.items() if line not in lines for old in versions]
    return {
        "slot": slot.requirement.code,
        "label": slot.requirement.label,
        "documents": [
            {
                **document_row(case, document),
                "earlier": [document_row(case, old) for old in slot.older.get(document.line, [])],
                "openings": [
                    {"user_name": one.user_name, "at": one.at, "version": one.document.version}
                    for one in openings[document.line]
                ],
            }
            for document in slot.documents
        ],
        "removed": [document_row(case, old) for old in removed],
    }
