from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from parks.lifecycles import TenancyStatus
from parks.models import Tenancy

SignIn = Callable[[User], Client]


def url(tenancy: Tenancy, *more: str) -> str:
    return "/".join(["/tenancies", str(tenancy.pk), *more, ""])


def test_accepting_is_asked_once_more_and_then_done(offer: Tenancy, owner: User, sign_in: SignIn) -> None:
    client = sign_in(owner)
    form = client.get(url(offer, "accept")).context["form"]
    answer = client.post(url(offer, "accept"), {"revision": form["revision"].value()}, follow=True)
    offer.refresh_from_db()
    assert offer.status == TenancyStatus.ACCEPTED
    page = answer.content.decode()
    assert "待园区办理：等待签订租赁合同" in page
    assert page.index("接受</span>") < page.index("发出选房通知")


def test_declining_takes_a_reason_and_needs_none(offer: Tenancy, owner: User, sign_in: SignIn) -> None:
    client = sign_in(owner)
    client.post(url(offer, "decline"), {"revision": offer.revision, "note": "层高不够"})
    offer.refresh_from_db()
    assert offer.status == TenancyStatus.DECLINED
    assert "层高不够" in client.get(url(offer)).content.decode()
    again = offer.registration.places.waiting().get()
    assert again.queued_at > offer.offered_at


def test_a_second_click_is_told_that_it_is_done(offer: Tenancy, owner: User, sign_in: SignIn) -> None:
    client, sent = sign_in(owner), {"revision": offer.revision}
    client.post(url(offer, "accept"), sent)
    page = client.post(url(offer, "accept"), sent, follow=True).content.decode()
    assert "您已办理过此事，现为“待签约”，无须重复提交。" in page


def test_of_two_colleagues_the_second_is_told_who_was_first(
    offer: Tenancy, owner: User, colleague: User, sign_in: SignIn
) -> None:
    sent = {"revision": offer.revision}
    sign_in(owner).post(url(offer, "accept"), sent)
    page = sign_in(colleague).post(url(offer, "decline"), sent, follow=True).content.decode()
    assert owner.name in page
    assert "您的操作未生效" in page
    offer.refresh_from_db()
    assert offer.status == TenancyStatus.ACCEPTED


def test_an_answer_that_comes_too_late_is_refused(offer: Tenancy, owner: User, sign_in: SignIn) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Tenancy.objects.filter(pk=offer.pk).update(answer_by=yesterday)
    client = sign_in(owner)
    assert "不能再接受" in client.get(url(offer)).content.decode()
    page = client.post(url(offer, "accept"), {"revision": offer.revision}, follow=True).content.decode()
    assert "答复期限已于" in page
    offer.refresh_from_db()
    assert offer.status == TenancyStatus.OFFERED


def test_a_page_without_its_revision_answers_nothing(offer: Tenancy, owner: User, sign_in: SignIn) -> None:
    assert sign_in(owner).post(url(offer, "accept"), {}).status_code == 422
    offer.refresh_from_db()
    assert offer.status == TenancyStatus.OFFERED
