from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from parks.models import Visit, VisitSlot
from parks.services import visits
from tests.parks import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot(there) -> VisitSlot:
    start = timezone.now().replace(microsecond=0) + timedelta(days=3)
    return VisitSlot.objects.create(park=there.park, starts_at=start, place="示例大厅")


@pytest.fixture
def visit(slot) -> Visit:
    organisation, owner = world.an_enterprise()
    booked = visits.book(slot, organisation, by=owner, people=2, purpose="看厂房")
    slot.refresh_from_db()
    return booked


def page(row: Visit | VisitSlot, name: str = "change") -> str:
    return reverse(f"admin:parks_{row._meta.model_name}_{name}", args=[row.pk])


def test_a_time_is_opened_in_ones_own_park(desk, there):
    desk.post(
        reverse("admin:parks_visitslot_add"),
        {
            "park": there.park.pk, "starts_at_0": world.a_day(30).isoformat(), "starts_at_1": "10:00",
            "minutes": 60, "capacity": 2,
        },
    )  # fmt: skip

    assert VisitSlot.objects.get().capacity == 2


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("0001-01-01", "开始时间已过"), ("2020-01-02", "开始时间已过"), ("9999-12-31", "请核对年份")],
)
def test_a_time_that_no_visitor_can_come_at_is_refused_beside_its_field(desk, there, day, sentence):
    response = desk.post(
        reverse("admin:parks_visitslot_add"),
        {"park": there.park.pk, "starts_at_0": day, "starts_at_1": "01:00", "minutes": 60, "capacity": 2},
    )
    assertContains(response, sentence)
    assert not VisitSlot.objects.exists()


def test_a_time_that_is_booked_stays_what_it_was(desk, visit):
    response = desk.post(page(visit.slot), {"capacity": 9})

    assert response.status_code == 403
    assert desk.post(page(visit.slot, "delete"), {"post": "yes"}).status_code == 403


def test_a_time_that_nobody_booked_is_changed_and_deleted(desk, slot):
    assert desk.get(page(slot)).context["has_change_permission"]

    desk.post(page(slot, "delete"), {"post": "yes"})

    assert not VisitSlot.objects.exists()


def test_a_time_is_cancelled_with_a_reason_and_its_visitors_with_it(desk, visit):
    assertContains(desk.get(page(visit.slot, "cancel")), "已预约的 1 家单位会收到通知")
    assert desk.post(page(visit.slot, "cancel"), {"reason": ""}).status_code == 200

    desk.post(page(visit.slot, "cancel"), {"reason": "设备检修"})

    visit.slot.refresh_from_db()
    visit.refresh_from_db()
    assert (visit.slot.is_cancelled, visit.state) == (True, "cancelled")
    assert not desk.get(page(visit.slot)).context.get("tools")
    again = desk.post(page(visit.slot, "cancel"), {"reason": "再次取消"})
    assertContains(again, "再次取消", status_code=409)


@pytest.mark.parametrize("state", ["came", "missed"])
def test_who_came_is_recorded_once_the_visit_has_begun(state, desk, visit, there, sign_in):
    assertNotContains(desk.get(page(visit)), 'value="came"')
    desk.post(page(visit, "act"), {"act": state})
    visit.refresh_from_db()
    assert visit.state == "booked"

    with time_machine.travel(visit.slot.starts_at + timedelta(hours=2)):
        later = sign_in(there.operator)
        assertContains(later.get(page(visit)), f'value="{state}"')
        later.post(page(visit, "act"), {"act": state})

    visit.refresh_from_db()
    assert visit.state == state


def test_an_appointment_is_cancelled_by_post_alone(desk, visit):
    desk.get(page(visit, "act"))
    visit.refresh_from_db()
    assert visit.state == "booked"

    assertContains(desk.post(page(visit, "act"), {"act": "cancel"}, follow=True), "预约状态已更新。")
    visit.refresh_from_db()
    assert visit.state == "cancelled"


def test_an_unknown_act_does_nothing(desk, visit):
    desk.post(page(visit, "act"), {"act": "dance"})

    visit.refresh_from_db()
    assert visit.state == "booked"


@pytest.mark.parametrize(("when", "count"), [("upcoming", 1), ("past", 1), ("", 2)])
def test_times_are_filtered_by_whether_they_are_to_come(when, count, desk, slot, there):
    VisitSlot.objects.create(park=there.park, starts_at=timezone.now() - timedelta(days=1))

    response = desk.get("/admin/parks/visitslot/", {"when": when} if when else {})

    assert len(response.context["cl"].result_list) == count
