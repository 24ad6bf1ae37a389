"""A registration from its first draft to what its approval leaves with the organisation."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import consents as texts
from accounts.models import Organisation, User
from accounts.services import consents, organisations
from casework import kinds
from casework.lifecycle import Status
from casework.models import Case
from casework.policies import obstacles
from casework.refusals import Refused
from casework.services import documents, drafts, move
from casework.services.stale import stale
from parks import policies
from parks.lifecycles import UNSIGNED
from parks.models import REGISTRATION, EntryMode, Park, ParkRegistration, Unit
from parks.sections import DECLARATIONS
from parks.selectors import tenancies
from parks.selectors import waiting as line
from parks.services import tenancies as letting
from parks.services import waiting

# What a registration takes over from the organisation, field by field.
SHARED = {
    "name": "name", "registered_capital": "registered_capital", "founding_on": "founded_on",
    "legal_representative": "legal_representative",
    "contact_name": "contact_name", "contact_title": "contact_title", "contact_phone": "contact_phone",
    "contact_email": "contact_email", "main_products": "main_products", "sector": "sector",
    "staff_count": "staff_count",
}  # fmt: skip
# What an approval gives back where the organisation has nothing yet: a park reviews a project.
GIVEN_BACK = {
    "registered_capital": "registered_capital", "legal_representative": "legal_representative",
    "contact_name": "contact_name", "contact_title": "contact_title", "contact_phone": "contact_phone",
    "contact_email": "contact_email", "current_address": "office_address", "main_products": "main_products",
    "sector": "sector",
}  # fmt: skip


def start(organisation: Organisation, park: Park, *, by: User, unit: Unit | None = None) -> ParkRegistration:
    """A draft filled with what is known. Raises Refused, or drafts.AlreadyOpen with the case that is open."""
    if refusal := policies.why_not_register(by, organisation, park):
        raise Refused(refusal)
    values: dict[str, Any] = {ours: getattr(organisation, theirs) for ours, theirs in SHARED.items()}
    values["current_address"] = organisation.office_address or organisation.registered_address
    if organisation.is_planned:
        values["entry_mode"] = EntryMode.FOUND
    if unit is not None and unit.building.park_id == park.pk:
        values |= {"wanted_unit": unit, "use": unit.use}
    return _draft(organisation, park, by=by, values=values)


def _draft(organisation: Organisation, park: Park, *, by: User, values: dict[str, Any]) -> ParkRegistration:
    kind = kinds.get(REGISTRATION)
    case = drafts.open_draft(kind, organisation=organisation, by=by, values={"park": park, **values})
    return ParkRegistration.objects.select_related("park", "organisation").get(pk=case.pk)


def record_consents(registration: ParkRegistration, *, actor_id: int | None) -> None:
    """Whoever submits agrees to the wordings of that day; kept by version, for this registration."""
    actor = User.objects.get(pk=actor_id or registration.applicant_id)
    for purpose in (texts.TRUTH, texts.PERSONAL_INFORMATION):
        consents.give(actor, purpose, organisation=registration.organisation, about=registration.reference)


def follow_founding(planned: Organisation, founded: Organisation) -> None:
    """Drafts take over the name and the day of the licence; what was submitted stays as it was sent."""
    drafts_of = ParkRegistration.objects.filter(organisation=founded, status=Status.DRAFT)
    for pk, name in list(drafts_of.values_list("pk", "name")):
        if Case.objects.revised(pk, [Status.DRAFT]):
            kept = founded.name if name in ("", planned.name) else name
            # The child's table alone: a column of the case never takes part here.
            ParkRegistration._base_manager.filter(pk=pk).update(name=kept, founding_on=founded.founded_on)


def write_back(registration: ParkRegistration) -> None:
    """Fill in what the organisation lacks; what it has is not overwritten."""
    organisation = registration.organisation
    known = {
        theirs: getattr(registration, ours)
        for ours, theirs in GIVEN_BACK.items()
        if getattr(organisation, theirs) in (None, "") and getattr(registration, ours) not in (None, "")
    }
    if known:
        organisations.save(organisation, **known)


# --- to another park --------------------------------------------------------------------------------


@transaction.atomic
def transfer(
    registration: ParkRegistration,
    to_park: Park,
    *,
    by: User,
    revision: int,
    declares_truth: bool,
    consents_processing: bool,
    holding: int | None = None,
) -> ParkRegistration:
    """Ask another park without typing anything again, and give up what the first one has not yet let.

    `revision` and `holding`, the unit's tenancy, are what the person saw of the first. Where something has
    to be filled in anew, a date that has passed for one, it stays a draft, and the first is given up when it
    is submitted. Raises Refused, or drafts.AlreadyOpen.
    """
    refusal = (
        policies.why_not(by, registration, "transfer")
        or why_not_to(registration, to_park)
        or policies.why_not_register(by, registration.organisation, to_park)
    )
    if refusal:
        raise Refused(refusal)
    if not (declares_truth and consents_processing):
        raise Refused(_("请重新勾选两项承诺，再转往其他园区。"))
    _hold_still(registration, revision, holding)
    made = _draft(registration.organisation, to_park, by=by, values=_taken_over(registration))
    documents.copy_current(registration, made, by=by)
    if not obstacles(made):
        move(made, "submit", by=by, revision=made.revision)
    return made


def why_not_to(registration: ParkRegistration, to_park: Park) -> str | None:
    if registration.park_id != to_park.pk:
        return None
    return _("该登记已在%(park)s园区，请选择其他园区。") % {"park": to_park}


def _hold_still(registration: ParkRegistration, revision: int, holding: int | None) -> None:
    """Nobody decides the first from here to the end of the transaction; refuses where it was not as seen."""
    row = Case.objects.filter(pk=registration.pk, revision=revision)
    if not row.update(updated_at=timezone.now()):
        raise stale(registration, revision)
    held = tenancies.held_by(registration)
    if (held.pk if held else None) != holding:
        raise Refused(_("该登记的选房情况刚刚变化，请刷新页面，核对后再转往其他园区。"))


def _taken_over(registration: ParkRegistration) -> dict[str, Any]:
    """Every answer but the unit, which stands in the park that is left."""
    own = ParkRegistration._meta.local_fields
    names = [one.name for one in own if one.editable and not one.primary_key and one.name != "wanted_unit"]
    values = {name: getattr(registration, name) for name in names}
    ticked = dict.fromkeys(DECLARATIONS, True)
    return {**values, **ticked, "transferred_from": registration}


def give_up_the_first(made: ParkRegistration, *, by: User) -> None:
    """What the park that is left has not yet let: the case while it is open, an unsigned unit, the place."""
    first = made.transferred_from
    if first is None:
        return
    waiting.hold(first)
    words = {"park": made.park.name, "reference": made.reference}
    note = _("已转往%(park)s园区，新的办件编号为 %(reference)s。") % words
    if first.is_open:
        move(Case.objects.get(pk=first.pk), "withdraw", by=by, revision=first.revision, note=note)
        return
    held = tenancies.held_by(first)
    if held is not None and held.status in UNSIGNED:
        letting.decline(held, by=by, revision=held.revision, note=note, waits_on=False)
    if (place := line.place_of(first)) is not None:
        waiting.leave(place, by=by)
