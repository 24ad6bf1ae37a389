"""What is done every minute whether or not anybody asks. Each is safe twice and by two at once."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Invitation, Letter
from accounts.services import post

KEEP_TASKS = timedelta(days=7)
KEEP_INVITATIONS = timedelta(days=30)


def requeue_dead_tasks(older_than: timedelta) -> int:
    """Put back tasks whose worker died: the queue leaves them running for ever. Handlers are idempotent."""
    long_ago = timezone.now() - older_than
    return (
        DBTaskResult.objects.running().filter(started_at__lt=long_ago).update(status="READY", started_at=None)
    )


def forget_finished_tasks(older_than: timedelta = KEEP_TASKS) -> int:
    done = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - older_than)
    return done.delete()[0]


def wake_outbox() -> bool:
    """A letter that is due while no drain waits gets one: whatever was lost, mail goes on."""
    due = Letter.objects.due(timezone.now()).exists()
    if due:
        post.wake()
    return due


def forget_old_invitations(older_than: timedelta = KEEP_INVITATIONS) -> int:
    """Addresses of people who never answered are not kept."""
    open_ones = Invitation.objects.filter(accepted_at=None, expires_at__lt=timezone.now() - older_than)
    return open_ones.delete()[0]


def tidy() -> dict[str, int]:
    """All of it, for `manage.py tidy`: what was done, by name."""
    return {
        "tasks_requeued": requeue_dead_tasks(timedelta(minutes=15)),
        "tasks_forgotten": forget_finished_tasks(),
        "outbox_woken": int(wake_outbox()),
        "invitations_forgotten": forget_old_invitations(),
    }
