from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, Role, User
from casework import selectors
from casework.lifecycle import Side
from parks.models import ParkRegistration, Tenancy, Unit
from parks.services import tenancies, waiting
from tests.factories import SeatFactory, UserFactory
from tests.parks import world
from tests.parks.registrations import a_unit
from tests.parks.world import Letting

SignIn = Callable[[User], Client]


def line(case: ParkRegistration) -> list[tuple[str, str]]:
    """What follows the decision on the stage line."""
    return [(stage.label, stage.state) for stage in selectors.stages(case)][4:]


def sentence(case: ParkRegistration, side: Side = Side.APPLICANT) -> str:
    return selectors.turns_after([case], side)[case.pk].sentence


def turn(case: ParkRegistration, client: Client) -> dict[str, str]:
    shown: dict[str, str] = client.get(case.get_absolute_url()).context["turn"]
    return shown


def at_the_desk(case: ParkRegistration, client: Client) -> dict[str, str]:
    page = client.get(reverse("admin:casework_case_change", args=[case.pk]))
    shown: dict[str, str] = page.context["turn"]
    return shown


def test_who_waits_reads_the_position_and_the_park_may_offer(there: Letting, sign_in: SignIn) -> None:
    world.in_line(there)
    case = world.in_line(there)
    mine = turn(case, sign_in(case.applicant))
    assert mine["sentence"] == "轮候中：现排第 2 位，有合适的单元时通知选房。"
    assert (mine["tone"], mine.get("action_url")) == ("slate", None)
    theirs = at_the_desk(case, sign_in(there.operator))
    assert theirs["sentence"].startswith("待工作人员办理：轮候第 2 位")
    assert theirs["action_url"] == reverse("admin:parks_waitingplace_offer", args=[case.places.get().pk])
    assert line(case) == [("轮候", "now"), ("选房", "next"), ("签约", "next"), ("入驻", "next")]


def test_an_offer_is_the_enterprises_turn_and_leads_to_the_answer(
    there: Letting, unit: Unit, sign_in: SignIn
) -> None:
    tenancy = world.offered(there, unit)
    case = tenancy.registration
    mine = turn(case, sign_in(case.applicant))
    assert mine["sentence"].startswith("待您办理：请在")
    assert (mine["tone"], mine["detail"]) == ("amber", str(unit))
    assert mine["action_url"] == tenancy.get_absolute_url()
    theirs = at_the_desk(case, sign_in(there.operator))
    assert theirs["sentence"].startswith("待申请单位办理：选房通知的答复期限为")
    assert "action_url" not in theirs
    assert line(case) == [("轮候", "done"), ("选房", "now"), ("签约", "next"), ("入驻", "next")]


def test_an_offer_not_answered_in_time_leads_nowhere(there: Letting, unit: Unit, sign_in: SignIn) -> None:
    tenancy = world.offered(there, unit)
    Tenancy.objects.update(answer_by=world.a_day(-1))
    case = world.fresh(tenancy.registration)
    mine = turn(case, sign_in(case.applicant))
    assert "届满" in mine["sentence"]
    assert mine["tone"] == "cinnabar"
    assert "action_url" not in mine
    assert "通知下一家单位选房" in sentence(case, Side.REVIEWER)


def test_somebody_who_only_looks_gets_the_sentence_and_no_button(
    there: Letting, unit: Unit, sign_in: SignIn
) -> None:
    tenancy = world.offered(there, unit)
    viewer = SeatFactory.create(organisation=tenancy.registration.organisation, role=Role.VIEWER).user
    assert "action_url" not in turn(tenancy.registration, sign_in(viewer))


@pytest.mark.parametrize(
    ("walk", "words", "step"),
    [(world.accepted, "登记签约", "sign"), (world.signed, "登记入驻", "move_in")],
)
def test_what_the_park_does_next_is_one_press_away(
    there: Letting, unit: Unit, sign_in: SignIn, walk: Callable[..., Tenancy], words: str, step: str
) -> None:
    tenancy = walk(there, unit)
    theirs = at_the_desk(tenancy.registration, sign_in(there.operator))
    assert theirs["action_label"] == words
    assert theirs["action_url"] == reverse(f"admin:parks_tenancy_{step}", args=[tenancy.pk])
    assert theirs["sentence"].startswith("待工作人员办理")
    assert "action_url" not in turn(tenancy.registration, sign_in(tenancy.registration.applicant))


def test_before_the_contract_a_planned_enterprise_enters_its_code(
    there: Letting, unit: Unit, sign_in: SignIn
) -> None:
    tenancy = world.accepted(there, unit)
    case = tenancy.registration
    Organisation.objects.filter(pk=case.organisation_id).update(code=None, is_planned=True)
    mine = turn(case, sign_in(case.applicant))
    assert mine["action_url"] == reverse("organisation_enter_code", args=[case.organisation_id])
    assert mine["tone"] == "amber"
    theirs = at_the_desk(case, sign_in(there.operator))
    assert theirs["sentence"].startswith("待申请单位办理")
    assert "action_url" not in theirs


def test_who_moved_in_has_come_to_the_end_of_the_line(there: Letting, unit: Unit) -> None:
    tenancy = world.moved_in(there, unit)
    case = tenancy.registration
    assert sentence(case).startswith("已入驻，租期至")
    assert line(case) == [("轮候", "done"), ("选房", "done"), ("签约", "done"), ("入驻", "done")]
    assert selectors.stages(case)[-1].date == timezone.localdate()


def test_who_left_reads_when(there: Letting, unit: Unit) -> None:
    tenancy = world.moved_in(there, unit)
    tenancies.leave(tenancy, by=there.operator, revision=tenancy.revision, on=world.a_day(0), note="迁址。")
    assert sentence(tenancy.registration).startswith("已于")
    assert line(tenancy.registration)[-1] == ("退出", "done")


def test_who_left_the_line_is_through(there: Letting) -> None:
    case = world.in_line(there)
    waiting.leave(world.place_of(case), by=case.applicant)
    assert sentence(case) == "已办结：已退出轮候。"
    assert line(case) == [("已退出轮候", "stopped")]


def test_a_new_place_counts_more_than_the_unit_declined_before(there: Letting, unit: Unit) -> None:
    tenancy = world.offered(there, unit)
    tenancies.decline(tenancy, by=tenancy.registration.applicant, revision=tenancy.revision)
    assert sentence(tenancy.registration).startswith("轮候中")


def test_a_list_asks_as_often_for_three_as_for_one(
    there: Letting, unit: Unit, django_assert_num_queries: Callable[..., object]
) -> None:
    cases = [world.offered(there, unit).registration, world.in_line(there), world.in_line(there)]
    world.moved_in(there, a_unit(there.park, code="302"))
    for few in (cases[:1], cases):
        with django_assert_num_queries(2):  # type: ignore[attr-defined]
            assert len(selectors.turns_after(few, Side.APPLICANT)) == len(few)


def test_the_desk_says_how_far_an_approved_registration_is(
    there: Letting, unit: Unit, sign_in: SignIn
) -> None:
    case = world.offered(there, unit).registration
    page = sign_in(case.applicant).get("/desk/")
    [row] = page.context["finished_rows"]
    assert row.sentence.startswith("待您办理：请在")


def test_the_secretariat_reads_the_park_s_turn_in_its_own_words(there: Letting, unit: Unit) -> None:
    UserFactory.create()
    case = world.signed(there, unit).registration
    assert sentence(case, Side.REVIEWER).startswith("待工作人员办理：已签约")
    assert sentence(case).startswith("待园区办理：已签约")
