"""Every list of the parks: one literal count of queries, with one row and with three."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parks.models import Building, VisitSlot
from parks.services import visits
from tests.parks import world
from tests.parks.registrations import a_park, a_unit

pytestmark = pytest.mark.django_db


def _building(there, number):
    Building.objects.create(park=there.park, name=f"{number} 栋")


def _unit(there, number):
    unit = a_unit(there.park, f"30{number}")
    if number:
        world.offered(there, unit)


def _slot(there, number):
    VisitSlot.objects.create(park=there.park, starts_at=timezone.now() + timedelta(days=number + 1))


def _visit(there, number):
    organisation, owner = world.an_enterprise()
    slot = VisitSlot.objects.create(park=there.park, starts_at=timezone.now() + timedelta(days=number + 1))
    visits.book(slot, organisation, by=owner, people=1, purpose="")


def _registration(there, number):
    world.in_line(there)


def _tenancy(there, number):
    world.offered(there, a_unit(there.park, f"30{number}"))


def _place(there, number):
    a_unit(there.park, f"30{number}")
    world.in_line(there)


def _yearly(there, number):
    world.a_report(world.moved_in(there, a_unit(there.park, f"30{number}")))


# Session, person, second factor, permissions of person and group; the parks seen where the filter asks,
# the parks worked in; count and rows.
@pytest.mark.parametrize(
    ("model", "made", "queries"),
    [
        ("building", _building, 9), ("unit", _unit, 10), ("visitslot", _slot, 9), ("visit", _visit, 9),
        ("parkregistration", _registration, 9), ("tenancy", _tenancy, 9), ("waitingplace", _place, 10),
        ("yearlyreport", _yearly, 10),
    ],
)  # fmt: skip
def test_a_list_costs_the_same_with_one_row_and_with_three(
    model, made, queries, desk, there, django_assert_num_queries
):
    for rows in (1, 3):
        while (present := _rows(desk, model)) < rows:
            made(there, present)
        with django_assert_num_queries(queries):
            desk.get(f"/admin/parks/{model}/")


def _park(there, number):
    a_park(f"example-{number}", f"示例园{number}")


def _operator(there, number):
    world.an_operator(there.park)


@pytest.mark.parametrize(("model", "made", "queries"), [("park", _park, 7), ("operator", _operator, 7)])
def test_a_list_of_the_secretariats_costs_the_same_too(
    model, made, queries, there, reviewer, sign_in, django_assert_num_queries
):
    desk = sign_in(reviewer)
    there.park.operators.exclude(user=there.operator).delete()
    for rows in (1, 3):
        while (present := _rows(desk, model)) < rows:
            made(there, present)
        with django_assert_num_queries(queries):
            desk.get(f"/admin/parks/{model}/")


def _rows(desk, model):
    return len(desk.get(f"/admin/parks/{model}/").context["cl"].result_list)
