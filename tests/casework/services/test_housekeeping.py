import os
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import Letter
from casework.lifecycle import Status
from casework.models import Case, Document
from casework.services import corrections, documents, housekeeping, move
from tests.casework.test_scanning import clamd
from tests.casework.trial import PDF, pdf


def noon(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)


# --- lapsing ----------------------------------------------------------------------------------------


def test_a_case_lapses_the_day_after_its_deadline_and_once(walk):
    case = walk(Status.CHANGES_REQUESTED)
    assert housekeeping.lapse_overdue(noon(case.due_on)) == 0
    late = noon(case.due_on + timedelta(days=1))
    assert housekeeping.lapse_overdue(late) == 1
    assert housekeeping.lapse_overdue(late) == 0
    case.refresh_from_db()
    assert (case.status, case.open_key, case.decided_at) == (Status.LAPSED, None, late)
    assert case.trail.last().at == late


def test_who_answers_at_the_same_moment_is_not_run_over(walk, owner, monkeypatch):
    case = walk(Status.CHANGES_REQUESTED)

    def answered_first(row, action, **words):
        for correction in case.corrections.open():
            corrections.answer(correction, "无需修改。", by=owner)
        case.refresh_from_db()
        move(case, "submit", by=owner, revision=case.revision)
        return move(row, action, **words)

    monkeypatch.setattr(housekeeping, "move", answered_first)
    assert housekeeping.lapse_overdue(noon(case.due_on + timedelta(days=1))) == 0
    assert Case.objects.get(pk=case.pk).status == Status.SUBMITTED


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.UNDER_REVIEW])
def test_nothing_else_lapses_however_late(walk, status):
    walk(status)
    assert housekeeping.lapse_overdue(timezone.now() + timedelta(days=400)) == 0


# --- reminding --------------------------------------------------------------------------------------


def test_three_working_days_before_the_deadline_the_applicant_is_reminded_once(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    assert housekeeping.remind_due(noon(case.due_on - timedelta(days=8))) == 0
    assert housekeeping.remind_due(noon(case.due_on)) == 1
    assert housekeeping.remind_due(noon(case.due_on)) == 0
    assert housekeeping.remind_due(noon(case.due_on + timedelta(days=1))) == 0
    assert Letter.objects.filter(key__contains="reminder").get().recipient == owner


# --- scanning ---------------------------------------------------------------------------------------


def test_what_waits_is_scanned_when_the_scanner_is_back(blank, owner, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    documents.attach(blank, "licence", pdf(), by=owner)
    documents.attach(blank, "proofs", pdf(content=PDF.replace(b"1 0", b"EICAR 1 0")), by=owner)
    assert housekeeping.scan_pending() == 0
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        assert housekeeping.scan_pending() == 2
        assert housekeeping.scan_pending() == 0
    assert sorted(Document.objects.values_list("scan_state", flat=True)) == ["clean", "infected"]


def test_without_a_scanner_nothing_waits(blank, owner):
    documents.attach(blank, "licence", pdf(), by=owner)
    assert housekeeping.scan_pending() == 0


# --- sweeping ---------------------------------------------------------------------------------------


def age(name: str, hours: int) -> None:
    then = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(default_storage.path(name), (then, then))


def test_a_file_without_a_row_is_swept_after_a_day_and_never_before(draft):
    old = default_storage.save("cases/SY-2020-0001/old.pdf", ContentFile(PDF))
    young = default_storage.save("cases/SY-2020-0001/young.pdf", ContentFile(PDF))
    kept = draft.documents.get().file.name
    age(old, 25)
    age(young, 23)
    age(kept, 1000)
    assert housekeeping.sweep_orphans(timezone.now()) == 1
    assert housekeeping.sweep_orphans(timezone.now()) == 0
    assert [default_storage.exists(name) for name in (old, young, kept)] == [False, True, True]


def test_two_sweepers_at_once_do_not_stumble(db, monkeypatch):
    name = default_storage.save("cases/SY-2020-0001/old.pdf", ContentFile(PDF))
    age(name, 25)
    listdir = default_storage.listdir

    def swept_by_the_other(folder):
        found = listdir(folder)
        if found[1]:
            default_storage.delete(name)
        return found

    monkeypatch.setattr(housekeeping.default_storage, "listdir", swept_by_the_other)
    assert housekeeping.sweep_orphans(timezone.now()) == 0


def test_an_empty_store_is_swept_too(db):
    assert housekeeping.sweep_orphans(timezone.now()) == 0
