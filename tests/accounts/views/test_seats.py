import re

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Invitation, Letter, Role, Seat, SeatRequest
from accounts.services import invitations, seat_requests
from tests.factories import SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def seat_of(user) -> Seat:
    return Seat.objects.get(user=user)


def token() -> str:
    found = re.search(r"/invitations/([^/\s]+)/", Letter.objects.get().text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("data", "role"),
    [({"role": "viewer"}, Role.VIEWER), ({"action": "hand_over"}, Role.OWNER), ({"action": "remove"}, None)],
)
def test_an_owner_changes_hands_over_and_removes(data, role, owner, colleague, organisation, sign_in):
    client = sign_in(owner)
    url = f"/seats/{seat_of(colleague).pk}/"
    assert client.get(url).status_code == 200
    assert client.post(url, data).headers["Location"] == organisation.get_absolute_url()
    assert Seat.objects.filter(user=colleague).values_list("role", flat=True).first() == role


def test_a_role_that_does_not_exist_is_refused(owner, colleague, sign_in):
    assert sign_in(owner).post(f"/seats/{seat_of(colleague).pk}/", {"role": "king"}).status_code == 422


def test_removing_oneself_beside_another_owner_leads_to_the_desk(owner, organisation, sign_in):
    SeatFactory.create(organisation=organisation)
    answer = sign_in(owner).post(f"/seats/{seat_of(owner).pk}/", {"action": "remove"})
    assert answer.headers["Location"] == "/desk/"


def test_others_manage_no_seats(viewer, colleague, outsider, owner, organisation, sign_in):
    url = f"/seats/{seat_of(viewer).pk}/"
    answer = sign_in(colleague).post(url, {"action": "remove"})
    assert answer.headers["Location"] == organisation.get_absolute_url()
    assert sign_in(outsider).post(url, {"action": "remove"}).status_code == 404
    assert seat_of(viewer)


def test_leaving_is_confirmed_first(colleague, organisation, sign_in):
    client = sign_in(colleague)
    url = f"/organisations/{organisation.pk}/leave/"
    assert "确定退出" in client.get(url).content.decode()
    assert seat_of(colleague)
    assert client.post(url).headers["Location"] == "/desk/"
    assert not Seat.objects.filter(user=colleague).exists()


def test_the_last_owner_is_told_to_hand_over(owner, organisation, sign_in):
    client = sign_in(owner)
    url = f"/organisations/{organisation.pk}/leave/"
    assert "移交" in client.get(url).content.decode()
    assert client.post(url).headers["Location"] == organisation.get_absolute_url()
    assert seat_of(owner)


# --- requests -----------------------------------------------------------------------------------


def test_asking_for_a_seat_and_being_let_in(owner, outsider, organisation, sign_in):
    url = f"/seat-requests/{organisation.code}/"
    asking = sign_in(outsider)
    assert owner.name not in asking.get(url).content.decode()
    assert asking.post(url, {"message": "市场部"}).status_code == 302
    assert "等待" in asking.get(url).content.decode()
    request = SeatRequest.objects.get()
    page = sign_in(owner).get(organisation.get_absolute_url()).content.decode()
    assert "市场部" in page
    sign_in(owner).post(f"/seat-requests/{request.pk}/decide/", {"decision": "accept", "role": "editor"})
    assert Seat.objects.get(user=outsider, organisation=organisation).role == Role.EDITOR
    assert asking.get(url).headers["Location"] == organisation.get_absolute_url()


def test_a_message_that_is_too_long_is_refused(outsider, organisation, sign_in):
    answer = sign_in(outsider).post(f"/seat-requests/{organisation.code}/", {"message": "长" * 301})
    assert answer.status_code == 422


def test_an_owner_declines_and_others_cannot_decide(owner, colleague, outsider, organisation, sign_in):
    request = seat_requests.ask(organisation, user=outsider)
    url = f"/seat-requests/{request.pk}/decide/"
    sign_in(colleague).post(url, {"decision": "accept", "role": "owner"})
    assert sign_in(outsider).post(url, {"decision": "accept"}).status_code == 404
    request.refresh_from_db()
    assert request.state == SeatRequest.State.PENDING
    sign_in(owner).post(url, {"decision": "decline"})
    request.refresh_from_db()
    assert request.state == SeatRequest.State.DECLINED


