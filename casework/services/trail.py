"""Writing and proving the trail: numbered lines, each sealed with the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from casework.lifecycle import CASE
from casework.models import Audience, Case, TrailEntry

SEALED = (
    "case_id", "sequence", "revision", "actor_id", "actor_name", "side", "action",
    "from_status", "to_status", "note", "audience", "snapshot", "prev_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold, and why."""

    entry: TrailEntry
    reason: str


def digest(entry: TrailEntry) -> str:
    """sha256 over the entry as canonical JSON, the hash of the line before included."""
    content = {name: getattr(entry, name) for name in SEALED}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def seal(entry: TrailEntry, previous: TrailEntry | None) -> TrailEntry:
    """Put an unsaved entry behind `previous`. For whoever creates entries in bulk, too."""
    entry.sequence = previous.sequence + 1 if previous else 1
    entry.prev_hash = previous.hash if previous else ""
    entry.hash = digest(entry)
    return entry


def append(
    case: Case,
    *,
    action: str,
    from_status: str,
    to_status: str,
    by: User | None,
    side: str,
    at: datetime,
    note: str = "",
    audience: str = Audience.APPLICANT,
    snapshot: dict[str, Any] | None = None,
) -> TrailEntry:
    """Add a line. The caller holds the case's row by an UPDATE of this transaction, so lines never fork."""
    entry = TrailEntry(
        case_id=case.pk,
        revision=case.revision,
        actor_id=by.pk if by else None,
        actor_name=str(by)[:60] if by else "",
        side=side,
        action=action,
        from_status=from_status,
        to_status=to_status,
        note=note,
        audience=audience,
        at=at,
        snapshot=snapshot,
    )
    previous = TrailEntry.objects.filter(case_id=case.pk).order_by("-sequence").first()
    seal(entry, previous).save()
    return entry


def broken(entries: Iterable[TrailEntry]) -> Iterator[Break]:
    """The lines, ordered by case and sequence, that do not follow from the line before or were altered."""
    previous: TrailEntry | None = None
    for entry in entries:
        before = previous if previous and previous.case_id == entry.case_id else None
        if entry.sequence != (before.sequence + 1 if before else 1):
            yield Break(entry, "a line before it is missing")
        elif entry.prev_hash != (before.hash if before else ""):
            yield Break(entry, "it does not carry the hash of the line before")
        elif entry.hash != digest(entry):
            yield Break(entry, "its content does not match its hash")
        previous = entry


def cases_beside_their_trail() -> QuerySet[Case]:
    """Cases whose status is not the one their last line led to: a line is gone, or the door was passed by."""
    last = TrailEntry.objects.filter(case_id=OuterRef("pk")).order_by("-sequence").values("to_status")[:1]
    told = Coalesce(Subquery(last), Value(CASE.initial))
    return Case.objects.annotate(told=told).exclude(status=F("told")).order_by("pk")
