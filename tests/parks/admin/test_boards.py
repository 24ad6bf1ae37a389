"""The board, and the way to it from the desk's first page."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from parks.models import Park
from tests.parks import world
from tests.parks.registrations import a_park, a_unit

pytestmark = pytest.mark.django_db


def page(park: Park, name: str = "board", *more: str) -> str:
    return reverse(f"admin:parks_park_{name}", args=[park.pk, *more])


def test_the_board_draws_every_building_and_says_the_same_in_a_table(desk, there):
    world.moved_in(there, a_unit(there.park, "301"))
    a_unit(there.park, "302", is_withheld=True)

    response = desk.get(page(there.park))

    (building,) = response.context["buildings"]
    assert [(part["code"], part["width"]) for part in building["parts"] if part["drawn"]] == [
        ("let", "300.00"), ("withheld", "300.00"),
    ]  # fmt: skip
    assertContains(response, "A 栋 · 已租 500 ㎡，暂不招租 500 ㎡</title>")
    assertContains(response, "以表格查看")
    assertNotContains(response, "style=")


def test_the_board_leads_to_cases_contracts_and_lists(desk, there, unit):
    waiting = world.in_line(there)
    tenancy = world.signed(there, unit)
    type(tenancy).objects.filter(pk=tenancy.pk).update(starts_on=world.a_day(-9), ends_on=world.a_day(9))

    response = desk.get(page(there.park))

    assertContains(response, reverse("admin:casework_case_change", args=[waiting.pk]))
    assertContains(response, reverse("admin:parks_tenancy_change", args=[tenancy.pk]))
    assertContains(response, "30 天内届满")
    assertContains(response, page(there.park, "export", "waiting"))


def test_an_empty_park_has_a_board_too(desk, there):
    response = desk.get(page(there.park))

    for sentence in (
        "尚未登记楼栋和单元。",
        "90 天内没有届满的合同。",
        "目前没有单位轮候。",
        "尚未通知填报年度绩效。",
    ):
        assertContains(response, sentence)


def test_the_board_costs_the_same_whatever_the_size_of_the_park(desk, there, django_assert_num_queries):
    for number in range(2):
        world.a_report(world.moved_in(there, a_unit(there.park, f"30{number}")))
        world.offered(there, a_unit(there.park, f"40{number}"))
        world.in_line(there)
        with django_assert_num_queries(13):
            desk.get(page(there.park))


def test_the_auditor_is_offered_only_what_they_may_export(auditor, sign_in, there):
    response = sign_in(auditor).get(page(there.park))

    assert [one["code"] for one in response.context["exports"]] == ["units"]


# --- the desk -----------------------------------------------------------------------------------------


def test_the_desk_leads_an_operator_to_their_queue_and_their_board(desk, there):
    other = a_park("dadi", "大地示例园")

    response = desk.get("/admin/")

    assertContains(response, reverse("admin:casework_case_changelist"))
    assertContains(response, page(there.park))
    assertNotContains(response, page(other))


def test_staff_without_boards_are_led_to_none(other_staff, sign_in, there):
    assertNotContains(sign_in(other_staff).get("/admin/"), "园区看板")
