from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, User
from parks.models import Condition, Park, ParkRegistration, VisitSlot, YearlyReport
from parks.services import tenancies, visits
from tests.parks import world
from tests.parks.registrations import a_unit, draft, submitted
from tests.parks.world import Letting

SignIn = Callable[[User], Client]


@pytest.fixture
def there(db: None) -> Letting:
    return world.letting(plot_ratio="2.00")


def page_of(case: Any, client: Client) -> str:
    answer = client.get(case.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_draft_says_where_it_goes(
    there: Letting, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    made = draft(organisation, there.park, owner, wanted_unit=a_unit(there.park))
    page = page_of(made, sign_in(owner))
    assert "礼嘉示例园" in page
    assert "A 栋 301" in page
    assert "入驻条件比对" not in page


def test_what_was_sent_is_held_against_the_conditions(
    there: Letting, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    conditions = [("total_investment", True), ("output_value", False)]
    for measure, required in conditions:
        Condition.objects.create(
            park=there.park, measure=measure, bound="at_least", threshold=9000, is_required=required
        )
    page = page_of(submitted(organisation, there.park, owner), sign_in(owner))
    assert "登记为 3,000 万元，要求不低于 9,000 万元。" in page
    assert "优先条件" in page
    assert "10,000.05" in page


def test_who_waits_reads_the_position_and_for_what(
    there: Letting, organisation: Organisation, owner: User, viewer: User, sign_in: SignIn
) -> None:
    world.in_line(there)
    case = world.in_line(there, organisation, owner, load_min="5.00")
    page = page_of(case, sign_in(owner))
    assert "现排第 2 位" in page
    assert "中试 · 400–800 ㎡ · 荷载 5 kN/㎡ 以上" in page
    assert "退出轮候" in page
    assert "退出轮候" not in page_of(case, sign_in(viewer))


def test_what_it_was_offered_reports_and_visits_are_listed_each_with_its_turn(
    there: Letting, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    held = world.moved_in(there, a_unit(there.park), world.in_line(there, organisation, owner))
    report = YearlyReport.objects.create(tenancy=held, year=2025, due_on=date(2027, 5, 31))
    slot = VisitSlot.objects.create(park=there.park, starts_at=timezone.now() + timedelta(days=1))
    visit = visits.book(slot, organisation, by=owner)
    page = page_of(held.registration, sign_in(owner))
    for address in (f"/tenancies/{held.pk}/", f"/yearly-reports/{report.pk}/", f"/visits/{visit.pk}/"):
        assert f'href="{address}"' in page
    assert "待您办理：请在 2027年5月31日 前填报 2025 年度绩效。" in page


def test_of_a_transfer_staff_read_only_what_is_in_their_own_parks(
    there: Letting, other_park: Park, organisation: Organisation, owner: User, reviewer: User, sign_in: SignIn
) -> None:
    first = submitted(organisation, there.park, owner)
    made = submitted(organisation, other_park, owner)
    ParkRegistration.objects.filter(pk=made.pk).update(transferred_from=first.pk)
    receiving = world.an_operator(other_park)
    for person, reads in ((owner, True), (reviewer, True), (there.operator, False)):
        assert (made.reference in page_of(first, sign_in(person))) is reads
    for person, reads in ((owner, True), (reviewer, True), (receiving, False)):
        assert (first.reference in page_of(made, sign_in(person))) is reads


def test_staff_read_the_conditions_at_the_desk(
    there: Letting, organisation: Organisation, owner: User, reviewer: User, sign_in: SignIn
) -> None:
    case = submitted(organisation, there.park, owner)
    answer = sign_in(reviewer).get(f"/admin/casework/case/{case.pk}/change/")
    assert answer.status_code == 200
    assert "入驻条件比对" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_case_costs_the_same_with_one_offer_and_with_three(
    there: Letting, organisation: Organisation, owner: User, sign_in: SignIn, count: int,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    case = world.in_line(there, organisation, owner)
    for number in range(count):
        offer = world.offered(there, a_unit(there.park, f"30{number}"), case)
        tenancies.decline(offer, by=owner, revision=offer.revision)
        YearlyReport.objects.create(tenancy=offer, year=2025, due_on=date(2027, 5, 31))
    client = sign_in(owner)
    # The case's own eighteen; then tenancies, reports, place, transfers, visits, and why not another park.
    with django_assert_num_queries(29):
        client.get(case.get_absolute_url())
