"""The one door: `move` is the only writer of a case's status."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.wording import in_chinese
from casework import clock, kinds, letters, policies
from casework.kinds import Kind
from casework.lifecycle import CASE, Move, Need, Side
from casework.models import Case, Correction, TargetKind, TrailEntry
from casework.refusals import Refused
from casework.services import trail
from casework.services.stale import stale

# An applicant's quick answer must not leave the reviewers a deadline of yesterday.
LEAST_DAYS = 2
LONGEST_NOTE = 2000
MOVED = (
    "status", "revision", "open_key", "due_on", "days_left", "assignee",
    "submitted_at", "decided_at", "decided_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """One field or document the reviewer wants corrected, and the sentence why."""

    target_kind: str
    target: str
    message: str


@transaction.atomic
def move(
    case: Case,
    action: str,
    *,
    by: User | None,
    revision: int,
    note: str = "",
    corrections: Sequence[CorrectionAsked] = (),
    at: datetime | None = None,
) -> TrailEntry:
    """Make a move, or raise `Refused` (`Stale` when somebody was faster than this revision).

    `by=None` is the system. `at` is for the demo world and for late housekeeping; people move now.
    """
    at = at or timezone.now()
    seen = Case.objects.filter(pk=case.pk).first()
    if seen is None or seen.revision != revision:
        raise stale(case, revision)
    try:
        refusal = policies.why_not(by, seen, action, on=timezone.localdate(at))
    except Case.DoesNotExist:  # a draft, discarded while we looked at it
        raise stale(case, revision) from None
    if refusal:
        raise Refused(refusal)
    step = CASE.find(action, seen.status)
    kind = kinds.kind_of(seen)
    note = _note(step, note)
    asked = _asked(kind, seen, step, corrections)

    _compare_and_set(kind, seen, step, by, at)
    own = _fresh(kind, seen)
    entry = trail.append(
        own, action=action, from_status=seen.status, to_status=step.target, by=by, side=step.by, at=at,
        note=note, snapshot=_snapshot(kind, own, step, asked),
    )  # fmt: skip
    _keep_corrections(own, step, entry, asked)
    kind.on_move(own, entry)
    letters.after_move(own, entry)
    case.refresh_from_db(fields=MOVED)
    return entry


def _note(step: Move, note: str) -> str:
    note = note.strip()
    if step.note is Need.REQUIRED and not note:
        raise Refused(_("请填写说明，告知申请单位原因。"))
    if len(note) > LONGEST_NOTE:
        raise Refused(_("说明最多 %(limit)s 个字，请精简。") % {"limit": LONGEST_NOTE})
    return note if step.note is not Need.NONE else ""


def _asked(
    kind: Kind, case: Case, step: Move, corrections: Sequence[CorrectionAsked]
) -> list[CorrectionAsked]:
    if not step.corrections:
        return []
    if not corrections:
        raise Refused(_("请至少选择一个需要补正的填报项或材料，并逐项写明补正要求。"))
    own = kind.concrete(case)
    asked: dict[tuple[str, str], CorrectionAsked] = {}
    for one in corrections:
        message = one.message.strip()
        _belongs(kind, own, one)
        if not message or len(message) > 500:
            label = kind.label_of(own, one.target_kind, one.target)
            raise Refused(_("请为“%(item)s”写明补正要求（不超过 500 字）。") % {"item": label})
        asked[one.target_kind, one.target] = CorrectionAsked(one.target_kind, one.target, message)
    return list(asked.values())


def _belongs(kind: Kind, own: Case, asked: CorrectionAsked) -> None:
    """Refuses what is no field or document of the case, and a field that the applicant cannot change."""
    try:
        home = kind.section_of(own, asked.target, TargetKind(asked.target_kind))
    except (LookupError, ValueError):
        raise Refused(_("补正项“%(item)s”不属于该申请，请重新选择。") % {"item": asked.target}) from None
    section = next(one for one in kind.sections(own) if one.code == home)
    if asked.target_kind == TargetKind.FIELD and asked.target not in kind.correctable(section):
        label = kind.label_of(own, asked.target_kind, asked.target)
        raise Refused(_("“%(item)s”不能由申请单位修改，请从补正项中移除。") % {"item": label})


def _compare_and_set(kind: Kind, seen: Case, step: Move, by: User | None, at: datetime) -> None:
    """The guard: one UPDATE that changes the row only as it was seen. On `Case.objects`, see the ADR."""
    values = {"status": step.target, "revision": F("revision") + 1, "updated_at": timezone.now()}
    values |= _clock_values(kind, seen, step, at) | _decision_values(kind, seen, step, by, at)
    try:
        with transaction.atomic():
            changed = Case.objects.filter(pk=seen.pk, status=seen.status, revision=seen.revision).update(
                **values
            )
    except IntegrityError:
        raise _taken_meanwhile(values.get("open_key")) from None
    if not changed:
        raise stale(seen, seen.revision)


def _clock_values(kind: Kind, seen: Case, step: Move, at: datetime) -> dict[str, Any]:
    """Whose deadline runs: the reviewers' rests, with its days kept, while the applicant has the ball."""
    today = timezone.localdate(at)
    match step.action:
        case "submit" if seen.days_left is not None:
            days = max(seen.days_left, LEAST_DAYS)
            return {"due_on": clock.add_working_days(today, days), "days_left": None}
        case "submit" | "reopen":
            return {"due_on": clock.add_working_days(today, kind.review_days), "days_left": None}
        case "request_changes":
            left = clock.working_days_between(today, seen.due_on) if seen.due_on else kind.review_days
            return {"due_on": clock.add_working_days(today, kind.correction_days), "days_left": left}
    if CASE.turn(step.target) is None:
        return {"due_on": None, "days_left": None}
    return {}


