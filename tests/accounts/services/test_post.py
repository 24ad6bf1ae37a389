from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import letters
from accounts.models import Letter, LetterState, SeatRequest
from accounts.services import post
from accounts.tasks import deliver_letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(owner, outsider, organisation) -> Letter:
    request = SeatRequest.objects.create(organisation=organisation, user=outsider, message="市场部")
    written = post.put(letters.seat_requested(request, to=owner))
    assert written
    return written


class DeadMailServer:
    """A backend the settings can name: nobody answers."""

    def __init__(self, *args, **kwargs) -> None:
        pass

    def send_messages(self, messages) -> int:
        raise ConnectionRefusedError("nobody answers")


@pytest.fixture
def dead_mail_server(settings):
    settings.EMAIL_BACKEND = "tests.accounts.services.test_post.DeadMailServer"


def due(letter: Letter) -> int:
    letter.refresh_from_db()
    return post.deliver_due(letter.next_try_at + timedelta(seconds=1))


def drains() -> int:
    return DBTaskResult.objects.filter(task_path="accounts.tasks.deliver_letters", status="READY").count()


def test_a_letter_is_a_row_first_and_a_mail_after(letter, owner):
    assert (letter.state, letter.email, letter.recipient) == (LetterState.QUEUED, owner.email, owner)
    assert mail.outbox == []
    assert post.deliver_due(timezone.now()) == 1
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    assert letter.sent_at
    assert letter.leased_until is None
    [sent] = mail.outbox
    assert sent.to == [owner.email]
    assert "市场部" in sent.body
    assert sent.alternatives[0][1] == "text/html"


def test_it_is_written_in_its_readers_language_and_leads_to_the_portal(
    owner, outsider, organisation, settings
):
    owner.language = "en"
    owner.save()
    request = SeatRequest.objects.create(organisation=organisation, user=outsider)
    written = post.put(letters.seat_requested(request, to=owner))
    assert written.language == "en"
    assert f"{settings.PORTAL_URL}{organisation.get_absolute_url()}" in written.text


def test_plain_text_is_not_escaped_and_html_is(owner, outsider, organisation):
    request = SeatRequest.objects.create(organisation=organisation, user=outsider, message="<b>&")
    written = post.put(letters.seat_requested(request, to=owner))
    assert "<b>&" in written.text
    assert "&lt;b&gt;&amp;" in written.html


def test_one_cause_makes_one_letter(letter, owner, outsider, organisation):
    request = SeatRequest.objects.get()
    assert post.put(letters.seat_requested(request, to=owner)) is None
    assert post.queue(key=letter.key, subject="x", text="x", email=owner.email, language="en") is None
    assert Letter.objects.count() == 1


def test_send_is_the_door_for_the_floors_above(owner, organisation, outsider):
    context = {"organisation": organisation, "by": outsider}
    assert post.send("seat_removed", to=owner, key="k1", link="/desk/", about="RH-2026-0001", context=context)
    letter = Letter.objects.get()
    assert (letter.link, letter.about) == ("/desk/", "RH-2026-0001")
    assert "/desk/" in letter.text
    owner.is_active = False
    assert post.send("seat_removed", to=owner, key="k2", context=context) is None


def test_a_drain_run_twice_sends_once(letter):
    now = timezone.now()
    assert (post.deliver_due(now), post.deliver_due(now)) == (1, 0)
    assert len(mail.outbox) == 1


def test_a_slow_drain_makes_room_for_other_tasks_and_is_followed_by_another(letter, monkeypatch):
    monkeypatch.setattr(post, "DRAIN_SECONDS", 0)
    DBTaskResult.objects.all().delete()
    assert deliver_letters.call() == 0
    assert drains() == 1


def test_a_mail_server_may_be_down_for_a_day():
    assert sum((post.pause(n) for n in range(1, post.MAX_ATTEMPTS)), timedelta()) > timedelta(days=1)


def test_a_letter_held_by_another_worker_is_left_to_it(letter):
    now = timezone.now()
    Letter.objects.update(state=LetterState.SENDING, leased_until=now + post.LEASE, attempts=1)
    assert post.deliver_due(now) == 0
    assert mail.outbox == []


def test_a_killed_workers_letter_is_sent_once_its_lease_ran_out(letter):
    now = timezone.now()
    Letter.objects.update(state=LetterState.SENDING, leased_until=now - timedelta(seconds=1), attempts=1)
    assert post.deliver_due(now) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.SENT, 2)


def test_a_letter_that_kills_every_worker_is_given_up(letter):
    now = timezone.now()
    Letter.objects.update(state=LetterState.SENDING, leased_until=now, attempts=post.MAX_ATTEMPTS)
    assert post.deliver_due(now) == 0
    letter.refresh_from_db()
    assert letter.state == LetterState.FAILED
    assert letter.last_error


def test_a_worker_that_lost_its_lease_writes_nothing(letter):
    """The first worker comes back late, after a second one has taken over."""
    Letter.objects.update(state=LetterState.SENDING, attempts=2)
    letter.attempts = 1
    post._settle(letter, state=LetterState.FAILED)
    letter.refresh_from_db()
    assert letter.state == LetterState.SENDING


def test_what_cannot_be_sent_waits_longer_each_time_and_is_given_up(letter, dead_mail_server):
    pauses = []
    for attempt in range(1, post.MAX_ATTEMPTS):
        before = letter.next_try_at
        assert due(letter) == 0
        letter.refresh_from_db()
        assert (letter.state, letter.attempts) == (LetterState.QUEUED, attempt)
        assert "nobody answers" in letter.last_error
        pauses.append(letter.next_try_at - before)
    assert pauses == sorted(pauses)
    assert pauses[-1] > timedelta(minutes=30)
    assert due(letter) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.FAILED, post.MAX_ATTEMPTS)


def test_the_longest_pause_is_six_hours():
    assert post.pause(1) == timedelta(minutes=1)
    assert post.pause(40) == timedelta(hours=6)


def test_a_letter_given_up_can_be_sent_again_and_no_other(letter):
    assert not post.retry(letter)
    Letter.objects.update(state=LetterState.FAILED, attempts=8)
    assert post.retry(letter)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.QUEUED, 0)


def test_a_confidential_letter_loses_its_text_once_it_is_sent(owner):
    letter = post.queue(
        key="secret",
        recipient=owner,
        email=owner.email,
        language="en",
        subject="s",
        text="link",
        confidential=True,
    )
    post.deliver_due(timezone.now())
    letter.refresh_from_db()
    assert (letter.state, letter.text, letter.html) == (LetterState.SENT, "", "")
    assert mail.outbox[0].body == "link"


def test_many_letters_wake_one_drain(owner, organisation, outsider):
    for number in range(5):
        post.send(
            "seat_removed", to=owner, key=f"k{number}", context={"organisation": organisation, "by": outsider}
        )
    assert drains() == 1


def test_a_rolled_back_cause_leaves_neither_letter_nor_drain(owner, organisation, outsider):
    with transaction.atomic():
        post.send("seat_removed", to=owner, key="k", context={"organisation": organisation, "by": outsider})
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert drains() == 0


def test_the_task_drains_and_sees_to_the_rest(letter, dead_mail_server):
    DBTaskResult.objects.all().delete()
    assert deliver_letters.call() == 0
    letter.refresh_from_db()
    [task] = DBTaskResult.objects.all()
    assert task.run_after == letter.next_try_at
    post.wake_for_the_rest()
    assert drains() == 1


def test_an_empty_outbox_wakes_nobody():
    assert deliver_letters.call() == 0
    assert drains() == 0
