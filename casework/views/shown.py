"""What the applicant's pages show of a case, in the shapes that templates/components/ expect."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Letter, LetterState, User
from casework import selectors
from casework.kinds import Fact, Problem
from casework.lifecycle import Side, Status
from casework.models import (
    Case,
    Correction,
    Document,
    DocumentOpening,
    Effect,
    EffectState,
    ScanState,
    TargetKind,
    TrailEntry,
)
from casework.views.finding import Opened

Shown = dict[str, Any]

# Amber is what waits for the reader, and here the reader is the applicant's side.
CASE_TONES: dict[str, tuple[str, str]] = {
    Status.DRAFT: ("slate", "pencil"),
    Status.SUBMITTED: ("ink", "send"),
    Status.UNDER_REVIEW: ("ink", "search-check"),
    Status.CHANGES_REQUESTED: ("amber", "undo-2"),
    Status.APPROVED: ("jade", "circle-check"),
    Status.REJECTED: ("cinnabar", "circle-x"),
    Status.WITHDRAWN: ("slate", "log-out"),
    Status.LAPSED: ("cinnabar", "timer-off"),
}
MOVE_TONES: dict[str, tuple[str, str]] = {
    "submit": ("ink", "send"),
    "start": ("ink", "search-check"),
    "request_changes": ("amber", "undo-2"),
    "approve": ("jade", "check"),
    "reject": ("cinnabar", "x"),
    "withdraw": ("slate", "log-out"),
    "lapse": ("cinnabar", "timer-off"),
    "reopen": ("ink", "rotate-ccw"),
}
SCAN_TONES: dict[str, tuple[str, str]] = {
    ScanState.UNSCANNED: ("jade", "check"),
    ScanState.PENDING: ("ink", "scan-search"),
    ScanState.CLEAN: ("jade", "shield-check"),
    ScanState.INFECTED: ("cinnabar", "shield-x"),
    ScanState.FAILED: ("ink", "scan-search"),
}
EFFECT_TONES: dict[str, tuple[str, str]] = {
    EffectState.DONE: ("jade", "check"),
    EffectState.PENDING: ("ink", "hourglass"),
    EffectState.FAILED: ("amber", "triangle-alert"),
}
LETTER_TONES: dict[str, tuple[str, str]] = {
    LetterState.QUEUED: ("ink", "hourglass"),
    LetterState.SENDING: ("ink", "send"),
    LetterState.SENT: ("jade", "mail-check"),
    LetterState.FAILED: ("cinnabar", "mail-x"),
}


def chip(tones: tuple[str, str], word: Any) -> Shown:
    return {"tone": tones[0], "icon": tones[1], "word": word}


def case_chip(case: Case) -> Shown:
    return chip(CASE_TONES[case.status], case.get_status_display())


def crumbs(case: Case, *more: tuple[str, str]) -> list[Shown]:
    """My desk, the case, and what is below it; the last one is where the reader stands."""
    steps = [(_("我的工作台"), reverse("desk")), (case.reference, case.get_absolute_url()), *more]
    last = steps.pop()
    return [*({"label": label, "url": url} for label, url in steps), {"label": last[0], "url": ""}]


def turn(opened: Opened) -> Shown:
    """Whose turn it is, in one sentence; where it is the reader's, with the way on."""
    case = opened.case
    tone, icon = CASE_TONES[case.status]
    side = Side.APPLICANT if opened.is_party else Side.REVIEWER
    shown: Shown = {"tone": tone, "icon": icon, "sentence": selectors.turn_sentence(case, side)}
    if case.turn is Side.APPLICANT and opened.why_no_edit is None:
        shown["action_url"] = reverse("case_form", args=[case.reference])
        shown["action_label"] = _("继续填写") if case.status == Status.DRAFT else _("去补正")
    return shown


# --- places of the form ---------------------------------------------------------------------------


def section_url(case: Case, section: str, anchor: str = "") -> str:
    url = reverse("case_section", args=[case.reference, section])
    return f"{url}#{anchor}" if anchor else url


def problems(opened: Opened, found: Iterable[Problem], declarations: Iterable[str] = ()) -> list[Shown]:
    """Each with the place to mend it; declarations are asked for on the page itself."""
    asked_here = set(declarations)
    return [
        {"message": one.message, "section": one.section, "url": _problem_url(opened, one)}
        for one in found
        if one.target not in asked_here
    ]


def _problem_url(opened: Opened, problem: Problem) -> str:
    section = opened.section(problem.section)
    is_slot = problem.target in section.slots and problem.target not in section.fields
    anchor = f"upload-{problem.target}" if is_slot else f"div_id_{problem.target}"
    return section_url(opened.case, problem.section, anchor)


