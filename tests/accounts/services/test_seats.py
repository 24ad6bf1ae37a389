import pytest

from accounts.models import Letter, Role, Seat
from accounts.services import seats
from accounts.services.seats import SeatRefused
from tests.factories import SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


def seat_of(user) -> Seat:
    return Seat.objects.get(user=user)


def test_an_owner_changes_a_role_and_the_colleague_is_told(owner, colleague):
    seats.change_role(seat_of(colleague), role=Role.VIEWER, by=owner)
    assert seat_of(colleague).role == Role.VIEWER
    assert Letter.objects.get().recipient == colleague


def test_the_same_role_again_changes_and_says_nothing(owner, colleague):
    seats.change_role(seat_of(colleague), role=Role.EDITOR, by=owner)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("act", ["change_role", "remove"])
def test_who_is_no_owner_manages_nobody(act, owner, colleague, viewer):
    more = {"role": Role.OWNER} if act == "change_role" else {}
    with pytest.raises(SeatRefused):
        getattr(seats, act)(seat_of(viewer), by=colleague, **more)
    assert seat_of(viewer).role == Role.VIEWER


def test_an_owner_of_another_organisation_manages_nobody_here(outsider, colleague):
    with pytest.raises(SeatRefused):
        seats.remove(seat_of(colleague), by=outsider)


def test_the_last_owner_cannot_leave_be_removed_or_lower_themselves(owner, colleague):
    for act in (
        lambda: seats.leave(seat_of(owner), by=owner),
        lambda: seats.remove(seat_of(owner), by=owner),
        lambda: seats.change_role(seat_of(owner), role=Role.EDITOR, by=owner),
    ):
        with pytest.raises(SeatRefused, match="移交"):
            act()
    assert seat_of(owner).role == Role.OWNER


def test_one_of_two_owners_leaves(owner, colleague, organisation):
    second = SeatFactory.create(organisation=organisation)
    seats.leave(seat_of(owner), by=owner)
    assert not Seat.objects.filter(user=owner).exists()
    with pytest.raises(SeatRefused):
        seats.leave(second, by=second.user)


def test_one_leaves_only_ones_own_seat(owner, colleague):
    with pytest.raises(SeatRefused):
        seats.leave(seat_of(colleague), by=owner)


def test_a_removed_colleague_is_told(owner, colleague):
    seats.remove(seat_of(colleague), by=owner)
    assert not Seat.objects.filter(user=colleague).exists()
    assert Letter.objects.get().recipient == colleague


def test_an_owner_removing_themselves_beside_another_owner_gets_no_letter(owner, organisation):
    SeatFactory.create(organisation=organisation)
    seats.remove(seat_of(owner), by=owner)
    assert not Letter.objects.exists()


def test_a_seat_that_went_meanwhile_is_said_to_be_gone(owner, colleague):
    seat = seat_of(colleague)
    Seat.objects.filter(pk=seat.pk).delete()
    with pytest.raises(SeatRefused, match="刷新"):
        seats.remove(seat, by=owner)


def test_handing_over_swaps_the_roles_in_one_step(owner, colleague, organisation):
    seats.hand_over(organisation, to=seat_of(colleague), by=owner)
    assert (seat_of(colleague).role, seat_of(owner).role) == (Role.OWNER, Role.EDITOR)
    assert Letter.objects.get().recipient == colleague


def test_only_an_owner_hands_over_and_only_to_an_active_colleague(
    owner, colleague, viewer, outsider, organisation
):
    with pytest.raises(SeatRefused):
        seats.hand_over(organisation, to=seat_of(viewer), by=colleague)
    for other in (owner, outsider):
        with pytest.raises(SeatRefused):
            seats.hand_over(organisation, to=seat_of(other), by=owner)
    colleague.is_active = False
    colleague.save()
    with pytest.raises(SeatRefused):
        seats.hand_over(organisation, to=seat_of(colleague), by=owner)
    assert seat_of(owner).role == Role.OWNER


def test_taking_a_seat_never_lowers_one(owner, colleague, organisation):
    assert seats.take(organisation, owner, Role.VIEWER).role == Role.OWNER
    assert seats.take(organisation, colleague, Role.OWNER).role == Role.OWNER
    assert seats.take(organisation, UserFactory.create(), Role.VIEWER).role == Role.VIEWER
