from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, Role, User
from accounts.services import organisations
from portal.demo.codes import demo_code
from tests.factories import SeatFactory, SectorFactory, UserFactory

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def founder() -> User:
    return UserFactory.create()


@pytest.fixture
def planned(founder: User) -> Organisation:
    return organisations.plan(user=founder, name="云岭示例新材料（筹）", sector=SectorFactory.create())


def facts(**values: Any) -> dict[str, Any]:
    return {"code": demo_code(31_000), "name": "云岭示例新材料有限公司", "founded_on": "2026-01-05", **values}


def test_somebody_plans_an_enterprise_and_owns_it(founder: User, sign_in: SignIn) -> None:
    sector = SectorFactory.create()
    given = {"name": "云岭示例新材料（筹）", "sector": sector.pk, "registered_capital": "500"}
    answer = sign_in(founder).post("/organisations/planned/", given, follow=True)
    made = Organisation.objects.get()
    assert (made.is_planned, made.code) == (True, None)
    assert made.seats.get().role == Role.OWNER
    page = answer.content.decode()
    assert "拟设立单位，尚无统一社会信用代码" in page
    assert f"/organisations/{made.pk}/code/" in page


def test_what_was_typed_stays_when_something_is_missing(founder: User, sign_in: SignIn) -> None:
    answer = sign_in(founder).post("/organisations/planned/", {"name": "云岭示例新材料"})
    assert answer.status_code == 422
    assert "云岭示例新材料" in answer.content.decode()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/parks/lijia/register/", "/parks/lijia/register/"),
        ("https://evil.example/", None),
        ("//evil.example", None),
    ],
)
def test_the_way_on_stays_on_this_site(
    founder: User, sign_in: SignIn, wanted: str, target: str | None
) -> None:
    given = {
        "name": "云岭示例",
        "sector": SectorFactory.create().pk,
        "registered_capital": "5",
        "next": wanted,
    }
    answer = sign_in(founder).post("/organisations/planned/", given)
    assert answer["Location"] == (target or Organisation.objects.get().get_absolute_url())


def test_once_founded_the_code_is_entered(planned: Organisation, founder: User, sign_in: SignIn) -> None:
    answer = sign_in(founder).post(f"/organisations/{planned.pk}/code/", facts())
    assert answer["Location"] == planned.get_absolute_url()
    planned.refresh_from_db()
    assert (planned.is_planned, planned.code) == (False, demo_code(31_000))
    assert planned.name == "云岭示例新材料有限公司"
    assert str(planned.founded_on) == "2026-01-05"


def test_a_wrong_code_is_said_at_its_field(planned: Organisation, founder: User, sign_in: SignIn) -> None:
    answer = sign_in(founder).post(f"/organisations/{planned.pk}/code/", facts(code="91500157PDY001012"))
    assert answer.status_code == 422
    assert answer.context["form"].errors["code"]
    planned.refresh_from_db()
    assert planned.is_planned


def test_a_code_that_is_taken_leads_to_who_holds_it(
    planned: Organisation, founder: User, organisation: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(founder)
    page = client.post(f"/organisations/{planned.pk}/code/", facts(code=organisation.code)).content.decode()
    assert f'href="/seat-requests/{organisation.code}/"' in page
    SeatFactory.create(user=founder, organisation=organisation)
    page = client.post(f"/organisations/{planned.pk}/code/", facts(code=organisation.code)).content.decode()
    assert "您是该单位成员" in page
    planned.refresh_from_db()
    assert planned.is_planned


def test_a_code_for_staff_is_sent_to_staff(planned: Organisation, founder: User, sign_in: SignIn) -> None:
    page = sign_in(founder).post(f"/organisations/{planned.pk}/code/", facts(code="N2500112MF12345678"))
    assert "由工作人员核对营业执照后补登" in page.content.decode()


def test_a_day_to_come_is_no_day_of_founding(planned: Organisation, founder: User, sign_in: SignIn) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = sign_in(founder).post(f"/organisations/{planned.pk}/code/", facts(founded_on=tomorrow))
    assert answer.status_code == 422


def test_a_viewer_does_not_enter_it_and_an_outsider_finds_nothing(
    planned: Organisation, outsider: User, sign_in: SignIn
) -> None:
    viewer = SeatFactory.create(organisation=planned, role=Role.VIEWER).user
    assert sign_in(viewer).post(f"/organisations/{planned.pk}/code/", facts()).status_code == 302
    assert sign_in(outsider).post(f"/organisations/{planned.pk}/code/", facts()).status_code == 404
    planned.refresh_from_db()
    assert planned.is_planned


def test_who_has_a_code_enters_none(organisation: Organisation, owner: User, sign_in: SignIn) -> None:
    answer = sign_in(owner).get(f"/organisations/{organisation.pk}/code/", follow=True)
    assert "该单位已登记代码" in answer.content.decode()


def test_a_planned_organisation_does_not_apply_for_membership(
    planned: Organisation, founder: User, sign_in: SignIn
) -> None:
    client = sign_in(founder)
    assert "取得营业执照并补登代码后，即可申请入会" in client.get("/join/").content.decode()
    assert client.post("/join/", {"organisation": planned.pk}).status_code == 409
    assert "拟设立" in client.get("/desk/").content.decode()
