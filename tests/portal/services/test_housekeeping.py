from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.models import Letter, LetterState
from portal.services import housekeeping

pytestmark = pytest.mark.django_db


def letter(minutes_due):
    return Letter.objects.create(
        email="a@example.test", language="zh-hans", subject="通知", text="正文", key=f"k{minutes_due}",
        next_try_at=timezone.now() - timedelta(minutes=minutes_due),
    )  # fmt: skip


def test_letters_that_no_worker_takes_are_sent_here():
    late = letter(6)
    assert housekeeping.deliver_what_no_worker_has(timezone.now()) == 1
    late.refresh_from_db()
    assert late.state == LetterState.SENT
    assert [message.subject for message in mail.outbox] == ["通知"]


def test_a_worker_gets_its_chance_first():
    letter(1)
    assert housekeeping.deliver_what_no_worker_has(timezone.now()) == 0
    assert mail.outbox == []


def test_sending_twice_sends_once():
    letter(6)
    now = timezone.now()
    assert [housekeeping.deliver_what_no_worker_has(now) for _ in range(2)] == [1, 0]
    assert len(mail.outbox) == 1


def test_sessions_that_ended_go_and_others_stay():
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(hours=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(hours=1))
    assert housekeeping.forget_sessions() == 1
    assert Session.objects.get().session_key == "new"


def test_statistics_are_refreshed_where_the_database_does_not_do_it_itself():
    assert housekeeping.refresh_statistics() is (connection.vendor == "sqlite")
