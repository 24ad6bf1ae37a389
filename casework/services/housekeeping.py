"""What happens without anybody pressing a button. Each is safe twice, late, and by two processes at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from casework import clock, letters
from casework.lifecycle import Status
from casework.models import Case, Document, ScanState
from casework.services import documents
from casework.services.moves import move
from casework.services.one_by_one import one_by_one

REMIND_BEFORE = 3
# An upload writes its file first and its row after; nothing younger is ever swept.
ORPHAN_AGE = timedelta(hours=24)


def lapse_overdue(now: datetime) -> int:
    """Cases whose applicant has let the deadline pass; who answers at the same moment wins or is told."""
    overdue = Case.objects.filter(status=Status.CHANGES_REQUESTED, due_on__lt=timezone.localdate(now))

    def lapse(case: Case) -> int:
        move(case, "lapse", by=None, revision=case.revision, at=now)
        return 1

    return one_by_one(overdue.order_by("pk"), lapse)


def remind_due(now: datetime) -> int:
    """Letters to applicants whose deadline is at most three working days away, one per deadline."""
    today = timezone.localdate(now)
    last = clock.add_working_days(today, REMIND_BEFORE)
    soon = Case.objects.with_parties().filter(
        status=Status.CHANGES_REQUESTED, due_on__gte=today, due_on__lte=last
    )
    return one_by_one(soon.order_by("pk"), letters.reminder)


def scan_pending() -> int:
    """Ask the scanner about documents without a verdict; returns how many have one now."""
    if not settings.CLAMD_ADDRESS:
        return 0
    waiting = Document.objects.filter(scan_state__in=[ScanState.PENDING, ScanState.FAILED]).order_by("pk")
    done = 0
    for document in waiting[:200]:
        if documents.scan(document) is ScanState.FAILED:
            break  # the scanner is away: the others would wait for nothing
        done += 1
    return done


def sweep_orphans(now: datetime) -> int:
    """Delete files without a row that are older than a day: uploads that failed half-way."""
    return sweep_folders(documents.FOLDER, _kept_of, now)


def _kept_of(reference: str) -> set[str]:
    return set(Document.objects.filter(case__reference=reference).values_list("file", flat=True))


def sweep_folders(root: str, kept_of: Callable[[str], set[str]], now: datetime) -> int:
    """Delete what lies in the folders below `root` and is not among what `kept_of` a folder's name tells."""
    swept = 0
    for name in _listed(root)[0]:
        folder = f"{root}/{name}"
        there = {f"{folder}/{one}" for one in _listed(folder)[1]}
        # Asked after listing: a row that came in between counts.
        for file in sorted(there - kept_of(name)):
            swept += _sweep(file, now)
    return swept


def _sweep(name: str, now: datetime) -> bool:
    """Delete a file without a row, unless it is so young that its row may be on its way."""
    try:
        written_at = default_storage.get_modified_time(name)
    except FileNotFoundError:
        return False  # another sweeper was here
    if written_at > now - ORPHAN_AGE:
        return False
    default_storage.delete(name)
    return True


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files below; a store that has no such folder yet is empty."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
