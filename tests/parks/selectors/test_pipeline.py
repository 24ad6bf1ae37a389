from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from parks.models import ParkRegistration
from parks.selectors.pipeline import on_the_way, standing, with_standing
from parks.services import tenancies
from tests.applications import step
from tests.parks import registrations, world

pytestmark = pytest.mark.django_db


def stands(registration):
    return standing(with_standing(ParkRegistration.objects.filter(pk=registration.pk)).get())


def is_on_the_way(registration) -> bool:
    return on_the_way(with_standing(ParkRegistration.objects.filter(pk=registration.pk))).exists()


def test_before_the_decision_a_registration_stands_where_its_case_stands(there):
    organisation, owner = world.an_enterprise()
    case = registrations.submitted(organisation, there.park, owner)
    assert (stands(case).stage, stands(case).days) == ("submitted", 0)

    step(case, "start", there.operator)

    assert stands(case).stage == "under_review"
    assert is_on_the_way(case)


def test_handing_a_case_over_does_not_begin_its_stage_anew(there):
    organisation, owner = world.an_enterprise()
    case = registrations.submitted(organisation, there.park, owner)
    since = stands(case).since

    from casework.services import assignments  # noqa: PLC0415

    assignments.assign(case, there.colleague, there.operator)

    assert stands(case).since == since


@pytest.mark.parametrize(
    ("walk", "stage", "under_way"),
    [
        (world.offered, "offered", True),
        (world.accepted, "accepted", True),
        (world.signed, "signed", True),
        (world.moved_in, "moved_in", False),
    ],
)
def test_after_it_a_registration_stands_where_its_tenancy_stands(walk, stage, under_way, there, unit):
    registration = world.in_line(there)
    assert stands(registration).stage == "waiting"

    walk(there, unit, registration)

    assert stands(registration).stage == stage
    assert is_on_the_way(registration) is under_way


def test_who_left_is_not_on_the_way(there, unit):
    tenancy = world.moved_in(there, unit)
    tenancies.leave(tenancy, by=there.operator, revision=tenancy.revision, on=world.a_day(0), note="示例")

    assert stands(tenancy.registration).stage == "approved"
    assert not is_on_the_way(tenancy.registration)


def test_days_are_counted_in_whole_days_from_the_last_move(there, unit):
    registration = world.in_line(there)
    world.offered(there, unit, registration)

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert stands(registration).days == 3


def test_a_contract_that_was_looked_at_stands_no_shorter(there, unit):
    tenancy = world.signed(there, unit)
    since = stands(tenancy.registration).since

    tenancies.open_contract(tenancy, by=there.operator)

    assert stands(tenancy.registration).since == since
