"""Seats, requests, invitations and codes: two people at the same door."""
# ruff: noqa: B023  (the threads of a round end with it)

import pytest
from django.db import transaction
from django.utils import timezone

from accounts import policies
from accounts.models import Invitation, Organisation, Role, Seat, SeatRequest
from accounts.selectors.seats import digest
from accounts.services import invitations, organisations, people, seat_requests, seats
from accounts.services.organisations import CodeTaken
from accounts.services.people import EraseRefused
from accounts.services.seats import SeatRefused
from portal.demo.codes import demo_code
from tests.factories import UserFactory
from tests.races.database import without
from tests.races.threads import MARKS, collide, one_of, race, rounds, winners
from tests.races.world import Enterprise, enterprise

pytestmark = MARKS
LOCK = "FOR UPDATE"


def seat_of(user) -> Seat:
    return Seat.objects.select_related("organisation").get(user=user)


def owners(there: Enterprise) -> int:
    return there.organisation.seats.filter(role=Role.OWNER).count()


# --- the last owner ---------------------------------------------------------------------------------


def test_of_the_last_two_owners_one_stays():
    for meet in rounds(LOCK):
        there = enterprise(colleague=Role.OWNER)
        mine, theirs = seat_of(there.owner), seat_of(there.colleague)
        _winner, told = one_of(
            race(
                lambda: seats.leave(mine, by=there.owner),
                lambda: seats.leave(theirs, by=there.colleague),
                meet=meet,
            )
        )
        assert "唯一的负责人" in told.message
        assert owners(there) == 1


def test_two_owners_who_make_each_other_editors_leave_one_owner():
    for meet in rounds(LOCK):
        there = enterprise(colleague=Role.OWNER)
        mine, theirs = seat_of(there.owner), seat_of(there.colleague)
        one_of(
            race(
                lambda: seats.change_role(theirs, role=Role.EDITOR, by=there.owner),
                lambda: seats.change_role(mine, role=Role.EDITOR, by=there.colleague),
                meet=meet,
            )
        )
        assert owners(there) == 1


def test_two_owners_who_close_their_accounts_leave_one_owner():
    for meet in rounds(LOCK, 8):
        there = enterprise(colleague=Role.OWNER)
        there.organisation.seats.create(user=UserFactory.create(), role=Role.VIEWER)
        one_of(
            race(
                lambda: people.erase(there.owner),
                lambda: people.erase(there.colleague),
                meet=meet,
                refusals=(EraseRefused,),
            )
        )
        assert owners(there) == 1


def test_without_the_lock_both_owners_leave():
    @transaction.atomic
    def naive_leave(seat, by):
        if refusal := policies.why_not(by, seat, "leave"):
            raise SeatRefused(refusal)
        seat.delete()

    ownerless = 0
    for meet in rounds("DELETE", 3):
        there = enterprise(colleague=Role.OWNER)
        both = [(seat_of(one), one) for one in (there.owner, there.colleague)]
        collide(*(lambda seat=seat, by=by: naive_leave(seat, by) for seat, by in both), meet=meet)
        ownerless += owners(there) == 0
    assert ownerless


# --- requests for a seat ----------------------------------------------------------------------------


def asked(there: Enterprise) -> SeatRequest:
    return seat_requests.ask(there.organisation, user=UserFactory.create(), message="市场部")


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_one_request_is_answered_by_one_of_two_owners(answer):
    for meet in rounds('"accounts_seatrequest" SET'):
        there = enterprise(colleague=Role.OWNER)
        request, same = asked(there), SeatRequest.objects.get(organisation=there.organisation)

        def other(same=same, by=there.colleague):
            if answer == "accept":
                return seat_requests.accept(same, role=Role.EDITOR, by=by)
            return seat_requests.decline(same, by=by)

        winner, told = one_of(
            race(lambda: seat_requests.accept(request, role=Role.VIEWER, by=there.owner), other, meet=meet)
        )
        assert told.message.endswith("。")
        request.refresh_from_db()
        assert request.decided_by == (there.owner, there.colleague)[winner]
        seat = Seat.objects.filter(organisation=there.organisation, user=request.user).first()
        if winner == 0 or answer == "accept":
            assert seat.role == (Role.VIEWER, Role.EDITOR)[winner]
        else:
            assert seat is None


def test_two_requests_accepted_at_once_are_two_seats():
    for meet in rounds(LOCK, 8):
        there = enterprise(colleague=Role.OWNER)
        first, second = asked(there), asked(there)
        race(
            lambda: seat_requests.accept(first, role=Role.EDITOR, by=there.owner),
            lambda: seat_requests.accept(second, role=Role.EDITOR, by=there.colleague),
            meet=meet,
        )
        assert there.organisation.seats.count() == 4


