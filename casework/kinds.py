"""The seam between the case engine and each kind of case.

A package defines one subclass of `Kind` per kind, in its top module `kinds` (beside urls and admin,
above forms and services), and registers it in `AppConfig.ready()`. The engine calls it and never
imports the package.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from casework.lifecycle import Side
from casework.models import Case, TargetKind, TrailEntry
from casework.parts import Fact, Panel, Problem, Requirement, Section, Stage, Turn, Way

__all__ = [
    "Fact",
    "Kind",
    "Panel",
    "Problem",
    "Requirement",
    "Section",
    "Stage",
    "Turn",
    "Way",
    "every",
    "get",
    "kind_of",
    "register",
]


class Kind(ABC):
    """One kind of case: its words, its form, its documents and what its decisions cause."""

    code: str
    prefix: str
    label: str | Promise
    model: type[Case]
    # Working days the reviewers have, and the applicant has for corrections.
    review_days: int = 5
    correction_days: int = 10
    # Permission that lets staff make the reviewers' moves, and the one that lets them look.
    review_permission: str
    view_permission: str
    # Who works it, in the applicant's texts: whose turn it is ("待联盟办理"), and whom to ask.
    house: str | Promise = pgettext_lazy("who works a case", "联盟")
    office: str | Promise = pgettext_lazy("who works a case", "秘书处")
    # The kind's own words for its moves ("批准入会"); ACTION_LABELS speaks where it has none.
    action_labels: Mapping[str, str | Promise] = {}

    @abstractmethod
    def open_key(self, case: Case) -> str:
        """What is applied for: unique among open cases."""

    @abstractmethod
    def sections(self, case: Case) -> Sequence[Section]: ...

    @abstractmethod
    def requirements(self, case: Case) -> Sequence[Requirement]: ...

    @abstractmethod
    def facts(self, case: Case) -> Sequence[Fact]:
        """The filled-in fields in the order of the form, worded in the present language."""

    @abstractmethod
    def problems(self, case: Case) -> Sequence[Problem]:
        """Everything that keeps the case from being submitted; empty when it is complete.

        Missing documents are the engine's business and not listed here.
        """

    @abstractmethod
    def form_class(self, section: str) -> type[ModelForm[Any]]:
        """The form of one section; the engine disables the fields that are not unlocked."""

    @abstractmethod
    def consequences(self, case: Case, action: str) -> str:
        """One sentence about what the move will cause, shown before it is pressed."""

    # --- whose business it is among the staff -----------------------------------------------------

    def scope(self, user: User) -> Q:
        """Which of its cases this member of staff may see, as a filter of cases; all, unless narrowed.

        Outside of it a case does not exist: no list shows it and its address answers 404.
        """
        return Q()

    def working_scope(self, user: User) -> Q:
        """Of these, in which they also act; all they see, unless narrowed further."""
        return self.scope(user)

    def colleagues(self, case: Case, people: QuerySet[User]) -> QuerySet[User]:
        """Of these people with the permission, who has this very case in scope."""
        return people

    def why_not(self, case: Case, action: str) -> str | None:
        """The kind's own reason against a move that the table allows, as a sentence; None: there is none."""
        return None

    # --- what goes on after an approval -----------------------------------------------------------

    def turns_after(self, cases: Sequence[Case], side: Side) -> Mapping[int, Turn]:
        """Whose turn it is where the approval began something, by the case's key; without one, it is over.

        Of many at once, for lists: its queries do not grow with the cases.
        """
        return {}

    def way_on(self, case: Case, user: User, side: Side) -> Way | None:
        """What this person does next about an approved case; None: nothing, or it is not their turn."""
        return None

    def stages_after(self, case: Case) -> Sequence[Stage]:
        """The steps that the approval began; they continue the stage line."""
        return ()

    # --- what it adds to the pages ----------------------------------------------------------------

    def desk_panels(self, case: Case, user: User) -> Sequence[Panel]:
        """Parts of the staff's page of a case, above the decision."""
        return ()

    def case_panels(self, case: Case, user: User) -> Sequence[Panel]:
        """Parts of the applicant's page of a case, below the stages."""
        return ()

    def form_panels(self, case: Case, section: str = "") -> Sequence[Panel]:
        """Parts of the form's pages: beside this section, or, without one, of the page before sending."""
        return ()

    # --- what it causes ---------------------------------------------------------------------------

    def on_move(self, case: Case, entry: TrailEntry) -> None:  # noqa: B027
        """Effects of a move, in its transaction. `case` is the kind's own model, fresh from the database."""

    def on_repair(self, case: Case, effect_code: str) -> None:  # noqa: B027
        """Try a failed effect again; must be safe to run twice."""

    def concrete(self, case: Case) -> Case:
        """The kind's own row of this case."""
        if isinstance(case, self.model):
            return case
        return self.model._default_manager.select_related("organisation__sector", "applicant").get(pk=case.pk)

    def section_of(self, case: Case, target: str, target_kind: str = "") -> str:
        """The section a field or slot is edited in; raises LookupError for a stranger.

        A field and a slot may share a name: `target_kind` then says which is meant.
        """
        for section in self.sections(case):
            in_fields = target_kind != TargetKind.DOCUMENT and target in section.fields
            in_slots = target_kind != TargetKind.FIELD and target in section.slots
            if in_fields or in_slots:
                return section.code
        raise LookupError(target)

    def correctable(self, section: Section) -> tuple[str, ...]:
        """The section's fields that a correction can be asked of: those its form does not hold fixed."""
        fixed = getattr(self.form_class(section.code), "fixed", ()) if section.fields else ()
        return tuple(name for name in section.fields if name not in fixed)

    def requirement(self, case: Case, slot: str) -> Requirement:
        """The document slot of this name; raises LookupError for a stranger."""
        for requirement in self.requirements(case):
            if requirement.code == slot:
                return requirement
        raise LookupError(slot)

    def label_of(self, case: Case, target_kind: str, target: str) -> str:
        """What people call this field or document, in the present language."""
        if target_kind == TargetKind.DOCUMENT:
            found = next((r.label for r in self.requirements(case) if r.code == target), target)
            return str(found)
        return str(getattr(self.model._meta.get_field(target), "verbose_name", target))


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.code] = kind


def kind_of(case: Case) -> Kind:
    return _kinds[case.kind]


def get(code: str) -> Kind:
    return _kinds[code]


def every() -> Iterable[Kind]:
    return _kinds.values()
