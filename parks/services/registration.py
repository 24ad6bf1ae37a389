"""A registration from its first draft to what its approval leaves with the organisation."""

from typing import Any

from accounts import consents as texts
from accounts.models import Organisation, User
from accounts.services import consents, organisations
from casework import kinds
from casework.services import drafts
from parks.models import REGISTRATION, EntryMode, Park, ParkRegistration, Unit

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
