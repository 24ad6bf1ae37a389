from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Invitation, Letter, LetterState
from accounts.services import housekeeping, post
from accounts.tasks import deliver_letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> DBTaskResult:
    deliver_letters.enqueue()
    return DBTaskResult.objects.get()


def running_since(task: DBTaskResult, ago: timedelta) -> None:
    DBTaskResult.objects.filter(pk=task.pk).update(status="RUNNING", started_at=timezone.now() - ago)


def test_a_task_whose_worker_died_runs_again(task):
    running_since(task, timedelta(minutes=20))
    assert housekeeping.requeue_dead_tasks(timedelta(minutes=15)) == 1
    task.refresh_from_db()
    assert task.status == "READY"
    assert DBTaskResult.objects.ready().count() == 1
    assert housekeeping.requeue_dead_tasks(timedelta(minutes=15)) == 0


def test_a_task_that_still_runs_is_left_alone(task):
    running_since(task, timedelta(minutes=1))
    assert housekeeping.requeue_dead_tasks(timedelta(minutes=15)) == 0


def test_mail_goes_on_when_its_drain_was_lost(owner):
    post.queue(key="k", recipient=owner, email=owner.email, language="en", subject="s", text="t")
    DBTaskResult.objects.all().delete()
    assert housekeeping.wake_outbox()
    assert DBTaskResult.objects.ready().count() == 1
    Letter.objects.update(state=LetterState.SENT)
    assert not housekeeping.wake_outbox()


def test_old_invitations_and_finished_tasks_are_forgotten(task, organisation, owner):
    long_ago = timezone.now() - timedelta(days=40)
    for days, name in ((40, "old"), (1, "young")):
        Invitation.objects.create(
            organisation=organisation, email=f"{name}@example.test", token_hash=name, invited_by=owner,
            expires_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=long_ago)
    done = housekeeping.tidy()
    assert (done["invitations_forgotten"], done["tasks_forgotten"], done["outbox_woken"]) == (1, 1, 0)
    assert Invitation.objects.get().email == "young@example.test"
    assert set(housekeeping.tidy().values()) == {0}
