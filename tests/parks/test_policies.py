"""Who may do what: a person of each kind before each thing. The states are in the tests of the services."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from parks import policies
from parks.models import Tenancy
from parks.services import reports, tenancies, visits
from tests.parks import registrations, world
from tests.parks.services.test_reports import FIGURES, at

CAST = ("owner", "colleague", "viewer", "outsider", "operator", "stranger", "secretary", "auditor", "nobody")
APPLICANT = {"owner", "colleague"}
STAFF = {"operator", "secretary"}
MEMBERS = {"owner", "colleague", "viewer"}


@pytest.fixture
def cast(there, organisation, owner, colleague, viewer, outsider, reviewer, auditor, other_park):
    return {
        "owner": owner, "colleague": colleague, "viewer": viewer, "outsider": outsider,
        "operator": there.operator, "stranger": world.an_operator(other_park), "secretary": reviewer,
        "auditor": auditor, "nobody": AnonymousUser(),
    }  # fmt: skip


def allowed(cast, thing, action) -> set[str]:
    return {name for name, person in cast.items() if policies.why_not(person, thing, action) is None}


@pytest.fixture
def registration(there, organisation, owner):
    return world.in_line(there, organisation, owner)


def test_who_may_do_what_with_a_registration(cast, registration):
    assert allowed(cast, registration, "offer") == STAFF
    assert allowed(cast, registration, "transfer") == APPLICANT
    assert allowed(cast, registration, "opine") == set(), "it is decided"
    assert allowed(cast, world.place_of(registration), "leave") == APPLICANT


@pytest.mark.parametrize(
    ("state", "action", "people"),
    [
        ("offered", "accept", APPLICANT),
        ("offered", "decline", APPLICANT),
        ("offered", "withdraw", STAFF),
        ("offered", "lapse", set()),
        ("offered", "view", MEMBERS | STAFF | {"auditor"}),
        ("offered", "open_contract", set()),
        ("accepted", "accept", set()),
        ("accepted", "decline", APPLICANT),
        ("accepted", "sign", STAFF),
        ("signed", "decline", set()),
        ("signed", "withdraw", set()),
        ("signed", "move_in", STAFF),
        ("signed", "leave", STAFF),
        ("signed", "open_contract", MEMBERS | STAFF | {"auditor"}),
        ("moved_in", "leave", STAFF),
        ("moved_in", "show", APPLICANT),
    ],
)
def test_who_may_do_what_with_a_tenancy(there, unit, cast, registration, state, action, people):
    tenancy = getattr(world, state)(there, unit, registration)
    assert allowed(cast, tenancy, action) == people


def test_the_system_alone_lapses_and_only_after_the_day(there, unit, registration):
    tenancy = world.offered(there, unit, registration)
    assert policies.why_not(None, tenancy, "lapse") is not None
    Tenancy.objects.update(answer_by=world.a_day(-1))
    tenancy.refresh_from_db()
    assert policies.why_not(None, tenancy, "lapse") is None
    assert policies.why_not(None, tenancy, "accept") is not None


def test_who_may_do_what_with_a_report(there, unit, cast, registration):
    tenancy = world.moved_in(there, unit, registration)
    year = tenancy.moved_in_on.year
    reports.ask(year, at=at(year + 1, 3, 1))
    report = tenancy.reports.get()
    assert allowed(cast, report, "submit") == APPLICANT
    assert allowed(cast, report, "confirm") == set()
    reports.submit(report, by=cast["owner"], revision=1, **FIGURES)
    assert allowed(cast, report, "submit") == set()
    assert allowed(cast, report, "confirm") == allowed(cast, report, "return") == STAFF


def test_who_may_do_what_with_a_visit(there, cast, organisation, owner):
    slot = world.a_slot(there)
    assert allowed(cast, slot, "book") == APPLICANT | {"outsider"}
    assert allowed(cast, slot, "cancel") == STAFF
    visit = visits.book(slot, organisation, by=owner)
    assert allowed(cast, visit, "view") == MEMBERS | STAFF
    assert allowed(cast, visit, "cancel") == APPLICANT | STAFF
    assert allowed(cast, visit, "mark") == set(), "it has not begun"
    world.starts(slot, hours=-1)
    visit.refresh_from_db()
    assert allowed(cast, visit, "mark") == STAFF


def test_one_organisation_has_one_place_in_a_line(there, unit, registration, organisation, owner, viewer):
    refusal = policies.why_not_register(owner, organisation, there.park)
    assert registration.reference in refusal
    assert "轮候" in refusal
    tenancy = world.accepted(there, unit, registration)
    assert "签约" in policies.why_not_register(owner, organisation, there.park)
    Tenancy.objects.filter(pk=tenancy.pk).update(
        status="signed", signed_on=world.a_day(0), starts_on=world.a_day(0), ends_on=world.a_day(9)
    )
    assert policies.why_not_register(owner, organisation, there.park) is None, (
        "who has moved in may want more"
    )
    assert policies.why_not_register(viewer, organisation, there.park) is not None


def test_a_draft_is_not_transferred(there, organisation, owner):
    made = registrations.draft(organisation, there.park, owner)
    assert "草稿" in policies.why_not(owner, made, "transfer")


def test_who_left_the_staff_or_was_closed_out_may_nothing(there, unit, registration):
    tenancy = world.offered(there, unit, registration)
    for change in ({"is_staff": False}, {"is_active": False}):
        person = world.an_operator(there.park)
        type(person).objects.filter(pk=person.pk).update(**change)
        person = type(person).objects.get(pk=person.pk)
        assert policies.why_not(person, tenancy, "withdraw") is not None


def test_what_nobody_thought_of_is_a_fault_of_the_program(there, owner, registration):
    for thing, action in ((registration, "paint"), (world.a_slot(there), "paint"), (owner, "offer")):
        with pytest.raises(LookupError, match="no rule"):
            policies.why_not(owner, thing, action)


def _answered(there, unit, registration, by):
    tenancy = world.offered(there, unit, registration)
    return tenancies.accept(tenancy, by=by, revision=1), "sign"


def _reported(there, unit, registration, by):
    tenancy = world.moved_in(there, unit, registration)
    Tenancy.objects.filter(pk=tenancy.pk).update(moved_in_on=date(2026, 6, 1))
    reports.ask(2026, at=at(2027, 3, 1))
    return reports.submit(tenancy.reports.get(), by=by, revision=1, **FIGURES), "confirm"


@pytest.mark.parametrize("party", [_answered, _reported])
def test_who_answered_or_reported_for_the_enterprise_stays_a_party_without_the_seat(
    there, unit, registration, colleague, party
):
    """First on the one side of the desk and then on the other: by the offer, and by the year's report."""
    operator = registrations.operates(there.park, colleague)
    operator.is_staff = True
    operator.save()
    operator.groups.add(Group.objects.get(name="park operator"))
    thing, action = party(there, unit, registration, operator)
    operator.seats.all().delete()
    person = type(operator).objects.get(pk=operator.pk)
    assert "回避" in policies.why_not(person, thing, action)
    assert policies.why_not(there.operator, thing, action) is None
