"""The documents of a case, by the slots of its kind."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from casework import kinds
from casework.kinds import Requirement
from casework.models import Case, Document, DocumentOpening


@dataclass(frozen=True, slots=True)
class Slot:
    """A document slot: what it asks for, the current files, and older versions by their line."""

    requirement: Requirement
    documents: list[Document] = field(default_factory=list)
    older: dict[str, list[Document]] = field(default_factory=dict)


def documents_by_slot(case: Case) -> list[Slot]:
    """Every slot in the order of the kind, empty ones included. One query for all files."""
    kind = kinds.kind_of(case)
    held: dict[str, list[Document]] = defaultdict(list)
    for document in Document.objects.filter(case_id=case.pk).select_related("uploaded_by"):
        document.case = case
        held[document.slot].append(document)
    return [
        _slot(requirement, held[requirement.code]) for requirement in kind.requirements(kind.concrete(case))
    ]


def _slot(requirement: Requirement, held: list[Document]) -> Slot:
    older: dict[str, list[Document]] = defaultdict(list)
    for document in held:
        if not document.is_current:
            older[document.line].append(document)
    return Slot(requirement, [document for document in held if document.is_current], dict(older))


def openings_of(case: Case) -> QuerySet[DocumentOpening]:
    """Who opened which file of this case, newest first: the owner reads this list."""
    return DocumentOpening.objects.filter(document__case_id=case.pk).select_related("document", "user")


def document_of(case: Case, pk: int) -> Document | None:
    """A file of a case the person was already allowed to fetch."""
    return Document.objects.filter(case_id=case.pk, pk=pk).select_related("case__organisation").first()
