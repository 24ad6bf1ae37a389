"""The letters of a case: rows of the outbox, written in the transaction of the move that causes them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.models import Role, User
from accounts.services import post
from casework import kinds, selectors
from casework.models import Case, TrailEntry

# Which letter the applicant's side gets for a move, and which the person who works the case.
TO_APPLICANT = {
    "submit": "received",
    "request_changes": "changes_requested",
    "approve": "approved",
    "reject": "rejected",
    "lapse": "lapsed",
    "reopen": "reopened",
}
TO_ASSIGNEE = {"submit": "submitted", "withdraw": "withdrawn"}


def after_move(case: Case, entry: TrailEntry) -> None:
    context: dict[str, Any] = {"entry": entry}
    if name := TO_APPLICANT.get(entry.action):
        if entry.action == "request_changes":
            context |= {"corrections": _corrections(case, entry)}
        _to_applicants(case, name, f"{entry.sequence}:{name}", context)
    if (name := TO_ASSIGNEE.get(entry.action)) and case.assignee:
        link = reverse("admin:casework_case_change", args=[case.pk])
        _send(case, name, f"{entry.sequence}:{name}", [case.assignee], context, link)


def reminder(case: Case) -> int:
    """Remind the applicant of a deadline once; returns how many letters that made."""
    return _to_applicants(case, "reminder", f"{case.due_on}:reminder", {})


def _to_applicants(case: Case, name: str, key: str, context: dict[str, Any]) -> int:
    return _send(case, name, key, _people(case), context, case.get_absolute_url())


def _people(case: Case) -> Iterable[User]:
    """The applicant, if they are still with the organisation, and its owners."""
    seated = Q(seats__organisation=case.organisation_id)
    own = Q(seats__role=Role.OWNER) | Q(pk=case.applicant_id)
    return User.objects.filter(seated & own, is_active=True).distinct().order_by("pk")


def _send(case: Case, name: str, key: str, people: Iterable[User], context: dict[str, Any], link: str) -> int:
    everything = {"case": case, "kind": kinds.kind_of(case), **context}
    sent = [
        post.send(
            f"case_{name}", to=person, key=f"{case.reference}:{key}:{person.pk}", link=link,
            about=case.reference, context=everything,
        )
        for person in people
    ]  # fmt: skip
    return sum(letter is not None for letter in sent)


def _corrections(case: Case, entry: TrailEntry) -> list[dict[str, Any]]:
    """Each with its direct link. Labels are resolved by the template, in the reader's language."""
    kind = kinds.kind_of(case)
    return [
        {
            "label": _Label(kind, case, one.target_kind, one.target),
            "message": one.message,
            "url": selectors.correction_url(case, one.target_kind, one.target),
        }
        for one in entry.corrections.all()
    ]


class _Label:
    """A target's name, worded when it is written out."""

    def __init__(self, kind: kinds.Kind, case: Case, target_kind: str, target: str) -> None:
        self.told = (case, target_kind, target)
        self.kind = kind

    def __str__(self) -> str:
        return self.kind.label_of(*self.told)
