"""One function per letter; each is written once per cause and person, however often it is asked for.

To the enterprise go those who act for it: whoever made the registration, if they are still with it, and the
owners. To the park go its operators; where it has none yet, whoever works for all parks.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import Role, User
from accounts.services import post
from parks.models import ParkRegistration, Tenancy, Visit, VisitSlot, WaitingPlace, YearlyReport
from parks.selectors import waiting
from parks.selectors.scope import workers_of


def people_of(organisation_id: int, *also: int) -> QuerySet[User]:
    seated = Q(seats__organisation=organisation_id)
    own = Q(seats__role=Role.OWNER) | Q(pk__in=also)
    return User.objects.filter(seated & own, is_active=True).distinct().order_by("pk")


def operators_of(park_id: int) -> QuerySet[User]:
    staff = User.objects.filter(is_staff=True, is_active=True)
    operators = staff.filter(operated__park=park_id)
    if operators.exists():
        return operators.distinct().order_by("pk")
    return staff.filter(workers_of(park_id), is_superuser=False).distinct().order_by("pk")


# --- offers -----------------------------------------------------------------------------------------


def offered(tenancy: Tenancy) -> int:
    return _to_tenant("park_offered", tenancy, "offered")


def offer_reminder(tenancy: Tenancy) -> int:
    return _to_tenant("park_offer_reminder", tenancy, "reminder")


def accepted(tenancy: Tenancy) -> int:
    return _to_landlord("park_accepted", tenancy, "accepted")


def declined(tenancy: Tenancy, place: WaitingPlace | None, *, note: str = "") -> int:
    return _to_tenant("park_declined", tenancy, "declined", note=note, position=_position(place))


def lapsed(tenancy: Tenancy, place: WaitingPlace) -> int:
    return _to_tenant("park_lapsed", tenancy, "lapsed", position=_position(place))


def withdrawn(tenancy: Tenancy, place: WaitingPlace, *, note: str) -> int:
    return _to_tenant("park_withdrawn", tenancy, "withdrawn", note=note, position=_position(place))


def unit_not_taken(tenancy: Tenancy, next_one: Tenancy | None) -> int:
    """What became of the unit, to the park: declined, lapsed or left, and who has it offered now."""
    return _to_landlord("park_unit_not_taken", tenancy, "not-taken", next_one=next_one)


# --- contracts --------------------------------------------------------------------------------------


def signed(tenancy: Tenancy) -> int:
    return _to_tenant("park_signed", tenancy, "signed")


def moved_in(tenancy: Tenancy) -> int:
    return _to_tenant("park_moved_in", tenancy, "moved-in")


def left(tenancy: Tenancy, *, note: str) -> int:
    return _to_tenant("park_left", tenancy, "left", note=note)


def expiry_key(tenancy: Tenancy, days: int) -> str:
    assert tenancy.ends_on is not None  # noqa: S101  (a contract has its days, by constraint)
    return f"expires-{tenancy.ends_on.isoformat()}:{days}"


def contract_expiring(tenancy: Tenancy, *, days: int, days_left: int) -> int:
    """`days` names the reminder (90, 60 or 30), `days_left` is what is true today."""
    key = expiry_key(tenancy, days)
    to_tenant = _to_tenant("park_contract_expiring", tenancy, key, days_left=days_left)
    return to_tenant + _to_landlord(
        "park_contract_expiring_desk", tenancy, f"{key}:desk", days_left=days_left
    )


# --- visits -----------------------------------------------------------------------------------------


def visit_booked(visit: Visit) -> int:
    return _to_visitor("park_visit_booked", visit, "booked") + _to_host(
        "park_visit_booked_desk", visit, "booked:desk"
    )


def visit_cancelled(visit: Visit, *, reason: str = "") -> int:
    """With a reason it was the park that cancelled."""
    return _to_visitor("park_visit_cancelled", visit, "cancelled", reason=reason)


def visit_cancelled_desk(visit: Visit) -> int:
    return _to_host("park_visit_cancelled_desk", visit, "cancelled:desk")


def visit_reminder(visit: Visit) -> int:
    return _to_visitor("park_visit_reminder", visit, "reminder")


# --- yearly reports ---------------------------------------------------------------------------------


def report_asked(report: YearlyReport) -> int:
    return _to_reporter("park_report_asked", report, "asked")


def report_reminder(report: YearlyReport, *, days: int, days_left: int) -> int:
    key = f"due-{report.due_on.isoformat()}:{days}"
    return _to_reporter("park_report_reminder", report, key, days_left=days_left)


def report_submitted(report: YearlyReport) -> int:
    registration = report.tenancy.registration
    return _send(
        "park_report_submitted", operators_of(registration.park_id), registration,
        key=f"report:{report.pk}:{report.revision}:submitted", link=_at_desk(report), report=report,
    )  # fmt: skip


def report_returned(report: YearlyReport, *, note: str) -> int:
    return _to_reporter("park_report_returned", report, f"{report.revision}:returned", note=note)


def report_confirmed(report: YearlyReport) -> int:
    return _to_reporter("park_report_confirmed", report, "confirmed")


# --- writing ----------------------------------------------------------------------------------------


def _position(place: WaitingPlace | None) -> int | None:
    return waiting.position(place) if place else None


def _to_tenant(template: str, tenancy: Tenancy, key: str, **context: Any) -> int:
    registration = tenancy.registration
    people = people_of(registration.organisation_id, registration.applicant_id)
    return _send(
        template, people, registration, key=f"tenancy:{tenancy.pk}:{key}", link=tenancy.get_absolute_url(),
        tenancy=tenancy, unit=tenancy.unit, **context,
    )  # fmt: skip


def _to_landlord(template: str, tenancy: Tenancy, key: str, **context: Any) -> int:
    registration = tenancy.registration
    return _send(
        template, operators_of(registration.park_id), registration, key=f"tenancy:{tenancy.pk}:{key}",
        link=_at_desk(tenancy), tenancy=tenancy, unit=tenancy.unit, **context,
    )  # fmt: skip


def _to_reporter(template: str, report: YearlyReport, key: str, **context: Any) -> int:
    registration = report.tenancy.registration
    people = people_of(registration.organisation_id, registration.applicant_id)
    return _send(
        template, people, registration, key=f"report:{report.pk}:{key}", link=report.get_absolute_url(),
        report=report, **context,
    )  # fmt: skip


def _send(
    template: str,
    people: Iterable[User],
    registration: ParkRegistration,
    *,
    key: str,
    link: str,
    **context: Any,
) -> int:
    """How many letters that made: none where this cause has written them before."""
    everything = {
        "registration": registration, "organisation": registration.organisation, "park": registration.park,
        **context,
    }  # fmt: skip
    about = registration.reference
    sent = [
        post.send(template, to=one, key=f"{key}:{one.pk}", link=link, about=about, context=everything)
        for one in people
    ]
    return sum(letter is not None for letter in sent)


def _to_visitor(template: str, visit: Visit, key: str, **context: Any) -> int:
    people = people_of(visit.organisation_id, visit.booked_by_id)
    return _about_visit(template, visit, people, key, reverse("visit", args=[visit.pk]), **context)


def _to_host(template: str, visit: Visit, key: str, **context: Any) -> int:
    return _about_visit(template, visit, operators_of(visit.slot.park_id), key, _at_desk(visit), **context)


def _about_visit(
    template: str, visit: Visit, people: Iterable[User], key: str, link: str, **context: Any
) -> int:
    slot: VisitSlot = visit.slot
    everything = {
        "visit": visit,
        "slot": slot,
        "park": slot.park,
        "organisation": visit.organisation,
        **context,
    }
    sent = [
        post.send(
            template, to=one, key=f"visit:{visit.pk}:{key}:{one.pk}", link=link, about=f"visit-{visit.pk}",
            context=everything,
        )
        for one in people
    ]  # fmt: skip
    return sum(letter is not None for letter in sent)


def _at_desk(thing: Tenancy | Visit | YearlyReport) -> str:
    return reverse(f"admin:parks_{thing._meta.model_name}_change", args=[thing.pk])
