"""What must happen though nobody presses a button: once, or again and again until told to stop."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections, connection
from django.utils import timezone

from accounts.services import housekeeping as people
from alliance.services import housekeeping as members
from casework.services import housekeeping as cases
from parks.services import housekeeping as parks
from portal.services import housekeeping as house

logger = logging.getLogger(__name__)

# Each is safe twice and by two processes at once. The post comes last: it sends what the others wrote
# where no worker has done so.
JOBS: Mapping[str, Callable[[], object]] = {
    "accounts": people.tidy,
    "lapsed": lambda: cases.lapse_overdue(timezone.now()),
    "reminded": lambda: cases.remind_due(timezone.now()),
    "scanned": cases.scan_pending,
    "swept": lambda: cases.sweep_orphans(timezone.now()),
    "offers_lapsed": lambda: parks.lapse_offers(timezone.now()),
    "offers_reminded": lambda: parks.remind_of_offers(timezone.now()),
    "visits_reminded": lambda: parks.remind_of_visits(timezone.now()),
    "contracts_reminded": lambda: parks.remind_of_contracts(timezone.now()),
    "reports_asked": lambda: parks.ask_for_reports(timezone.now()),
    "reports_reminded": lambda: parks.remind_of_reports(timezone.now()),
    "contracts_swept": lambda: parks.sweep_contracts(timezone.now()),
    "expiring": lambda: members.remind_expiring(timezone.now()),
    "sessions": house.forget_sessions,
    "statistics": house.refresh_statistics,
    "posted": lambda: house.deliver_what_no_worker_has(timezone.now()),
}
# Lists every folder of the store, on S3 for money; what it removes is a day old.
SELDOM = frozenset({"swept", "contracts_swept"})
SELDOM_SECONDS = 3600


class Command(BaseCommand):
    help = "Requeues dead tasks, lapses and reminds, scans, sweeps, and sends letters no worker has sent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every",
            type=int,
            metavar="SECONDS",
            help="again and again, until SIGTERM or Ctrl-C; orphaned files once an hour",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        every = options["every"]
        if every is None:
            if failed := self.tidy():
                raise CommandError(f"Failed: {', '.join(failed)} (see the log)")
            return
        if every < 1:
            raise CommandError("--every takes a number of seconds, at least 1.")
        stop = threading.Event()
        with_signals(stop)
        seldom_at = time.monotonic()
        while not stop.is_set():
            due = time.monotonic() >= seldom_at
            self.tidy(without=frozenset() if due else SELDOM)
            seldom_at += SELDOM_SECONDS if due else 0
            let_go()
            stop.wait(every)

    def tidy(self, *, without: frozenset[str] = frozenset()) -> list[str]:
        """Runs the jobs; one that fails is logged and keeps none of the others from running."""
        failed = []
        for name, job in JOBS.items():
            if name in without:
                continue
            try:
                logger.debug("tidy %s: %s", name, job())
            except Exception:
                logger.exception("tidy: %s failed", name)
                failed.append(name)
                # A broken connection must not make all that follow fail as well.
                let_go()
        return failed


def let_go() -> None:
    """Gives connections back that are old or broken, unless a caller's transaction holds one."""
    if not connection.in_atomic_block:
        close_old_connections()


def with_signals(stop: threading.Event) -> None:
    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