def test_without_the_comparison_a_declined_person_holds_a_seat():
    @transaction.atomic
    def naive_answer(request, by, state):
        if refusal := policies.why_not(by, SeatRequest.objects.get(pk=request.pk), "decide"):
            raise SeatRefused(refusal)
        SeatRequest.objects.filter(pk=request.pk).update(
            state=state, decided_by=by, decided_at=timezone.now()
        )
        if state == SeatRequest.State.ACCEPTED:
            Seat.objects.create(organisation=request.organisation, user=request.user, role=Role.EDITOR)

    both = 0
    for meet in rounds('"accounts_seatrequest" SET', 3):
        there = enterprise(colleague=Role.OWNER)
        request = asked(there)
        answers = [(there.owner, SeatRequest.State.ACCEPTED), (there.colleague, SeatRequest.State.DECLINED)]
        outcomes = collide(*(lambda b=by, s=s: naive_answer(request, b, s) for by, s in answers), meet=meet)
        both += winners(outcomes) == [0, 1]
    assert both


def test_a_person_who_asks_twice_at_once_has_asked_once():
    for meet in rounds('INSERT INTO "accounts_seatrequest"', 8):
        there, person = enterprise(), UserFactory.create()
        race(*[lambda: seat_requests.ask(there.organisation, user=person)] * 2, meet=meet)
        assert SeatRequest.objects.filter(user=person).count() == 1
        assert there.owner.letters.count() == 1


def test_without_the_constraint_a_person_asks_twice():
    twice = 0
    with without("one_pending_seat_request"):
        for meet in rounds('INSERT INTO "accounts_seatrequest"', 3):
            there, person = enterprise(), UserFactory.create()
            collide(*[lambda: seat_requests.ask(there.organisation, user=person)] * 2, meet=meet)
            twice += SeatRequest.objects.filter(user=person).count() == 2
    assert twice


# --- invitations ------------------------------------------------------------------------------------


def invited(there: Enterprise) -> tuple[Invitation, Invitation]:
    person = UserFactory.create()
    invitations.invite(there.organisation, email=person.email, role=Role.EDITOR, by=there.owner)
    found = Invitation.objects.select_related("organisation").filter(email=person.email)
    return found.get(), found.get()


def test_an_invitation_opened_in_two_windows_is_used_once():
    for meet in rounds(LOCK):
        there = enterprise()
        one, same = invited(there)
        user = UserFactory._meta.model.objects.get(email=one.email)
        one_of(race(*(lambda i=i: invitations.accept(i, user=user) for i in (one, same)), meet=meet))
        assert there.organisation.seats.filter(user=user).count() == 1


def test_an_invitation_is_withdrawn_or_accepted():
    for meet in rounds('"accounts_invitation"', 8):
        there = enterprise()
        one, same = invited(there)
        user = UserFactory._meta.model.objects.get(email=one.email)
        race(
            lambda: invitations.accept(one, user=user),
            lambda: invitations.withdraw(same, by=there.owner),
            meet=meet,
        )
        left = Invitation.objects.filter(pk=one.pk).first()
        assert there.organisation.seats.filter(user=user).exists() is bool(left and left.accepted_at)


def test_one_address_invited_twice_at_once_has_one_working_link():
    for meet in rounds(LOCK, 8):
        there = enterprise(colleague=Role.OWNER)
        people_ = (there.owner, there.colleague)
        race(
            *(
                lambda by=by: invitations.invite(
                    there.organisation, email="x@example.test", role="editor", by=by
                )
                for by in people_
            ),
            meet=meet,
        )
        assert Invitation.objects.get(organisation=there.organisation).token_hash != digest("")


# --- one code, one organisation ---------------------------------------------------------------------


def registered(code: str, user, name: str):
    return organisations.register(user=user, kind="enterprise", code=code, name=name)


def test_one_code_registered_twice_at_once_is_one_organisation():
    people_ = UserFactory.create_batch(2)
    for number, meet in enumerate(rounds('INSERT INTO "accounts_organisation"')):
        code = demo_code(5000 + number)
        outcomes = race(
            *(lambda u=user: registered(code, u, f"云岭示例{u.pk}公司") for user in people_),
            meet=meet,
            refusals=(CodeTaken,),
        )
        winner, told = one_of(outcomes)
        assert told.organisation == outcomes[winner].value
        assert Organisation.objects.get(code=code).seats.get().user == people_[winner]


def test_a_look_without_the_constraint_registers_one_code_twice():
    def looked_first(code, user):
        if not Organisation.objects.filter(code=code).exists():
            return registered(code, user, f"云岭示例{user.pk}公司")
        raise SeatRefused("taken")

    people_, twice = UserFactory.create_batch(2), 0
    with without("accounts_organisation_code_key"):
        for number, meet in enumerate(rounds('INSERT INTO "accounts_organisation"', 3)):
            code = demo_code(5000 + number)
            collide(*(lambda u=user: looked_first(code, u) for user in people_), meet=meet)
            twice += Organisation.objects.filter(code=code).count() == 2
    assert twice
