import pytest

from accounts.models import Letter, Role, Seat, SeatRequest
from accounts.services import seat_requests
from accounts.services.seats import SeatRefused
from tests.factories import SeatFactory

pytestmark = pytest.mark.django_db


def test_asking_tells_every_owner_once(owner, colleague, outsider, organisation):
    second = SeatFactory.create(organisation=organisation).user
    first = seat_requests.ask(organisation, user=outsider, message="市场部")
    assert seat_requests.ask(organisation, user=outsider) == first
    assert {letter.recipient for letter in Letter.objects.all()} == {owner, second}


def test_who_has_a_seat_need_not_ask(colleague, organisation):
    with pytest.raises(SeatRefused):
        seat_requests.ask(organisation, user=colleague)


def test_an_owner_accepts_with_a_role(owner, outsider, organisation):
    request = seat_requests.ask(organisation, user=outsider)
    seat = seat_requests.accept(request, role=Role.VIEWER, by=owner)
    assert (seat.user, seat.role) == (outsider, Role.VIEWER)
    assert (request.state, request.decided_by) == (SeatRequest.State.ACCEPTED, owner)
    assert Letter.objects.filter(recipient=outsider).count() == 1


def test_an_owner_declines_and_the_person_may_ask_again(owner, outsider, organisation):
    request = seat_requests.decline(seat_requests.ask(organisation, user=outsider), by=owner)
    assert request.state == SeatRequest.State.DECLINED
    assert not Seat.objects.filter(user=outsider, organisation=organisation).exists()
    assert seat_requests.ask(organisation, user=outsider) != request


def test_only_an_owner_decides_and_only_once(owner, colleague, outsider, organisation):
    request = seat_requests.ask(organisation, user=outsider)
    for nobody in (colleague, outsider):
        with pytest.raises(SeatRefused):
            seat_requests.accept(request, role=Role.OWNER, by=nobody)
    stale = SeatRequest.objects.get()
    seat_requests.decline(request, by=owner)
    with pytest.raises(SeatRefused, match="处理"):
        seat_requests.accept(request, role=Role.VIEWER, by=owner)
    with pytest.raises(SeatRefused, match="其他负责人"):
        seat_requests.accept(stale, role=Role.VIEWER, by=owner)
    assert not Seat.objects.filter(user=outsider, organisation=organisation).exists()
