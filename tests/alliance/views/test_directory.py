import pytest
from django.core.files.base import ContentFile

from alliance.selectors import directory
from tests import applications
from tests.alliance import members
from tests.factories import SectorFactory

pytestmark = pytest.mark.django_db


def text(client, path: str, **query) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_costs_the_same_with_one_and_three_rows(rows, client, django_assert_num_queries):
    for number in range(rows):
        organisation = members.member(sector=SectorFactory.create(slug=f"s{number}", name=f"领域{number}"))
        if number == 0:
            members.post(organisation, "council")
    with django_assert_num_queries(5):
        assert client.get("/members/").status_code == 200


@pytest.mark.parametrize("posts", [1, 2])
def test_a_profile_costs_the_same_with_two_posts(posts, client, organisation, django_assert_num_queries):
    members.membership(organisation)
    for number in range(posts):
        members.post(organisation, "council", starts=-9 - number, ends=9)
    with django_assert_num_queries(3):
        assert client.get(f"/members/{organisation.pk}/").status_code == 200


def test_an_empty_directory_leads_to_joining(client):
    page = text(client, "/members/")
    assert "暂无会员" in page
    assert 'href="/join/"' in page


def test_a_search_without_result_leads_back_to_everybody(client):
    members.member()
    page = text(client, "/members/", q="不存在")
    assert "未找到" in page
    assert "包含“不存在”" in page


def test_filters_are_chips_with_counts_that_can_be_taken_away(client, organisation):
    software = SectorFactory.create(slug="software", name="软件")
    members.member("星川示例软件有限公司", sector=software)
    members.post(organisation, "chair")
    page = text(client, "/members/", sector="software", rank="member")
    assert "星川示例软件有限公司" in page
    assert organisation.name not in page
    assert 'href="/members/?rank=member"' in page
    assert 'href="/members/?sector=software"' in page
    assert '<input type="hidden" name="sector" value="software">' in page
    assert 'href="/members/"' in page


def test_a_rank_nobody_knows_is_no_filter(client):
    members.member("星川示例软件有限公司")
    assert "星川示例软件有限公司" in text(client, "/members/", rank="emperor", at="forged")


def test_a_search_by_initials_finds(client):
    members.member("星川示例软件有限公司")
    members.member("云岭示例智能装备有限公司")
    page = text(client, "/members/", q="xcsl")
    assert "星川示例软件有限公司" in page
    assert "云岭示例智能装备有限公司" not in page


def test_counts_stop_at_the_cap_and_say_so(client, monkeypatch):
    monkeypatch.setattr("alliance.selectors.directory.CAP", 2)
    for _number in range(4):
        members.member()
    page = text(client, "/members/")
    assert "2 以上" in page
    assert "共 2 条以上" in page


def test_pages_lead_on_and_back(client, monkeypatch):
    for number in range(directory.PAGE + 3):
        members.member(f"示例{number:02d}有限公司")
    first = client.get("/members/")
    older = first.context["pager"]["older_url"]
    assert not first.context["pager"]["newer_url"]
    second = client.get(older)
    assert len(second.context["cards"]) == 3
    back = client.get(second.context["pager"]["newer_url"])
    assert back.context["cards"] == first.context["cards"]


def test_only_ticked_fields_are_public(client, organisation):
    organisation.main_products, organisation.introduction = "示例减速器", "做示例减速器。"
    organisation.contact_name, organisation.contact_phone = "林越", "13900139000"
    organisation.website, organisation.english_name = "https://example.test/", "Yunling Example"
    organisation.save()
    members.membership(organisation)
    secrets = ["示例减速器", "林越", "13900139000", "https://example.test/", "Yunling", "91500157PDY0010125"]
    for path in ("/members/", f"/members/{organisation.pk}/"):
        page = text(client, path)
        assert [secret for secret in secrets if secret in page] == []
    organisation.shown_fields = ["main_products", "introduction", "contact_phone", "website", "english_name"]
    organisation.save()
    page = text(client, f"/members/{organisation.pk}/")
    assert "林越" not in page
    for shown in (
        "做示例减速器。",
        'href="tel:13900139000"',
        'href="https://example.test/"',
        "Yunling Example",
    ):
        assert shown in page
    assert "示例减速器" in text(client, "/members/")


def test_a_ticked_logo_is_shown_and_an_unticked_one_is_not(client, organisation):
    organisation.logo.save("logo.png", ContentFile(b"png"), save=True)
    members.membership(organisation)
    address = f"/organisations/{organisation.pk}/logo/"
    assert address not in text(client, "/members/")
    organisation.shown_fields = ["logo"]
    organisation.save()
    assert address in text(client, "/members/")
    assert address in text(client, f"/members/{organisation.pk}/")


def test_a_profile_shows_number_rank_and_since_when(client, organisation):
    live = members.membership(organisation)
    members.post(organisation, "vice_chair", representative="江晓", session=2)
    page = text(client, f"/members/{organisation.pk}/")
    assert live.number in page
    assert "副理事长单位" in page
    assert "第 2 届" in page


def test_who_represents_a_member_by_its_own_choice_is_not_public(client, organisation, owner, reviewer):
    applications.approved(organisation, owner, reviewer)
    assert "江晓" not in text(client, f"/members/{organisation.pk}/")


def test_the_chair_unit_of_the_article_is_listed_by_its_post_alone(client, organisation):
    members.post(organisation, "chair", representative="庞静", representative_title="总经理")
    page = text(client, f"/members/{organisation.pk}/")
    assert "理事长单位" in page
    assert "庞静" in page
    assert "会员编号" not in page


def test_who_is_no_member_has_no_page(client, organisation, owner, sign_in):
    assert client.get(f"/members/{organisation.pk}/").status_code == 404
    assert sign_in(owner).get(f"/members/{organisation.pk}/").status_code == 404
    assert client.get("/members/999999/").status_code == 404


def test_the_directory_is_read_only(client):
    assert client.post("/members/").status_code == 405
