from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.services import organisations
from parks.lifecycles import TenancyStatus
from parks.models import Tenancy
from parks.services import tenancies
from tests.factories import UserFactory
from tests.parks import world
from tests.parks.registrations import a_unit
from tests.parks.world import Letting

SignIn = Callable[[User], Client]


def url(tenancy: Tenancy, *more: str) -> str:
    return "/".join(["/tenancies", str(tenancy.pk), *more, ""])


def test_the_page_says_what_it_is_until_when_and_what_follows(
    offer: Tenancy, owner: User, sign_in: SignIn
) -> None:
    page = sign_in(owner).get(url(offer)).content.decode()
    assert "待您办理：请在" in page
    assert "7.5 kN/㎡" in page
    assert "每月约 15,000 元" in page
    assert "本单位排到轮候名单末位" in page
    assert "发出选房通知" in page


def test_a_viewer_looks_and_answers_nothing(offer: Tenancy, viewer: User, sign_in: SignIn) -> None:
    client = sign_in(viewer)
    assert 'id="answer"' not in client.get(url(offer)).content.decode()
    client.post(url(offer, "accept"), {"revision": offer.revision})
    assert client.get(url(offer, "decline")).status_code == 302
    offer.refresh_from_db()
    assert offer.status == TenancyStatus.OFFERED


@pytest.mark.parametrize("more", ["", "accept", "decline", "contract"])
def test_for_outsiders_and_other_parks_it_is_not_there(
    offer: Tenancy, outsider: User, sign_in: SignIn, more: str
) -> None:
    stranger = world.letting("dadi", "大地示例园").operator
    address = url(offer, more) if more else url(offer)
    assert sign_in(outsider).get(address).status_code == 404
    assert sign_in(stranger).get(address).status_code == 404


def test_a_planned_enterprise_is_led_to_its_code(there: Letting, sector: object, sign_in: SignIn) -> None:
    user = UserFactory.create()
    planned = organisations.plan(user=user, name="云岭示例（筹）", sector=sector)
    soon = timezone.localdate() + timedelta(days=30)
    facts = {"registered_capital": 500, "founding_on": soon, "entry_mode": "found"}
    held = world.accepted(there, a_unit(there.park), world.in_line(there, planned, user, **facts))
    page = sign_in(user).get(url(held)).content.decode()
    assert "签约前须补登统一社会信用代码" in page
    assert f"/organisations/{planned.pk}/code/" in page


def test_the_contract_is_handed_out_and_that_is_written_down(
    there: Letting, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    held = world.signed(there, a_unit(there.park), world.in_line(there, organisation, owner))
    client = sign_in(owner)
    answer = client.get(url(held, "contract"))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "查看合同" in client.get(url(held)).content.decode()


def test_a_contract_that_is_not_there_is_said(offer: Tenancy, owner: User, sign_in: SignIn) -> None:
    page = sign_in(owner).get(url(offer, "contract"), follow=True).content.decode()
    assert "尚未上传合同扫描件" in page


def test_a_contract_whose_file_is_gone_is_said_and_not_counted_as_opened(
    there: Letting, organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    held = world.signed(there, a_unit(there.park), world.in_line(there, organisation, owner))
    held.contract.storage.delete(held.contract.name)
    page = sign_in(owner).get(url(held, "contract"), follow=True).content.decode()
    assert "文件暂时无法读取" in page
    assert not held.steps.filter(action="open_contract").exists()


def test_showing_the_name_is_the_enterprises_to_give_and_to_take(
    offer: Tenancy, owner: User, viewer: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    client.post(url(offer, "show"), {"shown": "yes"})
    offer.refresh_from_db()
    assert offer.shows_publicly
    page = client.post(url(offer, "show"), {"shown": "no"}, follow=True).content.decode()
    offer.refresh_from_db()
    assert not offer.shows_publicly
    assert "园区页面不再展示本单位名称" in page
    sign_in(viewer).post(url(offer, "show"), {"shown": "yes"})
    offer.refresh_from_db()
    assert not offer.shows_publicly


def test_each_state_has_its_sentence(offer: Tenancy, there: Letting, owner: User, sign_in: SignIn) -> None:
    client = sign_in(owner)
    tenancies.withdraw(offer, by=there.operator, revision=offer.revision, note="单元漏水")
    page = client.get(url(offer)).content.decode()
    assert "园区已收回选房通知" in page
    assert "单元漏水" in page
    held = world.moved_in(there, a_unit(there.park, "302"), offer.registration)
    assert "已入驻，租期至" in client.get(url(held)).content.decode()
    tenancies.leave(held, by=there.operator, revision=held.revision, on=world.a_day(0), note="搬迁")
    assert "退出。" in client.get(url(held)).content.decode()
    lapsed = world.offered(there, a_unit(there.park, "303"))
    Tenancy.objects.filter(pk=lapsed.pk).update(answer_by=world.a_day(-1))
    lapsed.refresh_from_db()
    tenancies.lapse(lapsed, at=timezone.now())
    mine = world.editor_of(lapsed.registration)
    assert "视为放弃此单元" in sign_in(mine).get(url(lapsed)).content.decode()
