from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, User
from parks.models import Visit, VisitSlot
from parks.services import visits
from tests.factories import SeatFactory, UserFactory
from tests.parks import world
from tests.parks.world import Letting

SignIn = Callable[[User], Client]
PAGE = "/parks/lijia/visits/"


@pytest.fixture
def there(db: None) -> Letting:
    return world.letting()


@pytest.fixture
def slot(there: Letting) -> VisitSlot:
    starts_at = timezone.now() + timedelta(days=3)
    return VisitSlot.objects.create(park=there.park, starts_at=starts_at, capacity=2, place="一号楼大厅")


def given(slot: VisitSlot, organisation: Organisation, **more: Any) -> dict[str, Any]:
    return {"slot": slot.pk, "organisation": organisation.pk, "people": "３", "purpose": "中试厂房", **more}


def test_a_visit_is_booked_shown_and_taken_home_as_a_calendar_file(
    slot: VisitSlot, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    page = client.get(PAGE).content.decode()
    assert "一号楼大厅" in page
    assert "还可接待 2 家" in page
    answer = client.post(PAGE, given(slot, organisation), follow=True)
    visit = Visit.objects.get()
    assert (visit.people, visit.state) == (3, "booked")
    page = answer.content.decode()
    assert "中试厂房" in page
    file = client.get(f"/visits/{visit.pk}/calendar/")
    assert file["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in file.content
    assert "已预约" in client.get(PAGE).content.decode()


def test_what_was_typed_stays_and_the_error_is_said(
    slot: VisitSlot, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    answer = sign_in(owner).post(PAGE, given(slot, organisation, people="0"))
    assert answer.status_code == 422
    assert "中试厂房" in answer.content.decode()
    assert not Visit.objects.exists()


def test_a_slot_that_filled_up_meanwhile_is_said(
    slot: VisitSlot, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    VisitSlot.objects.update(taken=2)
    answer = sign_in(owner).post(PAGE, given(slot, organisation))
    page = answer.content.decode()
    assert "该时段已约满、已取消或已开始" in page
    assert "已约满的时段" in page


def test_twice_the_same_is_booked_once(
    slot: VisitSlot, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    client.post(PAGE, given(slot, organisation))
    answer = client.post(PAGE, given(slot, organisation))
    assert "无须重复预约" in answer.content.decode()
    assert Visit.objects.count() == 1


def test_nobody_books_for_an_organisation_that_is_not_theirs_to_act_for(
    slot: VisitSlot, organisation: Organisation, viewer: User, outsider: User, sign_in: SignIn
) -> None:
    for person in (viewer, outsider):
        assert sign_in(person).post(PAGE, given(slot, organisation)).status_code == 422
    assert not Visit.objects.exists()
    assert "请先登记单位" in sign_in(viewer).get(PAGE).content.decode()


def test_without_a_time_the_page_says_so(there: Letting, owner: User, sign_in: SignIn) -> None:
    assert "目前没有可预约的时段" in sign_in(owner).get(PAGE).content.decode()


def test_it_is_cancelled_until_it_begins(
    slot: VisitSlot, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    visit, client = visits.book(slot, organisation, by=owner), sign_in(owner)
    url = f"/visits/{visit.pk}/cancel/"
    assert "名额让给其他单位" in client.get(url).content.decode()
    assert "参观预约已取消" in client.post(url, follow=True).content.decode()
    slot.refresh_from_db()
    assert slot.taken == 0
    assert "该参观预约已取消" in client.post(url, follow=True).content.decode()
    assert "已取消" in client.get(url, follow=True).content.decode()


@pytest.mark.parametrize("more", ["", "cancel/", "calendar/"])
def test_for_outsiders_it_is_not_there(
    slot: VisitSlot, organisation: Organisation, owner: User, outsider: User, sign_in: SignIn, more: str
) -> None:
    visit = visits.book(slot, organisation, by=owner)
    stranger = world.letting("dadi", "大地示例园").operator
    for person in (outsider, stranger):
        assert sign_in(person).get(f"/visits/{visit.pk}/{more}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_time_and_with_three(
    there: Letting, organisation: Organisation, sign_in: SignIn, count: int, django_assert_num_queries: Any
) -> None:
    user = SeatFactory.create(organisation=organisation, user=UserFactory.create()).user
    for number in range(count):
        starts_at = timezone.now() + timedelta(days=number + 1)
        slot = VisitSlot.objects.create(park=there.park, starts_at=starts_at, capacity=3)
        visits.book(slot, organisation, by=user)
    client = sign_in(user)
    # Session, person, park; then slots, my one organisation, mine, may I, and the choices.
    with django_assert_num_queries(8):
        client.get(PAGE)
