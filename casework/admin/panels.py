"""What the case page shows, read once and worded; the template only lays it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Letter, LetterState, User
from casework import chips, kinds, policies, selectors
from casework.admin import decisions, files, people
from casework.admin.decisions import Typed
from casework.admin.forms import AssignForm, NoteForm
from casework.kinds import Kind
from casework.lifecycle import Side
from casework.models import Audience, Case, Effect, EffectState, TrailEntry
from casework.selectors import Change
from casework.views.shown import turn_after

NEWEST_LETTERS = 50


@dataclass(frozen=True, slots=True)
class Said:
    """What this person has just sent and why it did not go through; shown again, nothing lost."""

    typed: Typed = field(default_factory=Typed)
    error: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    meanwhile: Sequence[str] = ()
    note_form: NoteForm | None = None
    assign_form: AssignForm | None = None
    assign_error: str = ""


def context(case: Case, user: User, said: Said) -> dict[str, Any]:
    kind = kinds.kind_of(case)
    own = kind.concrete(case)
    changes = selectors.changed_facts(case)
    reviews = user.has_perm(kind.review_permission)
    return {
        "title": f"{case.reference} {case.organisation.name}",
        "opts": Case._meta,
        "case": case,
        "kind_label": kind.label,
        "chip": chips.of_case(case, Side.REVIEWER),
        "turn": _turn(case, own, user),
        "stages": selectors.stages(case),
        "changes": changes,
        "asked": _asked(kind, own),
        "sections": _sections(kind, own, changes),
        "slots": files.slots(own, changes),
        "entries": [_entry(kind, entry) for entry in selectors.trail_of(case, Audience.STAFF)],
        "effects": [_effect(effect) for effect in case.effects.all()],
        "letters": _letters(case),
        "notes": case.internal_notes.select_related("author"),
        "note_form": (said.note_form or NoteForm()) if user.has_perm("casework.note_case") else None,
        "may_repair": policies.why_not(user, case, "repair") is None,
        "assignment": _assignment(case, user, said),
        "own_panels": kind.desk_panels(own, user),
        "panel": _panel(kind, own, user, said) if reviews else None,
    }


def confirmation(case: Case, typed: Typed) -> dict[str, Any]:
    """The page that asks once more before a decision that cannot simply be taken back."""
    kind = kinds.kind_of(case)
    own = kind.concrete(case)
    return {
        "title": _("确认：%(decision)s") % {"decision": decisions.label(kind, typed.action)},
        "opts": Case._meta,
        "case": case,
        "button": decisions.label(kind, typed.action),
        "is_refusal": typed.action == "reject",
        "consequence": kind.consequences(own, typed.action),
        "note": typed.note,
        "hidden": typed.hidden(),
    }


def _turn(case: Case, own: Case, user: User) -> dict[str, Any]:
    if after := selectors.turns_after([case], Side.REVIEWER).get(case.pk):
        return turn_after(after, kinds.kind_of(case).way_on(own, user, Side.REVIEWER))
    looks = {
        Side.REVIEWER: ("amber", "hourglass"),
        Side.APPLICANT: ("ink", "hourglass"),
        None: ("slate", "archive"),
    }
    tone, icon = ("cinnabar", "alarm-clock") if case.is_overdue else looks[case.turn]
    return {"tone": tone, "icon": icon, "sentence": selectors.turn_sentence(case, Side.REVIEWER)}


def _asked(kind: Kind, own: Case) -> list[dict[str, Any]]:
    """What the last round asked for, and how it was answered."""
    return [
        {
            "label": kind.label_of(own, correction.target_kind, correction.target),
            "message": correction.message,
            "answer": correction.answer,
            "is_answered": correction.answered_at is not None,
        }
        for correction in selectors.corrections_of_last_round(own)
    ]


# --- facts ----------------------------------------------------------------------------------------


def _sections(kind: Kind, own: Case, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """The facts as submitted last, under the headings of the form; changed ones with their value before."""
    submitted = _submitted(own)
    before = {change.name: change.before for change in changes if change.target_kind == "field"}
    groups: dict[str, list[dict[str, Any]]] = {}
    for fact, chinese in zip(kind.facts(own), decisions.facts_as_recorded(kind, own), strict=True):
        # While the applicant edits, the row holds more than was submitted: then the snapshot speaks.
        same = submitted.get(fact.name, chinese.value) == chinese.value
        row = {
            "label": fact.label,
            "value": fact.value if same else submitted[fact.name],
            "changed": fact.name in before,
            "before": before.get(fact.name, ""),
        }
        groups.setdefault(fact.section, []).append(row)
    return [
        {"code": section.code, "label": section.label, "facts": groups[section.code]}
        for section in kind.sections(own)
        if section.code in groups
    ]


def _submitted(case: Case) -> dict[str, str]:
    entry = selectors.last_submission(case)
    snapshot = (entry.snapshot if entry else None) or {}
    return {fact["name"]: fact["value"] for fact in snapshot.get("facts", [])}


# --- what happened --------------------------------------------------------------------------------


def _entry(kind: Kind, entry: TrailEntry) -> dict[str, Any]:
    tone, icon = chips.of_entry(entry.action)
    corrections = (entry.snapshot or {}).get("corrections", [])
    lines = [_("%(label)s：%(message)s") % one for one in corrections]
    return {
        "at": entry.at,
        "actor": entry.actor_name or _("系统"),
        "action": decisions.label(kind, entry.action),
        "note": "\n".join([entry.note, *lines] if entry.note else lines),
        "tone": tone,
        "icon": icon,
        "staff_only": entry.audience == Audience.STAFF,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "pk": effect.pk,
        "label": effect.wording,
        "detail": effect.explanation,
        "url": effect.url,
        "at": effect.at,
        "chip": chips.of_effect(effect.state),
        "can_retry": effect.state != EffectState.DONE,
    }


def _letters(case: Case) -> list[dict[str, Any]]:
    letters = Letter.objects.filter(about=case.reference, confidential=False).select_related("recipient")
    return [
        {
            "pk": letter.pk,
            "subject": letter.subject,
            "to": letter.recipient.name if letter.recipient else letter.email,
            "at": letter.sent_at or letter.created_at,
            "attempts": letter.attempts,
            "last_error": letter.last_error if letter.state != LetterState.SENT else "",
            "chip": chips.of_letter(letter.state),
            "can_retry": letter.state == LetterState.FAILED,
        }
        for letter in letters[:NEWEST_LETTERS]
    ]


# --- what may be done -----------------------------------------------------------------------------


def _assignment(case: Case, user: User, said: Said) -> dict[str, Any]:
    """Who works the case; the forms only for whoever may hand it out, the refusal in words."""
    shown: dict[str, Any] = {"assignee": case.assignee, "is_mine": case.assignee_id == user.pk}
    if not user.has_perm("casework.assign_case") or case.turn is None:
        return shown
    if refusal := policies.why_not(user, case, "assign"):
        return {**shown, "refusal": refusal}
    seen = {"seen": str(case.assignee_id or "")}
    form = said.assign_form or AssignForm(initial=seen, colleagues=people.colleagues(case))
    return {**shown, "form": form, "error": said.assign_error, "can_take": case.assignee_id is None}


def _panel(kind: Kind, own: Case, user: User, said: Said) -> dict[str, Any] | None:
    """The decisions that lead on from here, and everything typed so far; None where there is none."""
    choices = decisions.choices(kind, own, user)
    if not choices:
        return None
    asks = any(choice.action == "request_changes" and not choice.refusal for choice in choices)
    return {
        "choices": choices,
        "is_open": any(not choice.refusal for choice in choices),
        "takes_note": any(choice.action != "start" and not choice.refusal for choice in choices),
        "groups": decisions.drawn(kind, own, said.typed, said.problems) if asks else [],
        "revision": own.revision,
        "note": said.typed.note,
        "error": said.error,
        "note_error": said.problems.get("note", ""),
        "items_error": said.problems.get("", ""),
        "problems": said.problems,
        "meanwhile": said.meanwhile,
    }
