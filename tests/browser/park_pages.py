"""Every page of the parks: what an enterprise opens, and what the staff open in the admin."""

from collections.abc import Callable
from typing import Any

from accounts.models import Organisation, User
from casework.models import Case
from parks.models import (
    REGISTRATION,
    Park,
    ParkRegistration,
    Tenancy,
    Visit,
    VisitSlot,
    WaitingPlace,
    YearlyReport,
)
from tests.browser.pages import Page, page, reviewer, root
from tests.browser.world import World

SECTIONS = ("subject", "project", "site", "output", "environment", "pledges", "documents")
STATUSES = (
    "draft", "submitted", "under_review", "changes_requested", "approved", "rejected", "withdrawn", "lapsed",
)  # fmt: skip
TENANCIES = ("offered", "accepted", "signed", "moved_in", "left", "declined", "lapsed", "withdrawn")
REPORTS = ("asked", "submitted", "confirmed")
Of = Callable[[World], Any]


def registration(status: str) -> ParkRegistration:
    return _first(ParkRegistration.objects.filter(kind=REGISTRATION, status=status))


def tenancy(*statuses: str) -> Tenancy:
    return _first(Tenancy.objects.with_parties().filter(status__in=statuses))


def _first(rows: Any) -> Any:
    found = rows.order_by("pk").first()
    assert found is not None, f"the demo world has none: {rows.query}"
    return found


def place() -> WaitingPlace:
    return _first(WaitingPlace.objects.waiting().select_related("registration"))


def report(status: str) -> YearlyReport:
    return _first(YearlyReport.objects.with_parties().filter(status=status))


def visit(state: str = "booked") -> Visit:
    return _first(Visit.objects.filter(state=state).select_related("slot__park"))


def planned() -> Organisation:
    return _first(Organisation.objects.filter(is_planned=True))


def slot() -> VisitSlot:
    return _first(VisitSlot.objects.upcoming())


# --- people -----------------------------------------------------------------------------------------


def applicant(case: Callable[[], Case]) -> Callable[[World], User]:
    return lambda world: case().applicant


def tenant(*statuses: str) -> Callable[[World], User]:
    return lambda world: tenancy(*statuses).registration.applicant


# --- an enterprise's pages --------------------------------------------------------------------------


def _case_pages() -> list[Page]:
    cases = [
        page(
            applicant(lambda status=status: registration(status)), "case",
            lambda world, status=status: registration(status).reference, title=f"park-case-{status}",
        )
        for status in STATUSES
    ]  # fmt: skip
    sections = [
        page(
            applicant(lambda: registration("draft")), "case_section",
            lambda world: registration("draft").reference, section, title=f"park-section-{section}",
        )
        for section in SECTIONS
    ]  # fmt: skip
    forms = [
        page(
            applicant(lambda: registration("draft")), name, lambda world: registration("draft").reference,
            title=f"park-{name}",
        )
        for name in ("case_form", "case_check")
    ]  # fmt: skip
    return [*cases, *sections, *forms]


def _letting_pages() -> list[Page]:
    return [
        *(
            page(tenant(status), "tenancy", lambda world, status=status: tenancy(status).pk,
                 title=f"tenancy-{status}")
            for status in TENANCIES
        ),
        *(
            page(tenant("offered"), name, lambda world: tenancy("offered").pk)
            for name in ("tenancy_accept", "tenancy_decline")
        ),
        page(
            applicant(lambda: place().registration), "park_place_leave", lambda world: place().pk
        ),
        page(
            applicant(lambda: place().registration), "case",
            lambda world: place().registration.reference, title="park-case-waiting",
        ),
        page(
            applicant(lambda: place().registration), "park_transfer",
            lambda world: place().registration.reference,
        ),
        *(
            page(
                lambda world, status=status: report(status).tenancy.registration.applicant, "yearly_report",
                lambda world, status=status: report(status).pk, title=f"yearly-report-{status}",
            )
            for status in REPORTS
        ),
        page(lambda world: visit().booked_by, "visit", lambda world: visit().pk),
        page(lambda world: visit("cancelled").booked_by, "visit", lambda world: visit("cancelled").pk,
             title="visit-cancelled"),
        page(lambda world: visit().booked_by, "visit_cancel", lambda world: visit().pk),
        page(lambda world: visit().booked_by, "park_visits", lambda world: slot().park.slug),
        page(lambda world: world.newcomer, "park_visits", "lijia", title="park_visits-newcomer"),
        page(lambda world: visit().booked_by, "park_register", "dadi"),
        page(lambda world: world.newcomer, "park_register", "dadi", title="park_register-newcomer"),
        page(lambda world: world.newcomer, "organisation_planned"),
        page(
            lambda world: planned().seats.get().user, "organisation_enter_code",
            lambda world: planned().pk,
        ),
        page(lambda world: planned().seats.get().user, "desk", title="desk-planned"),
        page(tenant("offered"), "desk", title="desk-offered"),
    ]  # fmt: skip


# --- the staff's pages ------------------------------------------------------------------------------


def _desk_pages() -> list[Page]:
    acts = {"withdraw": "offered", "sign": "accepted", "move_in": "signed", "leave": "moved_in"}
    return [
        *(
            page(reviewer, "admin:casework_case_change",
                 lambda world, status=status: registration(status).pk, title=f"park-desk-{status}")
            for status in ("submitted", "under_review", "changes_requested", "approved")
        ),
        *(
            page(reviewer, f"admin:parks_tenancy_{act}", lambda world, status=status: tenancy(status).pk)
            for act, status in acts.items()
        ),
        *(
            page(reviewer, "admin:parks_tenancy_change", lambda world, status=status: tenancy(status).pk,
                 title=f"desk-tenancy-{status}")
            for status in ("offered", "moved_in", "left")
        ),
        *(
            page(reviewer, f"admin:parks_yearlyreport_{act}", lambda world: report("submitted").pk)
            for act in ("confirm", "return")
        ),
        page(reviewer, "admin:parks_waitingplace_offer", lambda world: place().pk),
        page(reviewer, "admin:parks_parkregistration_opinion",
             lambda world: registration("under_review").pk, "industry"),
        page(reviewer, "admin:parks_park_board", lambda world: Park.objects.get(slug="dadi").pk),
        page(reviewer, "admin:parks_unit_import"),
        page(reviewer, "admin:parks_visitslot_cancel", lambda world: slot().pk),
        page(lambda world: park_operator(), "admin:index", title="admin-operator"),
        page(lambda world: park_operator(), "admin:casework_case_changelist", title="queue-operator"),
        # Somebody holds it: back to its page, with the sentence.
        page(root, "admin:parks_unit_delete", lambda world: tenancy("moved_in").unit_id, ends="/change/"),
    ]  # fmt: skip


def park_operator() -> User:
    return _first(User.objects.filter(operated__park__slug="dadi"))


ALL = [*_case_pages(), *_letting_pages(), *_desk_pages()]
