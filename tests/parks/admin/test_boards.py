"""The board, the exports, the park's own page, and the desk's first page."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from parks.models import Condition, Operator, Park, Unit
from tests.factories import UserFactory
from tests.parks import world
from tests.parks.registrations import a_park, a_unit
from tests.parks.two_parks import _report

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
        _report(world.moved_in(there, a_unit(there.park, f"30{number}")))
        world.offered(there, a_unit(there.park, f"40{number}"))
        world.in_line(there)
        with django_assert_num_queries(13):
            desk.get(page(there.park))


def test_the_auditor_is_offered_only_what_they_may_export(auditor, sign_in, there):
    response = sign_in(auditor).get(page(there.park))

    assert [one["code"] for one in response.context["exports"]] == ["units"]


# --- exports ------------------------------------------------------------------------------------------


def test_a_list_comes_as_xlsx_or_as_csv_under_the_parks_name(desk, there, unit):
    Unit.objects.update(note="=cmd|' /C calc'!A0")

    book = desk.get(page(there.park, "export", "units"))
    text = desk.get(page(there.park, "export", "units"), {"format": "csv"})

    sheet = load_workbook(BytesIO(book.content)).active
    assert sheet.cell(2, 12).value == "'=cmd|' /C calc'!A0"
    assert text.content.startswith(b"\xef\xbb\xbf")
    assert "'=cmd|' /C calc'!A0" in text.content.decode()
    assert "filename" in book["Content-Disposition"]
    assert "no-store" in book["Cache-Control"]


def test_too_many_exports_are_told_when_to_come_back(desk, there, monkeypatch):
    from accounts import ratelimits  # noqa: PLC0415

    monkeypatch.setitem(ratelimits.LIMITS, "export", "1/h/user")

    assert desk.get(page(there.park, "export", "units")).status_code == 200
    assert desk.get(page(there.park, "export", "units")).status_code == 429


# --- the park itself ----------------------------------------------------------------------------------


def inlines(**conditions: str) -> dict[str, str]:
    forms = {"conditions-TOTAL_FORMS": "1" if conditions else "0", "conditions-INITIAL_FORMS": "0"}
    forms |= {"figures-TOTAL_FORMS": "0", "figures-INITIAL_FORMS": "0"}
    return forms | {f"conditions-0-{name}": value for name, value in conditions.items()}


def test_an_operator_words_their_park_and_keeps_its_conditions(desk, there, sector):
    response = desk.post(
        page(there.park, "change"),
        {
            "introduction": "示例简介", "sectors": [sector.pk], "plot_ratio": "2.5", "offer_days": "7",
            "opinions_needed": "3", "name": "别的名称", "slug": "other",
            **inlines(measure="annual_tax", bound="at_least", threshold="300", order="0", is_required="on"),
        },
    )  # fmt: skip

    assert response.status_code == 302
    park = Park.objects.get()
    assert (park.introduction, park.offer_days, park.opinions_needed) == ("示例简介", 7, 3)
    assert (park.name, park.slug) == (there.park.name, there.park.slug)
    assert list(park.sectors.all()) == [sector]
    assert Condition.objects.get().threshold == 300


def test_a_condition_without_its_threshold_is_told_in_words(desk, there):
    response = desk.post(
        page(there.park, "change"),
        {"offer_days": "7", "opinions_needed": "3", **inlines(measure="annual_tax", order="0")},
    )

    assertContains(response, "有数值的指标，须选择要求并填写门槛值")
    assert not Condition.objects.exists()


def test_the_secretariat_names_operators_and_nobody_else_does(reviewer, sign_in, desk, there):
    person = UserFactory.create(is_staff=True)
    person.groups.add(Group.objects.get(name="park operator"))
    data = {"park": there.park.pk, "user": person.pk}

    assert desk.post(reverse("admin:parks_operator_add"), data).status_code == 403
    assert sign_in(reviewer).post(reverse("admin:parks_operator_add"), data).status_code == 302
    assert Operator.objects.filter(user=person, park=there.park).exists()


# --- the desk -----------------------------------------------------------------------------------------


def test_the_desk_leads_an_operator_to_their_queue_and_their_board(desk, there):
    other = a_park("dadi", "大地示例园")

    response = desk.get("/admin/")

    assertContains(response, reverse("admin:casework_case_changelist"))
    assertContains(response, page(there.park))
    assertNotContains(response, page(other))


def test_staff_without_boards_are_led_to_none(other_staff, sign_in, there):
    assertNotContains(sign_in(other_staff).get("/admin/"), "园区看板")
