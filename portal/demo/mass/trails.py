"""The trails of a batch: the moves of the table, sealed line by line as the engine seals them."""

from collections.abc import Iterator
from typing import Any

from alliance.facts import worded
from casework.lifecycle import CASE, Side
from casework.models import Correction, TargetKind, TrailEntry
from casework.services import trail
from portal.demo import names
from portal.demo.mass.plans import Ground, Plan

SNAPSHOT_FIELDS = ("name", "code", "org_kind", "sector", "main_products", "staff_count", "revenue", "level")


def write_trail(plans: list[Plan], ground: Ground) -> None:
    entries: list[TrailEntry] = []
    for plan in plans:
        entries.extend(_entries(plan, ground))
    TrailEntry.objects.bulk_create(entries)
    asked = [entry for entry in entries if entry.action == "request_changes"]
    Correction.objects.bulk_create(
        Correction(case_id=entry.case_id, entry=entry, **one) for entry in asked for one in _corrections()
    )


def _corrections() -> list[dict[str, str]]:
    message = names.note("correction_field")
    return [{"target_kind": TargetKind.FIELD, "target": "main_products", "message": message}]


def _entries(plan: Plan, ground: Ground) -> Iterator[TrailEntry]:
    if plan.case is None:
        return
    status, previous = str(CASE.initial), None
    for step, (action, at) in enumerate(zip(plan.actions, plan.moments, strict=True)):
        if action == "draft":
            continue
        move = CASE.find(action, status)
        by = plan.owner if move.by is Side.APPLICANT else ground.reviewers[
            plan.organisation.pk % len(ground.reviewers)
        ]  # fmt: skip
        entry = TrailEntry(
            case_id=plan.case.pk, revision=step + 2, actor_id=by.pk, actor_name=by.name, side=move.by,
            action=action, from_status=status, to_status=move.target, at=at, snapshot=_snapshot(plan, action),
            note=names.note(action) if action in ("approve", "reject", "withdraw", "request_changes") else "",
        )  # fmt: skip
        previous = trail.seal(entry, previous)
        status = move.target
        yield entry


def _snapshot(plan: Plan, action: str) -> dict[str, Any] | None:
    """As the engine keeps it, with fewer facts: a hundred thousand whole ones would fill the disk."""
    if action == "request_changes":
        return {"corrections": [one | {"label": "主营业务与主导产品"} for one in _corrections()]}
    if action != "submit" or plan.application is None:
        return None
    own = plan.application
    words = {name: str(own._meta.get_field(name).verbose_name) for name in SNAPSHOT_FIELDS}  # type: ignore[union-attr]
    return {
        "facts": [
            {"name": name, "label": label, "value": worded(own, name), "section": ""}
            for name, label in words.items()
        ],
        "documents": [],
    }