def corrections(opened: Opened, asked: Iterable[Correction]) -> list[Shown]:
    may_edit = opened.why_no_edit is None
    return [
        {
            "label": opened.kind.label_of(opened.own, one.target_kind, one.target),
            "message": one.message,
            "answer": one.answer,
            "url": selectors.correction_url(opened.own, one.target_kind, one.target) if may_edit else "",
            "chip": chip(("jade", "check"), _("已处理"))
            if one.answered_at
            else chip(("amber", "pencil"), _("待处理")),
        }
        for one in asked
    ]


# --- facts ----------------------------------------------------------------------------------------


def by_section(opened: Opened, facts: Iterable[Shown]) -> list[Shown]:
    """Facts under the headings of the form; a fact without a section goes where its field is."""
    grouped: defaultdict[str, list[Shown]] = defaultdict(list)
    home = {name: section.code for section in opened.sections for name in section.fields}
    for fact in facts:
        grouped[fact["section"] or home.get(fact["name"], "")].append(fact)
    return [
        {"code": section.code, "label": section.label, "facts": grouped[section.code]}
        for section in opened.sections
        if grouped[section.code]
    ]


def fact_row(fact: Fact) -> Shown:
    return {"name": fact.name, "label": fact.label, "value": fact.value, "section": fact.section}


def submitted_facts(opened: Opened, entry: TrailEntry) -> list[Shown]:
    """The facts as they were submitted; what changed since the submission before shows both values.

    The record is kept in Chinese. Where the case still says the same, its value is shown as the reader's
    language has it.
    """
    now = {fact.name: fact for fact in opened.kind.facts(opened.own)}
    with translation.override("zh-hans"):
        recorded_now = {fact.name: str(fact.value) for fact in opened.kind.facts(opened.own)}
    changes = {
        change.name: change
        for change in selectors.changed_facts(opened.case)
        if change.target_kind == TargetKind.FIELD
    }
    rows = []
    for fact in (entry.snapshot or {}).get("facts", []):
        name, value = fact["name"], fact["value"]
        same = name in now and recorded_now[name] == value
        row = {**fact, "label": now[name].label if name in now else fact["label"]}
        row["value"] = now[name].value if same else value
        if name in changes:
            row |= {"changed": True, "before": changes[name].before}
        rows.append(row)
    return rows


# --- documents ------------------------------------------------------------------------------------


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
        "chip": chip(SCAN_TONES[document.scan_state], scan_word(document.scan_state)),
    }


def scan_word(state: str) -> str:
    words = {ScanState.UNSCANNED: _("已收到"), ScanState.FAILED: ScanState.PENDING.label}
    return str(words.get(ScanState(state), ScanState(state).label))


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


# --- what happened ----------------------------------------------------------------------------------


def trail_rows(entries: Iterable[TrailEntry], slots: Iterable[Shown]) -> list[Shown]:
    """The trail; each submission with its files, which lead to the very version that was sent."""
    urls = {(file["line"], file["version"]): file["url"] for file in _every_file(slots)}
    rows = []
    for entry in entries:
        tone, icon = MOVE_TONES.get(entry.action, ("slate", "dot"))
        sent: list[Shown] = (entry.snapshot or {}).get("documents", [])
        rows.append(
            {
                "at": entry.at,
                "actor": entry.actor_name or _("系统"),
                "action": _("重新提交") if _is_resubmission(entry) else entry.action_label,
                "note": entry.note,
                "tone": tone,
                "icon": icon,
                "files": [{**file, "url": urls.get((file["line"], file["version"]), "")} for file in sent],
            }
        )
    return rows


def _every_file(slots: Iterable[Shown]) -> Iterator[Shown]:
    for slot in slots:
        yield from slot["removed"]
        for document in slot["documents"]:
            yield document
            yield from document["earlier"]


def _is_resubmission(entry: TrailEntry) -> bool:
    return entry.action == "submit" and entry.from_status == Status.CHANGES_REQUESTED


def effect_rows(effects: Iterable[Effect]) -> list[Shown]:
    return [
        {
            "label": effect.label,
            "detail": effect.detail,
            "url": effect.url,
            "chip": chip(EFFECT_TONES[effect.state], EffectState(effect.state).label),
        }
        for effect in effects
    ]


def letter_rows(letters: Iterable[Letter], reader: User) -> list[Shown]:
    return [
        {
            "subject": letter.subject,
            "to": letter.recipient.name if letter.recipient else "",
            "at": letter.sent_at or letter.created_at,
            "url": reverse("letter", args=[letter.pk]) if letter.recipient_id == reader.pk else "",
            "chip": chip(LETTER_TONES[letter.state], LetterState(letter.state).label),
        }
        for letter in letters
    ]
