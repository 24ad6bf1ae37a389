from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from alliance.models import Post
from alliance.services import posts
from tests.factories import OrganisationFactory, SeatFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/alliance/post/add/"
LIST = "/admin/alliance/post/"


@pytest.fixture
def desk(reviewer, sign_in):
    return sign_in(reviewer)


@pytest.fixture
def chair(organisation) -> Post:
    return posts.appoint(organisation, rank="chair", starts_on=date(2022, 4, 29))


def end_page(post: Post) -> str:
    return reverse("admin:alliance_post_end", args=[post.pk])


def appointment(organisation: str, **values: str) -> dict[str, str]:
    return {
        "organisation": organisation,
        "rank": "council",
        "session": "1",
        "starts_on": "2026-01-01",
        **values,
    }


@pytest.mark.parametrize("typed", ["91500157pdy0010125", " 云岭示例智能装备有限公司 "])
def test_an_organisation_is_appointed_by_its_code_or_full_name(typed, desk, organisation, reviewer):
    response = desk.post(ADD, appointment(typed, representative="江晓", source="一届一次会议"), follow=True)

    post = Post.objects.get()
    assertContains(response, "任职已登记。")
    assert (post.organisation, post.rank, post.representative) == (organisation, "council", "江晓")
    assert LogEntry.objects.get().user == reviewer


def test_a_second_chair_unit_is_refused_in_words_and_what_was_typed_stays(desk, chair, other_organisation):
    response = desk.post(ADD, appointment(other_organisation.code, rank="chair", source="二届一次会议"))

    assertContains(response, "现任理事长单位为云岭示例智能装备有限公司，请先结束其任期。")
    assertContains(response, "二届一次会议")
    assert Post.objects.count() == 1


def test_an_organisation_with_an_open_post_gets_no_second_one(desk, chair, organisation):
    assertContains(desk.post(ADD, appointment(organisation.code)), "尚有未结束的理事会职务")
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"organisation": "没有这个单位"}, "未找到该单位"),
        ({"organisation": "重名示例公司"}, "有多个同名单位"),
        ({"ends_on": "2025-12-31"}, "截止日期不能早于起始日期。"),
    ],
)
def test_a_wrong_appointment_is_told_beside_its_field(values, sentence, desk, organisation):
    OrganisationFactory.create_batch(2, name="重名示例公司")

    assertContains(desk.post(ADD, appointment(organisation.code) | values), sentence)
    assert not Post.objects.exists()


def test_a_post_is_ended_on_its_last_day(desk, chair):
    assertContains(desk.get(f"{LIST}{chair.pk}/change/"), end_page(chair))

    response = desk.post(end_page(chair), {"on": "2026-06-30"}, follow=True)

    chair.refresh_from_db()
    assertContains(response, "任期已结束。")
    assertNotContains(response, end_page(chair))
    assert chair.ends_on == date(2026, 6, 30)


def test_a_post_does_not_end_before_it_began(desk, chair):
    assertContains(desk.post(end_page(chair), {"on": "2020-01-01"}), "最后一天不能早于任期的起始日期。")


def test_a_post_of_ones_own_organisation_is_for_somebody_else(desk, chair, organisation, reviewer):
    SeatFactory.create(user=reviewer, organisation=organisation)
    for answer in (
        desk.get(end_page(chair), follow=True),
        desk.post(end_page(chair), {"on": "2026-06-30"}, follow=True),
    ):
        assertContains(answer, "按回避规定须由其他工作人员办理。")
    chair.refresh_from_db()
    assert chair.ends_on is None
    assertContains(desk.post(ADD, appointment(organisation.code, source="二届一次会议")), "按回避规定")
    assert Post.objects.count() == 1


def test_a_post_that_has_ended_is_not_ended_later(desk, chair, reviewer):
    posts.end(chair, by=reviewer, on=date(2026, 6, 30))

    assertContains(desk.post(end_page(chair), {"on": "2026-07-31"}), "该任期已经结束")
    chair.refresh_from_db()
    assert chair.ends_on == date(2026, 6, 30)


@pytest.mark.parametrize(("choice", "count"), [("yes", 1), ("no", 2), ("", 3)])
def test_posts_are_filtered_by_whether_they_are_held_now(choice, count, desk, chair):
    today = timezone.localdate()
    posts.appoint(OrganisationFactory.create(), rank="council", starts_on=today + timedelta(days=9))
    posts.appoint(
        OrganisationFactory.create(), rank="council", starts_on=date(2022, 5, 1), ends_on=date(2023, 4, 30)
    )

    response = desk.get(LIST, {"current": choice} if choice else {})

    assert len(response.context["cl"].result_list) == count


def test_posts_are_found_by_the_organisations_name(desk, chair):
    assertContains(desk.get(LIST, {"q": "云岭"}), "理事长单位")
    assert not desk.get(LIST, {"q": "星川"}).context["cl"].result_list
