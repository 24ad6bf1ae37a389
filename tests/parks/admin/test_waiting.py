import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from parks.models import Tenancy, WaitingPlace
from tests.parks import world
from tests.parks.registrations import a_unit

pytestmark = pytest.mark.django_db
LIST = "/admin/parks/waitingplace/"


@pytest.fixture
def place(there) -> WaitingPlace:
    return world.place_of(world.in_line(there))


def offer_page(place: WaitingPlace) -> str:
    return reverse("admin:parks_waitingplace_offer", args=[place.pk])


def test_the_line_says_the_position_what_it_waits_for_and_what_fits(desk, there, unit, place):
    world.in_line(there, height_min="4.50")

    response = desk.get(LIST)

    first, second = response.context["cl"].result_list
    assert [one.ahead for one in (first, second)] == [0, 1]
    assert ([str(one) for one in first.free], second.free) == (["A 栋 301"], [])
    assertContains(response, "中试 · 400–800 ㎡ · 层高 4.5 m 以上")
    assertContains(response, offer_page(place))


def test_who_waits_comes_without_being_asked_for_and_the_others_on_demand(desk, there, unit, place):
    world.offered(there, unit)

    shown = {
        state: len(desk.get(LIST, {"state": state} if state else {}).context["cl"].result_list)
        for state in ("", "served", "left", "all")
    }

    assert shown == {"": 1, "served": 1, "left": 0, "all": 2}


def test_units_that_fit_come_first_and_others_say_what_they_lack(desk, unit, place, there):
    a_unit(there.park, "302", use="office", area=300)
    a_unit(there.park, "303", is_withheld=True)

    response = desk.get(offer_page(place))

    assert [one["name"] for one in response.context["fitting"]] == ["A 栋 301"]
    assert [one["lacks"] for one in response.context["others"]] == ["用途不同、面积小于需求"]
    assertContains(response, "申请单位须在 5 个工作日内答复")


def test_choosing_asks_once_more_and_does_nothing_yet(desk, unit, place):
    response = desk.post(offer_page(place), {"unit": unit.pk, "rent": "28.5"})

    assertContains(response, 'name="confirmed"')
    assertContains(response, "租金：28.5 元/㎡·月")
    assert not Tenancy.objects.exists()


def test_going_back_keeps_what_was_chosen(desk, unit, place):
    response = desk.post(offer_page(place), {"unit": unit.pk, "rent": "28.5", "back": "yes"})

    assertContains(response, f'value="{unit.pk}" checked')
    assertContains(response, 'value="28.5"')
    assertNotContains(response, 'name="confirmed"')


def test_a_confirmed_offer_is_made_with_its_rent_and_recorded(desk, unit, place, there):
    response = desk.post(offer_page(place), {"unit": unit.pk, "rent": "28.5", "confirmed": "yes"})

    tenancy = Tenancy.objects.get()
    assertRedirects(response, reverse("admin:parks_tenancy_change", args=[tenancy.pk]))
    assert (tenancy.unit, str(tenancy.rent), tenancy.offered_by) == (unit, "28.50", there.operator)
    assert LogEntry.objects.get().user == there.operator


def test_a_unit_that_somebody_else_gave_away_meanwhile_is_refused_with_who_and_whom(desk, unit, place, there):
    held = world.offered(there, unit)

    response = desk.post(offer_page(place), {"unit": unit.pk, "rent": "29", "confirmed": "yes"})

    assert response.status_code == 409
    assertContains(response, str(held.registration.organisation), status_code=409)
    assertContains(response, str(there.operator), status_code=409)
    assertContains(response, 'value="29"', status_code=409)
    place.refresh_from_db()
    assert place.state == "waiting"


def test_a_place_that_was_served_meanwhile_is_told_in_words(desk, unit, place, there):
    world.offered(there, unit, place.registration)

    assertContains(desk.get(offer_page(place)), "不能再通知其他单元")
    refused = desk.post(offer_page(place), {"unit": unit.pk, "confirmed": "yes"})
    assert refused.status_code == 409
    assert Tenancy.objects.count() == 1


def test_nothing_chosen_is_told_beside_the_units(desk, unit, place):
    assertContains(desk.post(offer_page(place), {"confirmed": "yes"}), "请选择一个单元。")
    assertContains(desk.post(offer_page(place), {"unit": unit.pk, "rent": "-1"}), "rent")
    assert not Tenancy.objects.exists()


def test_where_nothing_is_free_the_page_says_so(desk, place):
    assertContains(desk.get(offer_page(place)), "园区目前没有可以选的单元")


def test_a_place_leads_to_its_case_and_to_the_offer(desk, place):
    response = desk.get(reverse("admin:parks_waitingplace_change", args=[place.pk]))

    assertContains(response, reverse("admin:casework_case_change", args=[place.registration_id]))
    assertContains(response, offer_page(place))


def test_who_holds_a_seat_in_the_enterprise_offers_it_nothing(desk, unit, place, there):
    place.registration.organisation.seats.create(user=there.operator, role="viewer")

    assertContains(desk.get(offer_page(place)), "按回避规定")
    assert desk.post(offer_page(place), {"unit": unit.pk, "confirmed": "yes"}).status_code == 409
    assert not Tenancy.objects.exists()