def _decision_values(kind: Kind, seen: Case, step: Move, by: User | None, at: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if step.action == "submit":
        values["submitted_at"] = Coalesce(F("submitted_at"), at)
    if step.action in ("start", "reopen"):
        values["assignee"] = Coalesce(F("assignee"), by.pk if by else None)
    if step.action == "reopen":
        values |= {"open_key": kind.open_key(kind.concrete(seen)), "decided_at": None, "decided_by": None}
    if CASE.turn(step.target) is None:
        decided_by = by if step.by is Side.REVIEWER else None
        values |= {"open_key": None, "decided_at": at, "decided_by": decided_by}
    return values


def _taken_meanwhile(open_key: object) -> Refused:
    holder = Case.objects.filter(open_key=open_key).first()
    if holder is None:
        return Refused(_("办件已有变化，请刷新页面后再试。"))
    return Refused(
        _("该单位已有同类办件 %(reference)s 正在办理，请先办结后再重新审核本件。")
        % {"reference": holder.reference}
    )


def _fresh(kind: Kind, case: Case) -> Case:
    return kind.concrete(Case.objects.select_related("organisation", "applicant").get(pk=case.pk))


def _snapshot(kind: Kind, own: Case, step: Move, asked: list[CorrectionAsked]) -> dict[str, Any] | None:
    """What was submitted or asked for."""
    with in_chinese():
        if step.action == "submit":
            return {"facts": _facts(kind, own), "documents": _documents(kind, own)}
        if step.corrections:
            return {
                "corrections": [
                    {
                        "target_kind": one.target_kind,
                        "target": one.target,
                        "label": kind.label_of(own, one.target_kind, one.target),
                        "message": one.message,
                    }
                    for one in asked
                ]
            }
    return None


def _facts(kind: Kind, own: Case) -> list[dict[str, str]]:
    return [
        {"name": fact.name, "label": str(fact.label), "value": str(fact.value), "section": fact.section}
        for fact in kind.facts(own)
    ]


def _documents(kind: Kind, own: Case) -> list[dict[str, Any]]:
    labels = {requirement.code: str(requirement.label) for requirement in kind.requirements(own)}
    return [
        {
            "slot": document.slot,
            "line": document.line,
            "label": labels.get(document.slot, document.slot),
            "name": document.name,
            "sha256": document.sha256,
            "version": document.version,
            "size": document.size,
        }
        for document in own.documents.current()
    ]


def _keep_corrections(own: Case, step: Move, entry: TrailEntry, asked: list[CorrectionAsked]) -> None:
    if step.action in ("submit", "withdraw", "lapse", "request_changes"):
        own.corrections.this_round().update(closed=True)
    Correction.objects.bulk_create(
        Correction(
            case_id=own.pk, entry=entry, target_kind=one.target_kind, target=one.target, message=one.message
        )
        for one in asked
    )
