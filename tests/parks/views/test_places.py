from collections.abc import Callable

from django.test import Client

from accounts.models import Organisation, User
from parks.models import WaitingPlace
from tests.parks import world

SignIn = Callable[[User], Client]


def test_who_no_longer_waits_says_so_once_more(
    organisation: Organisation, owner: User, sign_in: SignIn
) -> None:
    case, client = world.in_line(world.letting(), organisation, owner), sign_in(owner)
    url = f"/waiting-places/{world.place_of(case).pk}/leave/"
    assert "不再保留轮候位次" in client.get(url).content.decode()
    assert "已退出礼嘉示例园园区的轮候" in client.post(url, follow=True).content.decode()
    assert world.place_of(case).state == WaitingPlace.State.LEFT
    assert "已不在轮候名单中" in client.post(url, follow=True).content.decode()
    assert "已不在轮候名单中" in client.get(url, follow=True).content.decode()


def test_viewers_and_outsiders_leave_nothing(
    organisation: Organisation, owner: User, viewer: User, outsider: User, sign_in: SignIn
) -> None:
    place = world.place_of(world.in_line(world.letting(), organisation, owner))
    url = f"/waiting-places/{place.pk}/leave/"
    assert sign_in(viewer).post(url).status_code == 302
    assert sign_in(outsider).post(url).status_code == 404
    place.refresh_from_db()
    assert place.state == WaitingPlace.State.WAITING
