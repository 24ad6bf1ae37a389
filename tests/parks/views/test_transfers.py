from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts import ratelimits
from accounts.models import Organisation, User
from casework.lifecycle import Status
from casework.models import Case
from parks.models import Park, ParkRegistration
from tests.applications import draft as membership_draft
from tests.applications import step
from tests.parks import world
from tests.parks.registrations import a_unit, draft, submitted

SignIn = Callable[[User], Client]


def url(case: Case) -> str:
    return f"/cases/{case.reference}/transfer/"


def filled(page: Any, park: Park) -> dict[str, Any]:
    form = page.context["form"]
    seen = {name: form[name].value() or "" for name in ("revision", "holding")}
    return {**seen, "park": park.pk, "declares_truth": "on", "consents_processing": "on"}


def test_one_press_sends_it_to_the_other_park(
    organisation: Organisation, owner: User, park: Park, other_park: Park, sign_in: SignIn
) -> None:
    case, client = submitted(organisation, park, owner), sign_in(owner)
    assert url(case) in client.get(case.get_absolute_url()).content.decode()
    page = client.get(url(case))
    words = page.content.decode()
    assert f"{case.reference} 同时撤回" in words
    assert "礼嘉示例园</label>" not in words
    answer = client.post(url(case), filled(page, other_park), follow=True)
    made = ParkRegistration.objects.get(park=other_park)
    assert made.status == Status.SUBMITTED
    assert f"新的办件编号为 {made.reference}" in answer.content.decode()
    assert case.reference in client.get(made.get_absolute_url()).content.decode()
    assert made.reference in client.get(case.get_absolute_url()).content.decode()


def test_what_is_missing_is_said_and_the_choice_stays(
    organisation: Organisation, owner: User, park: Park, other_park: Park, sign_in: SignIn
) -> None:
    case, client = submitted(organisation, park, owner), sign_in(owner)
    given = filled(client.get(url(case)), other_park)
    del given["declares_truth"]
    answer = client.post(url(case), given)
    assert answer.status_code == 422
    assert "请勾选承诺" in answer.content.decode()
    assert answer.context["form"]["park"].value() == str(other_park.pk)


def test_after_somebody_was_faster_the_next_press_is_meant_for_what_stands_there_now(
    organisation: Organisation, owner: User, reviewer: User, park: Park, other_park: Park, sign_in: SignIn
) -> None:
    case, client = submitted(organisation, park, owner), sign_in(owner)
    given = filled(client.get(url(case)), other_park)
    step(case, "start", reviewer)
    answer = client.post(url(case), given)
    assert answer.status_code == 409
    assert reviewer.name in answer.content.decode()
    again = client.post(url(case), filled(answer, other_park))
    assert again.status_code == 302
    assert Case.objects.get(pk=case.pk).status == Status.WITHDRAWN


@pytest.mark.parametrize(
    ("state", "words"),
    [("in_line", "同时退出"), ("offered", "同时放弃"), ("signed", "租用不受影响")],
)
def test_what_happens_to_the_first_is_said_before(
    organisation: Organisation, owner: User, other_park: Park, sign_in: SignIn, state: str, words: str
) -> None:
    there = world.letting()
    case = world.in_line(there, organisation, owner)
    if state != "in_line":
        getattr(world, state)(there, a_unit(there.park), case)
    assert words in sign_in(owner).get(url(case)).content.decode()


def test_a_park_where_one_is_open_already_leads_to_that_one(
    organisation: Organisation, owner: User, park: Park, other_park: Park, sign_in: SignIn
) -> None:
    case, client = submitted(organisation, park, owner), sign_in(owner)
    there_already = draft(organisation, other_park, owner)
    answer = client.post(url(case), filled(client.get(url(case)), other_park))
    assert answer["Location"] == there_already.get_absolute_url()
    assert Case.objects.get(pk=case.pk).status == Status.SUBMITTED


def test_drafts_viewers_outsiders_and_other_kinds(
    organisation: Organisation, owner: User, viewer: User, outsider: User, park: Park, sign_in: SignIn
) -> None:
    made = draft(organisation, park, owner)
    other = membership_draft(organisation, owner)
    assert sign_in(owner).get(url(made))["Location"] == made.get_absolute_url()
    assert sign_in(viewer).get(url(made))["Location"] == made.get_absolute_url()
    assert sign_in(outsider).get(url(made)).status_code == 404
    assert sign_in(owner).get(url(other)).status_code == 404


def test_what_has_to_be_filled_in_anew_is_a_draft_and_the_first_stays(
    organisation: Organisation, owner: User, park: Park, other_park: Park, sign_in: SignIn
) -> None:
    case, client = submitted(organisation, park, owner), sign_in(owner)
    given = filled(client.get(url(case)), other_park)
    ParkRegistration.objects.filter(pk=case.pk).update(move_in_on=world.a_day(-1))
    answer = client.post(url(case), given, follow=True)
    made = ParkRegistration.objects.get(park=other_park)
    assert made.status == Status.DRAFT
    assert answer.redirect_chain[0][0] == f"/cases/{made.reference}/form/"
    assert "提交前，原登记保持不变" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).status == Status.SUBMITTED


def test_what_is_over_stays_as_it_is(
    organisation: Organisation, owner: User, park: Park, sign_in: SignIn
) -> None:
    case = step(submitted(organisation, park, owner), "withdraw", owner)
    assert f"{case.reference} 已办结，不受影响" in sign_in(owner).get(url(case)).content.decode()


def test_too_many_are_told_when_to_come_back(
    organisation: Organisation, owner: User, park: Park, other_park: Park, sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    cache.clear()
    monkeypatch.setitem(ratelimits.LIMITS, "start", "0/h/user")
    case, client = submitted(organisation, park, owner), sign_in(owner)
    assert client.post(url(case), filled(client.get(url(case)), other_park)).status_code == 429
    assert Case.objects.get(pk=case.pk).status == Status.SUBMITTED
