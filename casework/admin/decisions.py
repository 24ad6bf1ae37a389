"""The decision panel: what the reviewer typed, whether it is complete, and how it is drawn again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.wording import in_chinese
from casework import kinds, policies
from casework.kinds import Fact, Kind
from casework.lifecycle import CASE, Need, Side
from casework.models import ACTION_LABELS, Case, TargetKind
from casework.services.moves import CorrectionAsked

# These ask once more on a page of their own, which works without scripts.
CONFIRMED = frozenset({"approve", "reject", "reopen"})
TONES = {"approve": "jade", "start": "jade", "reject": "cinnabar"}
DONE: dict[str, str | Promise] = {
    "start": gettext_lazy("已开始审核。"),
    "approve": gettext_lazy("已批准。后续事项见“办理结果”。"),
    "request_changes": gettext_lazy("已退回补正，申请单位已收到逐项要求。"),
    "reject": gettext_lazy("已作出不予通过的决定，申请单位会收到理由。"),
    "reopen": gettext_lazy("已重新进入审核。"),
}


def label(kind: Kind, action: str) -> str:
    """The button's word: what happens, in the kind's own terms where it has them."""
    return str(kind.action_labels.get(action, ACTION_LABELS[action]))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be ticked for correction."""

    key: str
    label: str
    target_kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything the reviewer put into the panel; shown again whenever the decision does not go through."""

    action: str = ""
    revision: int = 0
    note: str = ""
    ticked: frozenset[str] = frozenset()
    sentences: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, post: QueryDict, items: Sequence[Item]) -> "Typed":
        revision = post.get("revision", "")
        sentences = {item.key: post.get(f"sentence:{item.key}", "").strip()[:500] for item in items}
        return cls(
            action=post.get("action", ""),
            revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
            note=post.get("note", "").strip(),
            ticked=frozenset(post.getlist("correction")) & {item.key for item in items},
            sentences={key: sentence for key, sentence in sentences.items() if sentence},
        )

    def corrections(self, items: Sequence[Item]) -> list[CorrectionAsked]:
        if self.action != "request_changes":
            return []
        return [
            CorrectionAsked(item.target_kind, item.target, self.sentences[item.key])
            for item in items
            if item.key in self.ticked
        ]

    def hidden(self) -> list[tuple[str, str]]:
        """The same as form fields, for the page that asks once more."""
        return [
            ("action", self.action),
            ("revision", str(self.revision)),
            ("note", self.note),
            *(("correction", key) for key in sorted(self.ticked)),
            *((f"sentence:{key}", sentence) for key, sentence in self.sentences.items()),
        ]


@dataclass(frozen=True, slots=True)
class Group:
    """The items under one heading of the form."""

    label: str
    items: list[Item]


def groups_of(kind: Kind, case: Case) -> list[Group]:
    """Every field and document that the applicant can change, as they find them in the form."""
    slots = {slot.code for slot in kind.requirements(case)}
    groups = [
        Group(
            str(section.label),
            _items(kind, case, kind.correctable(section), [c for c in section.slots if c in slots]),
        )
        for section in kind.sections(case)
    ]
    return [group for group in groups if group.items]


def _items(kind: Kind, case: Case, fields: Iterable[str], slots: Iterable[str]) -> list[Item]:
    targets = [(TargetKind.FIELD, name) for name in fields] + [(TargetKind.DOCUMENT, code) for code in slots]
    return [
        Item(f"{target_kind}.{target}", kind.label_of(case, target_kind, target), target_kind, target)
        for target_kind, target in targets
    ]


def drawn(kind: Kind, case: Case, typed: Typed, found: Mapping[str, str]) -> list[dict[str, Any]]:
    """The list to tick, as it was ticked; a group with something in it stands open."""
    return [
        {
            "label": group.label,
            "is_open": any(i.key in typed.ticked or i.key in typed.sentences for i in group.items),
            "items_list": [
                {
                    "key": item.key,
                    "label": item.label,
                    "checked": item.key in typed.ticked,
                    "sentence": typed.sentences.get(item.key, ""),
                    "error": found.get(item.key, ""),
                }
                for item in group.items
            ],
        }
        for group in groups_of(kind, case)
    ]


def facts_as_recorded(kind: Kind, case: Case) -> Sequence[Fact]:
    """In the words of the snapshots, whoever reads the page."""
    with in_chinese():
        return kind.facts(case)


def items_of(case: Case) -> list[Item]:
    kind = kinds.kind_of(case)
    return [item for group in groups_of(kind, kind.concrete(case)) for item in group.items]


def problems(typed: Typed, items: Sequence[Item], status: str) -> dict[str, str]:
    """What the reviewer still has to mend before the move is tried; sentences by key, "" for the whole."""
    if typed.action != "request_changes":
        return _missing_note(typed, status)
    found = _missing_note(typed, status)
    if not typed.ticked:
        found[""] = _("请至少勾选一项需要补正的内容，并写明补正要求。")
    for item in items:
        if item.key in typed.ticked and item.key not in typed.sentences:
            found[item.key] = _("请写明“%(label)s”的补正要求。") % {"label": item.label}
        elif item.key in typed.sentences and item.key not in typed.ticked:
            sentence = _("“%(label)s”填写了补正要求但未勾选，请勾选该项或清空要求。")
            found[item.key] = sentence % {"label": item.label}
    return found


def _missing_note(typed: Typed, status: str) -> dict[str, str]:
    needs = [move.note for move in CASE.moves_from(status) if move.action == typed.action]
    if needs == [Need.REQUIRED] and not typed.note:
        return {"note": _("请写明理由，该内容会发送给申请单位。")}
    return {}


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of the panel, or why it is not there."""

    action: str
    label: str
    tone: str
    consequence: str
    refusal: str | None


def choices(kind: Kind, case: Case, user: User) -> list[Choice]:
    """The reviewer's moves from here: the policy that hides the button also words the refusal."""
    allowed = policies.allowed_actions(user, case)
    return [
        Choice(
            action=move.action,
            label=label(kind, move.action),
            tone=TONES.get(move.action, ""),
            consequence=kind.consequences(case, move.action),
            refusal=None if move.action in allowed else policies.why_not(user, case, move.action),
        )
        for move in CASE.moves_from(case.status)
        if move.by == Side.REVIEWER
    ]
