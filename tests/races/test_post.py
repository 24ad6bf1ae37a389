"""The outbox with two workers, and the housekeeping run twice at once."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Letter, LetterState
from accounts.services import housekeeping as people
from accounts.services import post
from accounts.tasks import deliver_letters
from alliance.models import Membership
from casework.lifecycle import Status
from casework.models import ACTION_LABELS, Case
from casework.services import CorrectionAsked, Refused, corrections, move
from casework.services import housekeeping as cases
from tests.applications import approved
from tests.factories import UserFactory
from tests.races.database import without
from tests.races.naive import naive_move
from tests.races.threads import MARKS, collide, race, rounds, winners
from tests.races.world import assert_trails_hold, enterprise, lines, now, trial_draft

pytestmark = MARKS
LETTERS = 8


def a_letter(person, key: str) -> Letter | None:
    words = {"subject": f"示例 {key}", "text": "示例正文", "language": "zh-hans"}
    return post.queue(key=key, recipient=person, email=person.email, **words)


@pytest.fixture
def full_outbox():
    person = UserFactory.create()

    @transaction.atomic
    def fill(name: str) -> list[Letter]:
        return [a_letter(person, f"{name}:{number}") for number in range(LETTERS)]

    return fill


def sent() -> Counter[str]:
    return Counter(message.subject for message in mail.outbox)


# --- two workers ------------------------------------------------------------------------------------


def test_two_workers_send_each_letter_once(full_outbox):
    for number, meet in enumerate(rounds('UPDATE "accounts_letter"')):
        letters = full_outbox(f"round {number}")
        mail.outbox.clear()
        outcomes = race(*[lambda: post.deliver_due(timezone.now())] * 2, meet=meet)
        assert sum(outcome.value for outcome in outcomes) == len(letters)
        assert sent() == Counter(letter.subject for letter in letters)
    assert set(Letter.objects.values_list("state", "attempts")) == {(LetterState.SENT, 1)}


def naive_drain() -> None:
    """Look which are due, send them, then write it down."""
    for letter in Letter.objects.filter(state=LetterState.QUEUED).order_by("pk"):
        EmailMessage(letter.subject, letter.text, to=[letter.email]).send()
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=timezone.now())


def test_without_the_claim_two_workers_send_letters_twice(full_outbox):
    full_outbox("naive")
    collide(naive_drain, naive_drain, meet='UPDATE "accounts_letter"')
    assert max(sent().values()) > 1


def test_a_letter_of_a_dead_worker_is_taken_over_by_one(full_outbox):
    for number, meet in enumerate(rounds('UPDATE "accounts_letter" SET "state"', 8)):
        letters = full_outbox(f"dead {number}")
        past = timezone.now() - timedelta(minutes=1)
        Letter.objects.filter(state=LetterState.QUEUED).update(
            state=LetterState.SENDING, attempts=1, leased_until=past
        )
        mail.outbox.clear()
        race(*[lambda: post.deliver_due(timezone.now())] * 2, meet=meet)
        assert sent() == Counter(letter.subject for letter in letters)


def test_one_cause_told_twice_at_once_is_one_letter():
    person = UserFactory.create()
    for number, meet in enumerate(rounds('INSERT INTO "accounts_letter"')):
        outcomes = race(*[lambda n=number: a_letter(person, f"cause:{n}")] * 2, meet=meet)
        assert [outcome.value is None for outcome in outcomes].count(True) == 1
        assert Letter.objects.filter(key=f"cause:{number}").count() == 1


def test_without_the_key_one_cause_makes_two_letters():
    person, twice = UserFactory.create(), 0
    with without("accounts_letter_key_key"):
        for number, meet in enumerate(rounds('INSERT INTO "accounts_letter"', 3)):
            collide(*[lambda n=number: a_letter(person, f"cause:{n}")] * 2, meet=meet)
            twice += Letter.objects.filter(key=f"cause:{number}").count() == 2
    assert twice


def test_letters_written_while_a_drain_runs_are_not_left_lying(full_outbox):
    """Whoever writes a letter wakes a worker, or knows that one has yet to look."""
    for number in range(4):
        full_outbox(f"before {number}")
        race(deliver_letters.func, lambda n=number: full_outbox(f"meanwhile {n}"))
        left = Letter.objects.filter(state=LetterState.QUEUED).exists()
        waiting = DBTaskResult.objects.filter(task_path=deliver_letters.module_path, status="READY")
        assert not left or waiting.exists()
        call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", verbosity=0)
        assert not Letter.objects.exclude(state=LetterState.SENT).exists()


def test_a_dead_task_is_put_back_once():
    for meet in rounds("UPDATE", 6):
        post.wake()
        long_ago = timezone.now() - timedelta(hours=1)
        DBTaskResult.objects.update(status="RUNNING", started_at=long_ago, worker_ids=["dead"])
        both = race(*[lambda: people.requeue_dead_tasks(timedelta(minutes=15))] * 2, meet=meet)
        assert sorted(outcome.value for outcome in both) == [0, 1]
        DBTaskResult.objects.all().delete()


# --- the deadline and the applicant -----------------------------------------------------------------


@pytest.fixture
def overdue(reviewer):
    @transaction.atomic
    def case():
        there = enterprise()
        one = trial_draft(there)
        move(one, "submit", by=there.owner, revision=one.revision)
        move(one, "start", by=reviewer, revision=one.revision)
        asked = [CorrectionAsked("field", "main_products", "请写明型号。")]
        move(one, "request_changes", by=reviewer, revision=one.revision, note="请补正。", corrections=asked)
        corrections.answer(one.corrections.get(), "情况属实。", by=there.owner)
        Case.objects.filter(pk=one.pk).update(due_on="2020-01-02")
        return there, now(one)

    return case


def test_a_late_answer_and_the_lapse_at_once_agree(overdue):
    for meet in rounds('UPDATE "casework_case" SET "status"'):
        there, case = overdue()
        lapse, submit = race(
            lambda: cases.lapse_overdue(timezone.now()),
            lambda c=case, by=there.owner: move(c, "submit", by=by, revision=c.revision),
            meet=meet,
        )
        assert lapse.value == (0 if submit.won else 1)
        assert now(case).status == (Status.SUBMITTED if submit.won else Status.LAPSED)
        assert len(lines(case, "lapse", "submit")) == 2  # the first submission, and what came now
        if not submit.won:
            assert str(ACTION_LABELS["lapse"]) in submit.refusal.message
            assert submit.refusal.entry.action == "lapse"
    assert_trails_hold()


def test_without_the_comparison_a_case_lapses_and_is_answered(overdue):
    both = 0
    for meet in rounds('UPDATE "casework_case"', 3):
        there, case = overdue()
        outcomes = collide(
            lambda c=case: naive_move(c, "lapse", by=None),
            lambda c=case, by=there.owner: naive_move(c, "submit", by=by),
            meet=meet,
        )
        both += winners(outcomes) == [0, 1]
    assert both


# --- tidy, twice ------------------------------------------------------------------------------------


def test_two_tidies_at_once_do_everything_once(alliance, overdue, full_outbox, reviewer):
    _there, late = overdue()
    _there, soon = overdue()
    Case.objects.filter(pk=soon.pk).update(due_on=timezone.localdate() + timedelta(days=1))
    with transaction.atomic():
        there = enterprise()
        approved(there.organisation, there.owner, reviewer)
    Membership.objects.update(ends_on=timezone.localdate() + timedelta(days=20))
    full_outbox("tidy")
    Letter.objects.update(next_try_at=timezone.now() - timedelta(minutes=10))
    mail.outbox.clear()

    race(*[lambda: call_command("tidy")] * 2)
    call_command("tidy")

    assert len(lines(late, "lapse")) == 1
    assert Letter.objects.filter(about=soon.reference, key__contains="reminder").count() == 1
    number = Membership.objects.get().number
    assert Letter.objects.filter(about=number, key__contains=":expires-").count() == 1
    Letter.objects.filter(state=LetterState.QUEUED).update(next_try_at=timezone.now() - timedelta(minutes=10))
    race(*[lambda: call_command("tidy")] * 2)
    ids = Counter(message.extra_headers["Message-ID"] for message in mail.outbox)
    assert len(ids) == Letter.objects.filter(state=LetterState.SENT).count() == Letter.objects.count()
    assert set(ids.values()) == {1}
    assert_trails_hold()


def test_looking_for_an_earlier_reminder_without_the_key_reminds_twice(overdue):
    there, case = overdue()

    def naive_reminder():
        if not Letter.objects.filter(about=case.reference, subject="提醒").exists():
            key = f"naive:{timezone.now().timestamp()}"
            Letter.objects.create(
                recipient=there.owner, about=case.reference, subject="提醒", text="示例", key=key,
                next_try_at=timezone.now(),
            )  # fmt: skip

    collide(naive_reminder, naive_reminder, meet='INSERT INTO "accounts_letter"')
    assert Letter.objects.filter(about=case.reference, subject="提醒").count() == 2


def test_a_lapse_that_comes_late_is_passed_over(overdue):
    """Two housekeepers and one case: the second finds it done, and says nothing."""
    for meet in rounds('UPDATE "casework_case" SET "status"', 6):
        _there, case = overdue()
        outcomes = race(*[lambda: cases.lapse_overdue(timezone.now())] * 2, meet=meet)
        assert sorted(outcome.value for outcome in outcomes) == [0, 1]
        with pytest.raises(Refused):
            move(now(case), "lapse", by=None, revision=now(case).revision)
    assert_trails_hold()
