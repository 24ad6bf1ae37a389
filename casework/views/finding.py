"""From an address to a case, narrowed to the person: for everybody else it does not exist."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest

from accounts.models import User
from accounts.views.person import person
from casework import kinds, policies, selectors
from casework.kinds import Kind, Requirement, Section
from casework.models import Case


@dataclass
class Opened:
    """A case as one person has it before them; what several parts of a page ask is looked up once."""

    case: Case
    user: User

    @cached_property
    def kind(self) -> Kind:
        return kinds.kind_of(self.case)

    @cached_property
    def own(self) -> Case:
        """The kind's own row."""
        return self.kind.concrete(self.case)

    @cached_property
    def sections(self) -> list[Section]:
        return list(self.kind.sections(self.own))

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        return {requirement.code: requirement for requirement in self.kind.requirements(self.own)}

    @cached_property
    def unlocked(self) -> policies.Unlocked:
        return policies.unlocked(self.case)

    @cached_property
    def why_no_edit(self) -> str | None:
        return policies.why_not(self.user, self.case, "edit")

    @cached_property
    def is_party(self) -> bool:
        """Whether this person sits in the organisation that applies; staff look from the other side."""
        return policies.Standing(self.user, self.case).seat is not None

    def section(self, code: str) -> Section:
        for section in self.sections:
            if section.code == code:
                return section
        raise Http404

    def requirement(self, slot: str) -> Requirement:
        if slot not in self.requirements:
            raise Http404
        return self.requirements[slot]


def find(request: HttpRequest, reference: str) -> Opened:
    user = person(request)
    case = selectors.case_for(user, reference)
    if case is None:
        raise Http404
    return Opened(case, user)
