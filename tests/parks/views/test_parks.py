import re
from datetime import date
from decimal import Decimal

import pytest

from parks.models import Building, Condition, Figure, Tenancy
from tests.alliance import members
from tests.factories import SectorFactory
from tests.parks import world
from tests.parks.registrations import a_park, a_unit

pytestmark = pytest.mark.django_db

# Parks, their sectors, space by park.
LIST_QUERIES = 3
# The park, its sectors, conditions and figures; space by building, count and page of free units,
# buildings, the plan's units, residents.
PARK_QUERIES = 10


def text(client, path: str, **query) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def without_tags(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


# --- the list -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_park_and_with_three(rows, client, django_assert_num_queries):
    for number in range(rows):
        park = a_park(f"p{number}", f"示例园{number}")
        park.sectors.add(SectorFactory.create())
        a_unit(park)
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get("/parks/").status_code == 200


def test_the_list_compares_what_is_free(client, park, other_park):
    a_unit(park, "301", area=Decimal("512.50"), rent=Decimal(30))
    a_unit(park, "302", area=Decimal(400), rent=Decimal(36))
    page = without_tags(text(client, "/parks/"))
    for words in ("礼嘉示例园", "大地示例园", "2 个单元", "912.5 ㎡", "30–36 元/㎡·月", "可租单元尚未公布"):
        assert words in page


def test_without_parks_the_list_says_so(client):
    assert "暂无园区" in text(client, "/parks/")


# --- one park -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_a_park_costs_the_same_with_one_row_of_each_and_with_three(
    rows, client, there, django_assert_num_queries
):
    park = there.park
    for number in range(rows):
        park.sectors.add(SectorFactory.create(slug=f"s{number}", name=f"领域{number}"))
        Figure.objects.create(park=park, label=f"示例{number}", value="1", as_of="2026", source="示例")
        measure = ("annual_tax", "output_value", "area_min")[number]
        Condition.objects.create(park=park, measure=measure, bound="at_least", threshold=1)
        a_unit(park, f"30{number}")
        tenancy = world.moved_in(there, a_unit(park, f"40{number}", floor=4))
        Tenancy.objects.filter(pk=tenancy.pk).update(shows_publicly=True)
        Building.objects.create(park=park, name=f"空楼{number}")
    with django_assert_num_queries(PARK_QUERIES):
        assert client.get("/parks/lijia/").status_code == 200


def test_a_park_that_is_none_is_not_found(client):
    assert client.get("/parks/nowhere/").status_code == 404


def test_a_park_of_which_nothing_is_known_says_so_part_by_part(client, park):
    page = without_tags(text(client, "/parks/lijia/"))
    for words in (
        "重点产业尚未公布", "可租单元尚未公布", "楼栋和单元尚未公布", "现在没有可租的单元",
        "入驻条件尚未公布", "暂无有来源可查的数据", "暂无同意公开展示的入驻企业",
    ):  # fmt: skip
        assert words in page


def test_it_shows_plaque_focus_conditions_and_figures_with_source_and_day(client):
    park = a_park(
        plaque_on=date(2022, 4, 29),
        introduction="示例简介。",
        admission="示例说明。",
        operator_name="示例运营单位",
    )
    park.sectors.add(SectorFactory.create())
    Condition.objects.create(
        park=park, measure="tax_per_mu", bound="at_least", threshold=30, source="示例依据"
    )
    Condition.objects.create(park=park, measure="no_hazardous", is_required=False)
    Figure.objects.create(
        park=park, label="示例指标", value="120+", unit="家", as_of="2022-02", source="示例报"
    )
    page = without_tags(text(client, "/parks/lijia/"))
    for words in (
        "2022年4月29日授牌", "新能源和智能网联汽车", "示例简介。", "示例说明。", "亩均税收不低于 30 万元/亩",
        "依据：示例依据", "必备", "不涉及危险化学品", "优先", "120+家", "截至 2022-02 · 示例报",
        "示例运营单位",
    ):  # fmt: skip
        assert words in page


