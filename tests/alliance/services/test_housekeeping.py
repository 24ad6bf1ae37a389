from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Letter, Role
from accounts.services import post
from alliance.models import Membership
from alliance.services.housekeeping import remind_expiring
from alliance.services.membership import start_application
from tests import applications
from tests.alliance import members
from tests.factories import SeatFactory, UserFactory


def expiring() -> list[str]:
    return sorted(Letter.objects.filter(key__contains=":expires-").values_list("key", flat=True))


@pytest.mark.parametrize(
    ("days", "reminder"), [(91, None), (90, ":90:"), (31, ":90:"), (30, ":30:"), (0, ":30:"), (-1, None)]
)
def test_owners_are_reminded_ninety_and_thirty_days_before_the_end(
    days, reminder, organisation, owner, colleague
):
    members.membership(organisation, starts=-500, ends=days)
    assert remind_expiring(timezone.now()) == (1 if reminder else 0)
    assert [reminder in key for key in expiring()] == ([True] if reminder else [])


def test_a_reminder_is_written_once_and_the_second_one_follows_later(organisation, owner):
    members.membership(organisation, starts=-500, ends=80)
    now = timezone.now()
    assert [remind_expiring(now), remind_expiring(now)] == [1, 0]
    assert remind_expiring(now + timedelta(days=55)) == 1
    letters = Letter.objects.filter(key__contains=":expires-").order_by("pk")
    assert [letter.recipient for letter in letters] == [owner, owner]
    assert "80" in letters[0].subject
    assert "25" in letters[1].subject


def test_who_is_stopped_between_two_owners_writes_to_both_the_next_time(organisation, owner, monkeypatch):
    SeatFactory.create(organisation=organisation, role=Role.OWNER)
    members.membership(organisation, starts=-500, ends=20)
    send = post.send
    with monkeypatch.context() as patched:
        patched.setattr(post, "send", lambda *args, **words: send(*args, **words) and 1 / 0)
        with pytest.raises(ExceptionGroup):
            remind_expiring(timezone.now())
    assert expiring() == []
    assert remind_expiring(timezone.now()) == 1
    assert len(expiring()) == 2


def test_a_renewed_membership_is_reminded_anew(organisation, owner):
    live = members.membership(organisation, starts=-500, ends=80)
    remind_expiring(timezone.now())
    Membership.objects.filter(pk=live.pk).update(ends_on=live.ends_on + timedelta(days=1000))
    assert remind_expiring(timezone.now() + timedelta(days=1000)) == 1
    assert len(expiring()) == 2


def test_nobody_is_reminded_of_what_is_revoked_or_under_review_or_without_owner(
    organisation, other_organisation, owner
):
    members.membership(organisation, starts=-500, ends=20)
    members.membership(other_organisation, starts=-500, ends=20)
    applications.submitted(organisation, owner)
    assert remind_expiring(timezone.now()) == 0
    SeatFactory.create(
        user=UserFactory.create(is_active=False), organisation=other_organisation, role=Role.OWNER
    )
    assert remind_expiring(timezone.now()) == 0
    SeatFactory.create(user=UserFactory.create(), organisation=other_organisation, role=Role.OWNER)
    Membership.objects.update(revoked_on=members.day(0), revocation_reason="申请退出。")
    assert remind_expiring(timezone.now()) == 0


def test_a_draft_alone_does_not_silence_the_reminder(organisation, owner):
    members.membership(organisation, starts=-500, ends=20)
    start_application(organisation, by=owner)
    assert remind_expiring(timezone.now()) == 1


def test_the_letter_speaks_its_readers_language(organisation, owner):
    owner.language = "en"
    owner.save()
    members.membership(organisation, starts=-500, ends=20)
    remind_expiring(timezone.now())
    assert Letter.objects.get().language == "en"
