"""What has happened to a case: its trail, its corrections, what changed between two submissions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from casework import kinds
from casework.models import Audience, Case, Correction, TargetKind, TrailEntry

Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between the last two submissions; `asked` when a correction asked for it."""

    name: str
    label: str
    before: str
    after: str
    asked: bool
    target_kind: str = TargetKind.FIELD


def trail_of(case: Case, audience: str = Audience.APPLICANT) -> QuerySet[TrailEntry]:
    """The trail, newest first; only staff read the entries written for staff."""
    entries = case.trail.order_by("-sequence")
    return entries if audience == Audience.STAFF else entries.filter(audience=Audience.APPLICANT)


def corrections_of_last_round(case: Case) -> QuerySet[Correction]:
    """What was asked last, with its answers: the reviewer reads it beside the changes after resubmission."""
    last = case.trail.filter(action="request_changes").order_by("-sequence").values("pk")[:1]
    return Correction.objects.filter(case_id=case.pk, entry__in=list(last.values_list("pk", flat=True)))


def correction_url(case: Case, target_kind: str, target: str) -> str:
    """Straight to the field, or to the row of the document."""
    section = kinds.kind_of(case).section_of(case, target, target_kind)
    return f"{reverse('case_section', args=[case.reference, section])}#{anchor_of(target, target_kind)}"


def anchor_of(target: str, target_kind: str) -> str:
    """The id of the field, or of the document's row, on the page of its section."""
    return f"upload-{target}" if target_kind == TargetKind.DOCUMENT else f"div_id_{target}"


def last_submission(case: Case) -> TrailEntry | None:
    """The trail entry whose snapshot holds what was submitted last."""
    return case.trail.filter(action="submit").order_by("-sequence").first()


def changed_facts(case: Case) -> list[Change]:
    """What differs between the last two submissions, in the order of the form; empty before the second."""
    moves = list(case.trail.filter(action__in=["submit", "request_changes"]).order_by("-sequence")[:4])
    submits = [entry for entry in moves if entry.action == "submit"]
    if len(submits) < 2:
        return []
    after, before = submits[0], submits[1]
    between = [entry for entry in moves if before.sequence < entry.sequence < after.sequence]
    asked = {
        (one["target_kind"], one["target"])
        for entry in between
        for one in (entry.snapshot or {}).get("corrections", [])
    }
    old, new = before.snapshot or {}, after.snapshot or {}
    return [*_changed_fields(old, new, asked), *_changed_documents(old, new, asked)]


def _changed_fields(old: Snapshot, new: Snapshot, asked: set[tuple[str, str]]) -> Iterator[Change]:
    before = {fact["name"]: fact for fact in old.get("facts", [])}
    after = {fact["name"]: fact for fact in new.get("facts", [])}
    for name in dict.fromkeys([*after, *before]):
        was, now = before.get(name, {}).get("value", ""), after.get(name, {}).get("value", "")
        if was != now:
            label = (after.get(name) or before[name])["label"]
            yield Change(name, label, was, now, (TargetKind.FIELD, name) in asked)


def _changed_documents(old: Snapshot, new: Snapshot, asked: set[tuple[str, str]]) -> Iterator[Change]:
    before = {document["line"]: document for document in old.get("documents", [])}
    after = {document["line"]: document for document in new.get("documents", [])}
    for line in dict.fromkeys([*after, *before]):
        was, now = before.get(line), after.get(line)
        if (was or {}).get("sha256") != (now or {}).get("sha256"):
            one = now or before[line]
            is_asked = (TargetKind.DOCUMENT, one["slot"]) in asked
            yield Change(
                one["slot"], one["label"], _version(was), _version(now), is_asked, TargetKind.DOCUMENT
            )


def _version(document: dict[str, Any] | None) -> str:
    return f"{document['name']} (v{document['version']})" if document else ""
