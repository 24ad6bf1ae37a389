"""Who takes part: every round has an enterprise of its own."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Organisation, Role, User
from casework import kinds
from casework.models import Case, TrailEntry
from casework.services import documents, drafts, trail
from tests.casework.trial import pdf, typed
from tests.factories import OrganisationFactory, SeatFactory


@dataclass(frozen=True)
class Enterprise:
    organisation: Organisation
    owner: User
    colleague: User


@transaction.atomic
def enterprise(colleague: str = Role.EDITOR) -> Enterprise:
    organisation = OrganisationFactory.create()
    owner = SeatFactory.create(organisation=organisation, role=Role.OWNER).user
    return Enterprise(organisation, owner, SeatFactory.create(organisation=organisation, role=colleague).user)


@transaction.atomic
def trial_draft(there: Enterprise) -> Case:
    """A draft of the trial kind that could be submitted."""
    kind = kinds.get("trial")
    values = {"name": there.organisation.name, "main_products": "示例传感器"}
    case = drafts.open_draft(kind, organisation=there.organisation, by=there.owner, values=values)
    documents.attach(case, "licence", pdf(), by=there.owner)
    return case


def edit(case: Case, **changes: str) -> object:
    """The form of a page that is open before the race begins."""
    return typed(case, **changes)


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def lines(case: Case, *actions: str) -> list[TrailEntry]:
    found = TrailEntry.objects.filter(case_id=case.pk).order_by("sequence")
    return list(found.filter(action__in=actions) if actions else found)


def assert_trails_hold() -> None:
    """After any race: every chain is whole, and every status is where its trail leads."""
    assert list(trail.broken(TrailEntry.objects.order_by("case_id", "sequence"))) == []
    assert not trail.cases_beside_their_trail().exists()