def test_without_a_role_an_accepted_person_only_looks(owner, outsider, organisation, sign_in):
    request = seat_requests.ask(organisation, user=outsider)
    sign_in(owner).post(f"/seat-requests/{request.pk}/decide/", {"decision": "accept"})
    assert Seat.objects.get(user=outsider, organisation=organisation).role == Role.VIEWER


def test_asking_too_often_ends_with_429(sign_in, organisation):
    client = sign_in(UserFactory.create())
    url = f"/seat-requests/{organisation.code}/"
    answers = [client.post(url, {}).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


# --- invitations --------------------------------------------------------------------------------


def test_inviting_and_accepting(owner, organisation, sign_in):
    guest = UserFactory.create(email="guest@example.test")
    client = sign_in(owner)
    url = f"/organisations/{organisation.pk}/invite/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"email": guest.email, "role": "editor"}).status_code == 302
    assert guest.email in client.get(organisation.get_absolute_url()).content.decode()
    link = f"/invitations/{token()}/"
    public = Client().get(link)
    assert "g***@example.test" in public.content.decode()
    assert public.headers["Referrer-Policy"] == "no-referrer"
    assert Client().post(link).status_code == 200
    theirs = sign_in(guest)
    assert "接受邀请" in theirs.get(link).content.decode()
    assert theirs.post(link).headers["Location"] == organisation.get_absolute_url()
    assert seat_of(guest).role == Role.EDITOR
    assert theirs.get(link).status_code == 404


def test_somebody_else_is_told_which_door_is_theirs(owner, outsider, organisation, sign_in):
    invitations.invite(organisation, email="guest@example.test", role=Role.OWNER, by=owner)
    client = sign_in(outsider)
    link = f"/invitations/{token()}/"
    assert "另一个邮箱" in client.get(link).content.decode()
    assert client.post(link).headers["Location"] == link
    assert not Seat.objects.filter(user=outsider, organisation=organisation).exists()


def test_an_unknown_link_says_so():
    answer = Client().get("/invitations/guessed/")
    assert answer.status_code == 404
    assert "邀请无效" in answer.content.decode()


def test_a_wrong_address_stays_on_the_page(owner, organisation, sign_in):
    answer = sign_in(owner).post(
        f"/organisations/{organisation.pk}/invite/", {"email": "nobody", "role": "editor"}
    )
    assert answer.status_code == 422
    assert 'value="nobody"' in answer.content.decode()


def test_others_do_not_invite(colleague, outsider, organisation, sign_in):
    url = f"/organisations/{organisation.pk}/invite/"
    data = {"email": "x@example.test", "role": "owner"}
    assert sign_in(colleague).post(url, data).headers["Location"] == organisation.get_absolute_url()
    assert sign_in(outsider).post(url, data).status_code == 404
    assert not Invitation.objects.exists()


def test_sending_again_and_withdrawing(owner, outsider, organisation, sign_in):
    invitation = invitations.invite(organisation, email="guest@example.test", role=Role.VIEWER, by=owner)
    url = f"/invitations/{invitation.pk}/withdraw/"
    assert sign_in(outsider).post(url).status_code == 404
    client = sign_in(owner)
    client.post(url, {"action": "resend"})
    assert Letter.objects.count() == 2
    client.post(url, {"action": "withdraw"})
    assert not Invitation.objects.exists()


def test_the_same_answer_for_a_registered_and_an_unknown_address(owner, organisation, sign_in):
    UserFactory.create(email="known@example.test")
    client = sign_in(owner)
    url = f"/organisations/{organisation.pk}/invite/"
    pages = []
    for email in ("known@example.test", "other@example.test"):
        page = client.post(url, {"email": email, "role": "editor"}, follow=True).content.decode()
        Invitation.objects.all().delete()
        pages.append(
            re.sub(r"(csrfmiddlewaretoken\" value=\")[^\"]+|/invitations/\d+/|\w+@example.test", "", page)
        )
    assert pages[0] == pages[1]
