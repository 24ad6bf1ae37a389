"""Whether this process can do its work, and what is wrong when it cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from redis.exceptions import RedisError

from accounts.models import Letter, LetterState

# A letter that has been due for so long says that no worker drains the outbox.
LETTER_PATIENCE = timedelta(minutes=15)
# No task of ours takes so long: its worker is dead and housekeeping does not run.
TASK_PATIENCE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    detail: str


def checks() -> list[Check]:
    """All checks; after a failed database check the others would only repeat it."""
    first = _guarded("database", _database)
    if not first.ok:
        return [first]
    others = {"cache": _cache, "migrations": _migrations, "letters": _letters, "tasks": _tasks}
    return [first, *(_guarded(name, look) for name, look in others.items())]


def _guarded(name: str, look: Callable[[], tuple[bool, str]]) -> Check:
    try:
        return Check(name, *look())
    except DatabaseError as error:
        # The class only: messages of a database name hosts and people.
        return Check(name, False, f"the database does not answer ({type(error).__name__})")
    except RedisError as error:
        return Check(name, False, f"Redis does not answer ({type(error).__name__})")


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return True, "answers"


def _cache() -> tuple[bool, str]:
    """Nobody can sign in without it: attempts are counted there."""
    cache.get("readyz")
    return True, "answers"


def _migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in pending)
    return not pending, f"pending: {names}" if pending else "all applied"


def _letters() -> tuple[bool, str]:
    waiting = Letter.objects.filter(state__in=[LetterState.QUEUED, LetterState.SENDING])
    oldest = waiting.order_by("next_try_at").values_list("next_try_at", flat=True).first()
    if oldest is None or timezone.now() - oldest < LETTER_PATIENCE:
        return True, "no letter is late"
    return False, f"the oldest letter has been due since {timezone.localtime(oldest):%Y-%m-%d %H:%M}"


def _tasks() -> tuple[bool, str]:
    long_ago = timezone.now() - TASK_PATIENCE
    dead = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=long_ago).count()
    return not dead, f"{dead} running without end: is their worker dead?" if dead else "none hangs"
