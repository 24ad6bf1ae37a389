from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Sector
from alliance.models import Alliance, Membership, Post
from parks.models import Park
from portal import alliance_file
from portal.services import alliance_data
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

# Members counted, council units, those with a term, the alliance, its chair, sectors, the newest; the
# parks, their fields and their space.
QUERIES = 10


@pytest.fixture
def liangjiang():
    alliance_data.load(alliance_file.read())


def member(number, *, days=10, sector="software", **dates):
    today = timezone.localdate()
    organisation = OrganisationFactory.create(
        name=f"星川示例{number}有限公司", sector=Sector.objects.get(slug=sector)
    )
    dates = {"starts_on": today - timedelta(days=days), "ends_on": today + timedelta(days=300)} | dates
    return Membership.objects.create(organisation=organisation, number=f"LJ-2026-{number:04d}", **dates)


def test_anybody_reads_what_the_alliance_is_and_how_to_join(client, liangjiang):
    page = client.get("/").content.decode()
    for words in (
        "2022年4月29日成立",
        "品胜科技",
        "庞静",
        "申请入会",
        "大地",
        "照母山",
        "天海星",
        "礼嘉",
    ):
        assert words in page
    assert 'href="/join/"' in page


def test_the_plan_shows_its_four_targets_and_their_source(client, liangjiang):
    page = client.get("/").content.decode()
    for words in ("3,000", "500", "119", "50", "人民网重庆", "已含国家级专精特新“小巨人”企业 15 家"):
        assert words in page


def test_figures_are_counted_from_the_database(client, liangjiang):
    today = timezone.localdate()
    member(1)
    member(2, days=500)
    member(3, days=900, ends_on=today - timedelta(days=1))
    council = member(4, sector="biomedicine")
    Post.objects.create(
        organisation=council.organisation, rank="council", starts_on=today - timedelta(days=5)
    )
    front = client.get("/").context["front"]
    assert front.members == 4  # three with a valid term, and the chair unit by its post
    assert front.joined_lately == 2
    assert front.council_units == 2
    assert [sector.slug for sector in front.sectors] == ["biomedicine", "software"]


def test_the_newest_members_come_first_and_sectors_lead_to_the_directory(client, liangjiang):
    for number in range(1, 9):
        member(number, days=number)
    answer = client.get("/")
    newest = [held.number for held in answer.context["front"].newest]
    assert newest == [f"LJ-2026-{number:04d}" for number in range(1, 7)]
    assert "/members/?sector=software" in answer.content.decode()


def test_without_members_it_invites_the_first(client, liangjiang):
    assert "欢迎贵单位申请入会" in client.get("/").content.decode()


def test_before_the_data_is_loaded_it_still_answers(client):
    assert not Alliance.objects.exists()
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_member_and_with_three(
    client, liangjiang, count, django_assert_num_queries
):
    for number in range(count):
        member(number + 1)
    with django_assert_num_queries(QUERIES):
        client.get("/")


def test_the_parks_come_from_the_database_and_lead_to_their_pages(client, liangjiang):
    Park.objects.filter(slug="lijia").update(name="礼嘉示例园")
    page = client.get("/").content.decode()
    assert 'href="/parks/lijia/">礼嘉示例园</a>' in page
    assert "四个园区聚焦" in page


def test_in_english_nothing_of_the_alliance_stays_chinese(client, liangjiang):
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    page = client.get("/").content.decode()
    assert "Founded on 29 April 2022" in page
    assert "Municipal SRDI enterprises" in page


def test_it_takes_no_post(client):
    assert client.post("/").status_code == 405
