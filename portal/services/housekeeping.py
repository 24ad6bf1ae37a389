from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from accounts.models import Letter, LetterState
from accounts.services import post

# A worker has had its chance by then; without one the letters still go out.
WORKER_GRACE = timedelta(minutes=5)


def forget_sessions() -> int:
    """Sessions that ended; the database keeps them otherwise for ever."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def deliver_what_no_worker_has(now: datetime) -> int:
    """Letters due for a while say that no worker runs: send them here, claimed as a worker would."""
    late = Letter.objects.filter(
        state__in=[LetterState.QUEUED, LetterState.SENDING], next_try_at__lt=now - WORKER_GRACE
    )
    return post.deliver_due(now) if late.exists() else 0


def refresh_statistics() -> bool:
    """SQLite counts anew where tables have grown, to pick the right index; PostgreSQL does so itself."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA optimize")
    return True
