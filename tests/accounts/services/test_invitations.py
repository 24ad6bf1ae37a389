import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import selectors
from accounts.models import Invitation, Letter, Role, Seat
from accounts.services import invitations
from accounts.services.seats import SeatRefused
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest():
    return UserFactory.create(email="guest@example.test")


def token_in(letter: Letter) -> str:
    found = re.search(r"/invitations/([^/\s]+)/", letter.text)
    assert found
    return found[1]


def test_an_invitation_keeps_only_a_hash_and_its_letter_is_confidential(owner, organisation):
    invitation = invitations.invite(organisation, email="Guest@Example.test", role=Role.EDITOR, by=owner)
    letter = Letter.objects.get()
    assert invitation.email == "guest@example.test"
    assert token_in(letter) not in str(invitation.__dict__)
    assert selectors.invitation_by_token(token_in(letter)) == invitation
    assert letter.confidential


def test_an_address_with_an_account_and_one_without_get_the_same(owner, organisation, guest):
    one = invitations.invite(organisation, email=guest.email, role=Role.EDITOR, by=owner)
    two = invitations.invite(organisation, email="nobody@example.test", role=Role.EDITOR, by=owner)
    first, second = Letter.objects.order_by("pk")
    assert (first.recipient, second.recipient) == (None, None)

    def neutral(letter, invitation):
        return letter.text.replace(token_in(letter), "").replace(invitation.email, "")

    assert neutral(first, one) == neutral(second, two)


def test_accepting_gives_the_seat_once(owner, organisation, guest):
    invitation = invitations.invite(organisation, email=guest.email, role=Role.VIEWER, by=owner)
    stale = Invitation.objects.get()
    seat = invitations.accept(invitation, user=guest)
    assert (seat.role, seat.organisation) == (Role.VIEWER, organisation)
    assert Letter.objects.filter(recipient=owner).exists()
    with pytest.raises(SeatRefused):
        invitations.accept(stale, user=guest)


def test_a_forwarded_link_opens_nothing_for_somebody_else(owner, organisation, outsider):
    invitation = invitations.invite(organisation, email="guest@example.test", role=Role.OWNER, by=owner)
    with pytest.raises(SeatRefused, match="另一个邮箱"):
        invitations.accept(invitation, user=outsider)
    assert not Seat.objects.filter(user=outsider, organisation=organisation).exists()


def test_an_unverified_address_does_not_count(owner, organisation, guest):
    invitation = invitations.invite(organisation, email=guest.email, role=Role.VIEWER, by=owner)
    guest.emailaddress_set.update(verified=False)
    with pytest.raises(SeatRefused):
        invitations.accept(invitation, user=guest)


def test_after_fourteen_days_it_is_over(owner, organisation, guest):
    invitation = invitations.invite(organisation, email=guest.email, role=Role.VIEWER, by=owner)
    assert invitation.expires_at - timezone.now() > timedelta(days=13, hours=23)
    Invitation.objects.update(expires_at=timezone.now())
    assert selectors.invitation_by_token(token_in(Letter.objects.get())) is None
    with pytest.raises(SeatRefused):
        invitations.accept(invitation, user=guest)


def test_sending_again_ends_the_old_link(owner, organisation):
    invitation = invitations.invite(organisation, email="guest@example.test", role=Role.VIEWER, by=owner)
    invitations.resend(invitation, by=owner)
    old, new = Letter.objects.order_by("pk")
    assert selectors.invitation_by_token(token_in(old)) is None
    assert selectors.invitation_by_token(token_in(new)) == invitation
    assert Invitation.objects.count() == 1


def test_a_withdrawn_one_is_gone(owner, organisation):
    invitation = invitations.invite(organisation, email="guest@example.test", role=Role.VIEWER, by=owner)
    invitations.withdraw(invitation, by=owner)
    assert selectors.invitation_by_token(token_in(Letter.objects.get())) is None


def test_only_owners_invite_send_again_and_withdraw(owner, colleague, organisation):
    invitation = invitations.invite(organisation, email="guest@example.test", role=Role.VIEWER, by=owner)
    with pytest.raises(SeatRefused):
        invitations.invite(organisation, email="x@example.test", role=Role.OWNER, by=colleague)
    with pytest.raises(SeatRefused):
        invitations.resend(invitation, by=colleague)
    with pytest.raises(SeatRefused):
        invitations.withdraw(invitation, by=colleague)


def test_a_colleague_need_not_be_invited_and_an_accepted_one_not_be_withdrawn(
    owner, colleague, organisation, guest
):
    with pytest.raises(SeatRefused):
        invitations.invite(organisation, email=colleague.email, role=Role.VIEWER, by=owner)
    invitation = invitations.invite(organisation, email=guest.email, role=Role.VIEWER, by=owner)
    invitations.accept(invitation, user=guest)
    invitation.refresh_from_db()
    with pytest.raises(SeatRefused):
        invitations.withdraw(invitation, by=owner)