def test_it_leads_to_registering_and_to_visiting(client, park):
    page = text(client, "/parks/lijia/")
    assert 'href="/parks/lijia/register/"' in page
    assert 'href="/parks/lijia/visits/"' in page


def test_the_plan_says_each_state_by_word_and_pattern_and_has_a_table_beside_it(client, there, unit):
    world.moved_in(there, unit)
    a_unit(there.park, "302")
    page = text(client, "/parks/lijia/")
    assert 'aria-label="301：已租，500 ㎡，中试"' in page
    assert "<title>302：空置，500 ㎡，中试</title>" in page
    assert 'fill="url(#plan-let)"' in page
    assert 'id="plan-let"' in page
    assert "以表格查看本楼全部单元" in page
    assert page.count(f'href="{unit.get_absolute_url()}"') == 2  # in the drawing and in its table


def test_the_plan_opens_at_the_first_building_with_something_free_or_at_the_one_asked_for(client, park):
    full = Building.objects.create(park=park, name="满楼", order=0)
    a_unit(park, "101")
    assert "楼层平面图：A 栋" in text(client, "/parks/lijia/")
    assert "楼层平面图：满楼" in text(client, "/parks/lijia/", building=full.pk)
    assert "楼层平面图：A 栋" in text(client, "/parks/lijia/", building="junk")


def test_a_building_of_another_park_is_not_drawn_here(client, park, other_park):
    a_unit(park)
    elsewhere = Building.objects.create(park=other_park, name="别处楼")
    assert "别处楼" not in text(client, "/parks/lijia/", building=elsewhere.pk)


def test_a_withheld_unit_is_shown_as_such_and_offered_nowhere(client, park):
    a_unit(park, "301", is_withheld=True, rent=Decimal("31.25"))
    page = text(client, "/parks/lijia/")
    assert "301：暂不招租" in page
    assert "现在没有可租的单元" in page
    assert "31.25" not in page


def test_residents_are_shown_when_they_agreed_and_led_to_when_they_are_listed(client, there, unit):
    tenancy = world.moved_in(there, unit)
    organisation = tenancy.registration.organisation
    assert organisation.name not in text(client, "/parks/lijia/")
    Tenancy.objects.filter(pk=tenancy.pk).update(shows_publicly=True)
    page = text(client, "/parks/lijia/")
    assert organisation.name in page
    assert f'href="/members/{organisation.pk}/"' not in page
    members.membership(organisation)
    assert f'href="/members/{organisation.pk}/"' in text(client, "/parks/lijia/")


def test_nothing_personal_of_a_registration_is_on_the_page(client, there, unit):
    tenancy = world.moved_in(there, unit)
    Tenancy.objects.filter(pk=tenancy.pk).update(shows_publicly=True)
    own = tenancy.registration
    for path in ("/parks/", "/parks/lijia/", "/parks/units/", unit.get_absolute_url()):
        page = text(client, path)
        for secret in (
            own.contact_name, own.contact_phone, own.contact_email, own.reference, own.project_name,
            there.operator.name, there.operator.email,
        ):  # fmt: skip
            assert secret
            assert secret not in page


def test_more_free_units_than_fit_lead_to_the_search(client, park):
    for number in range(9):
        a_unit(park, f"3{number:02d}")
    page = text(client, "/parks/lijia/")
    assert "查看全部 9 个可租单元" in page
    assert 'href="/parks/units/?park=lijia"' in page


@pytest.mark.parametrize("path", ["/parks/", "/parks/lijia/", "/parks/units/"])
def test_they_take_no_post(path, client, park):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/parks/", "/parks/lijia/", "/parks/units/"])
def test_the_navigation_marks_the_parks(path, client, park):
    assert re.search(r'href="/parks/"\s+aria-current="page"', text(client, path))
