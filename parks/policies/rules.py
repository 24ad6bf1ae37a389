from datetime import date

from django.utils import timezone

from parks.lifecycles import REPORT, TENANCY
from parks.models import ParkRegistration, Tenancy, Visit, VisitSlot, WaitingPlace, YearlyReport
from parks.policies.people import Person, why_not_editor, why_not_staff
from parks.policies.registrations import (
    why_not_in_line,
    why_not_transfer,
    why_not_under_review,
    why_not_waiting,
)
from parks.policies.tenancies import why_not_look, why_not_move_report, why_not_move_tenancy, why_not_show
from parks.policies.visits import why_not_visit


def why_not(user: Person, thing: object, action: str, *, on: date | None = None) -> str | None:
    """Why this person may not do this now; None when they may. `on` is the day that counts for deadlines."""
    today = on or timezone.localdate()
    match thing, action:
        case ParkRegistration(), "offer":
            return why_not_staff(user, thing, "parks.offer_unit") or why_not_in_line(thing)
        case ParkRegistration(), "transfer":
            return why_not_transfer(user, thing)
        case ParkRegistration(), "opine":
            return why_not_staff(user, thing, "parks.add_opinion") or why_not_under_review(thing)
        case WaitingPlace(), "leave":
            return why_not_editor(user, thing.registration.organisation_id) or why_not_waiting(thing)
        case Tenancy(), "show":
            return why_not_editor(user, thing.registration.organisation_id) or why_not_show(thing)
        case Tenancy(), "view" | "open_contract":
            return why_not_look(user, thing, action)
        case Tenancy(), _ if action in TENANCY.actions:
            return why_not_move_tenancy(user, thing, action, today)
        case YearlyReport(), _ if action in REPORT.actions:
            return why_not_move_report(user, thing, action)
        case VisitSlot() | Visit(), _:
            return why_not_visit(user, thing, action)
    raise LookupError(f"no rule for {action} on {type(thing).__name__}")
