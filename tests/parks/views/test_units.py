import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.parks import world
from tests.parks.registrations import a_unit
from tests.parks.views.test_parks import text, without_tags

pytestmark = pytest.mark.django_db

# Parks to choose from, the count, the page.
LIST_QUERIES = 3
# The unit, and those of its building.
UNIT_QUERIES = 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_search_costs_the_same_with_one_unit_and_with_three(
    rows, client, park, django_assert_num_queries
):
    for number in range(rows):
        a_unit(park, f"30{number}")
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get("/parks/units/", {"use": "pilot", "park": "lijia"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_unit_costs_the_same_in_a_building_of_one_and_of_three(
    rows, client, park, django_assert_num_queries
):
    units = [a_unit(park, f"30{number}") for number in range(rows)]
    with django_assert_num_queries(UNIT_QUERIES):
        assert client.get(units[0].get_absolute_url()).status_code == 200


def test_each_condition_in_force_is_a_chip_that_takes_it_away(client, park):
    a_unit(park, area=Decimal(500))
    page = text(client, "/parks/units/", park="lijia", area_min="1,00", use="pilot")
    assert re.search(r'href="/parks/units/\?use=pilot&amp;area_min=[^"]*">礼嘉示例园', page)
    assert "面积不小于 100 ㎡" in page
    assert "清除全部条件" in page
    assert "A 栋 301" in page


def test_a_wrong_value_is_said_stays_and_the_rest_is_looked_for(client, park):
    a_unit(park, "301", use="pilot")
    a_unit(park, "302", use="office")
    page = text(client, "/parks/units/", area_min="很大", use="office")
    assert "请填写不小于 0 的数字" in page
    assert 'value="很大"' in page
    assert "A 栋 302" in page
    assert "A 栋 301" not in page


def test_what_does_not_exist_leads_back_to_everything(client, park):
    a_unit(park)
    page = text(client, "/parks/units/", area_min="9000")
    assert "没有符合全部条件的单元" in page
    assert 'href="/parks/units/"' in page


def test_without_a_unit_it_leads_to_the_parks(client):
    assert "现在没有可租的单元" in text(client, "/parks/units/")


def test_pages_keep_the_conditions(client, park):
    for number in range(25):
        a_unit(park, f"3{number:02d}")
    first = text(client, "/parks/units/", use="pilot")
    assert 'href="/parks/units/?use=pilot&amp;page=2"' in first
    assert "共 25 条" in first
    second = text(client, "/parks/units/", use="pilot", page="2")
    assert "A 栋 324" in second
    assert 'href="/parks/units/?use=pilot"' in second


@pytest.mark.parametrize("junk", ["x", "-1", "0", "99999999999", "２", "²", ""])
def test_a_page_number_that_is_none_is_the_first(junk, client, park):
    a_unit(park)
    assert "A 栋 301" in text(client, "/parks/units/", page=junk)


def test_htmx_finds_in_the_answer_what_it_puts_in_place(client, park):
    a_unit(park)
    page = client.get("/parks/units/", {"use": "pilot"}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="units"' in page
    assert 'hx-select="#units"' in page
    assert 'hx-push-url="true"' in page


# --- one unit -------------------------------------------------------------------------------------


def test_a_free_unit_says_all_that_is_known_and_where_it_lies(client, park):
    unit = a_unit(park, load=Decimal("4.50"), height=Decimal("5.4"), power=Decimal(160), note="示例说明")
    page = text(client, unit.get_absolute_url())
    words = without_tags(page)
    for said in (
        "A 栋 301",
        "空置",
        "500 ㎡",
        "30 元/㎡·月",
        "4.5 kN/㎡",
        "5.4 m",
        "160 kVA",
        "现在",
        "示例说明",
    ):
        assert said in words
    assert 'aria-current="true"' in page
    assert f'href="/parks/lijia/register/?unit={unit.pk}"' in page
    assert 'href="/parks/lijia/visits/"' in page


def test_a_unit_free_from_a_day_says_from_when(client, park):
    day = timezone.localdate() + timedelta(days=40)
    page = text(client, a_unit(park, available_from=day).get_absolute_url())
    assert f"{day.year}年{day.month}月{day.day}日起可租" in page


def test_a_unit_that_somebody_holds_gives_no_rent_and_says_that_it_cannot_be_chosen(client, there, unit):
    world.offered(there, unit)
    page = text(client, unit.get_absolute_url())
    assert 'href="/parks/lijia/register/"' in page
    assert "状态为“预留”，现在不能选房" in without_tags(page)
    assert "30 元" not in without_tags(page)


def test_a_unit_that_is_none_is_not_found(client):
    assert client.get("/parks/units/404/").status_code == 404
