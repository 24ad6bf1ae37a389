from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from accounts.services import organisations
from parks.models import Park, ParkRegistration
from tests.factories import OrganisationFactory, SeatFactory, UserFactory
from tests.parks import world
from tests.parks.registrations import a_unit, draft, submitted

SignIn = Callable[[User], Client]
PAGE = "/parks/lijia/register/"


def test_who_is_not_signed_in_signs_in_first(park: Park, client: Client) -> None:
    answer = client.get(f"{PAGE}?unit=7")
    assert answer.status_code == 302
    assert "next=/parks/lijia/register/%3Funit%3D7" in answer["Location"]


def test_without_an_organisation_both_ways_to_one_are_shown(park: Park, sign_in: SignIn, db: None) -> None:
    page = sign_in(UserFactory.create()).get(PAGE).content.decode()
    assert 'href="/organisations/new/"' in page
    assert "/organisations/planned/?next=%2Fparks%2Flijia%2Fregister%2F" in page


def test_starting_leads_to_the_form_with_the_unit_that_was_wanted(
    organisation: Organisation, owner: User, park: Park, sign_in: SignIn
) -> None:
    unit, client = a_unit(park), sign_in(owner)
    page = client.get(f"{PAGE}?unit={unit.pk}").content.decode()
    assert "意向单元：A 栋 301" in page
    assert f'name="unit" value="{unit.pk}"' in page
    answer = client.post(PAGE, {"organisation": organisation.pk, "unit": unit.pk})
    made = ParkRegistration.objects.get()
    assert answer["Location"] == f"/cases/{made.reference}/form/"
    assert made.wanted_unit == unit


@pytest.mark.parametrize("unit", ["x", "0", "99999999999999999999", "4711"])
def test_a_unit_that_is_none_is_passed_over(
    organisation: Organisation, owner: User, park: Park, sign_in: SignIn, unit: str
) -> None:
    assert "意向单元" not in sign_in(owner).get(PAGE, {"unit": unit}).content.decode()


def test_one_registration_is_open_and_the_second_press_leads_to_it(
    organisation: Organisation, owner: User, park: Park, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    client.post(PAGE, {"organisation": organisation.pk})
    answer = client.post(PAGE, {"organisation": organisation.pk})
    made = ParkRegistration.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert f"继续填写 {made.reference}" in client.get(PAGE).content.decode()


def test_a_viewer_is_told_who_may(
    organisation: Organisation, viewer: User, park: Park, sign_in: SignIn
) -> None:
    client = sign_in(viewer)
    assert "请由单位负责人或经办人办理" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"organisation": organisation.pk}).status_code == 409


@pytest.mark.parametrize(("posted", "status"), [("", 422), ("x", 422), ("4711", 404)])
def test_an_organisation_that_is_none_of_mine_registers_nothing(
    owner: User, park: Park, sign_in: SignIn, posted: str, status: int
) -> None:
    assert sign_in(owner).post(PAGE, {"organisation": posted}).status_code == status
    assert not ParkRegistration.objects.exists()


def test_a_park_that_does_not_exist_is_not_there(owner: User, park: Park, sign_in: SignIn) -> None:
    assert sign_in(owner).get("/parks/nowhere/register/").status_code == 404


def test_each_organisation_has_its_one_next_step(sign_in: SignIn, db: None) -> None:
    there, user = world.letting(), UserFactory.create()
    unit = a_unit(there.park)

    def mine() -> Organisation:
        return SeatFactory.create(organisation=OrganisationFactory.create(), user=user).organisation

    sent = submitted(mine(), there.park, user)
    waiting = world.in_line(there, mine(), user)
    offer = world.offered(there, unit, world.in_line(there, mine(), user))
    resident = world.moved_in(there, a_unit(there.park, "302"), world.in_line(there, mine(), user))
    rows = sign_in(user).get(PAGE).context["rows"]
    assert [(row.action_url or row.start, bool(row.refusal)) for row in rows] == [
        (sent.get_absolute_url(), False),
        (waiting.get_absolute_url(), False),
        (offer.get_absolute_url(), False),
        (resident.registration.organisation_id, False),
    ]
    assert rows[3].action_label == "再登记一处场地"


def test_a_planned_enterprise_registers_and_sends(park: Park, sign_in: SignIn, sector: Any) -> None:
    user = UserFactory.create()
    planned = organisations.plan(user=user, name="云岭示例（筹）", sector=sector, registered_capital=500)
    client = sign_in(user)
    assert "拟设立" in client.get(PAGE).content.decode()
    client.post(PAGE, {"organisation": planned.pk})
    made = ParkRegistration.objects.get()
    assert (made.entry_mode, made.registered_capital) == ("found", 500)
    page = client.get(f"/cases/{made.reference}/form/documents/").content.decode()
    assert "营业执照" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_organisation_and_with_three(
    park: Park, sign_in: SignIn, count: int, django_assert_num_queries: Any
) -> None:
    user = UserFactory.create()
    for _ in range(count):
        organisation = OrganisationFactory.create()
        SeatFactory.create(organisation=organisation, user=user, role=Role.EDITOR)
        draft(organisation, park, user)
    client = sign_in(user)
    # Session, person, park; then seats, cases, places, tenancies.
    with django_assert_num_queries(7):
        client.get(PAGE)
