import logging
import os
import signal
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Letter
from casework.lifecycle import Status
from casework.models import Case
from portal.management.commands import tidy
from tests import applications

pytestmark = pytest.mark.django_db


@pytest.fixture
def handlers():
    """Signal handlers as they were, whatever the command installs."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_it_lapses_what_nobody_answered_and_sends_the_letters(organisation, owner, reviewer):
    case = applications.make_late(applications.sent_back(organisation, owner, reviewer))
    Letter.objects.update(next_try_at=timezone.now() - timedelta(minutes=10))
    call_command("tidy")
    case.refresh_from_db()
    assert case.status == Status.LAPSED
    assert len(mail.outbox) == Letter.objects.count() > 0


def test_a_second_run_does_nothing_more(organisation, owner, reviewer):
    case = applications.make_late(applications.sent_back(organisation, owner, reviewer))
    call_command("tidy")
    before = (case.trail.count(), Letter.objects.count())
    call_command("tidy")
    assert (case.trail.count(), Letter.objects.count()) == before


def test_a_job_that_fails_is_logged_named_and_stops_no_other(
    monkeypatch, caplog, organisation, owner, reviewer
):
    applications.make_late(applications.sent_back(organisation, owner, reviewer))

    def broken():
        raise OSError("the disk is full")

    monkeypatch.setattr(tidy, "JOBS", {"broken": broken, **tidy.JOBS})
    with caplog.at_level(logging.ERROR), pytest.raises(CommandError, match="Failed: broken"):
        call_command("tidy")
    assert "the disk is full" in caplog.text
    assert Case.objects.get().status == Status.LAPSED


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_with_every_it_goes_on_until_it_is_told_to_stop(monkeypatch, handlers, number):
    runs = []

    def job():
        runs.append(1)
        if len(runs) == 2:
            os.kill(os.getpid(), number)
        raise ValueError("also a broken job keeps nothing from going on")

    monkeypatch.setattr(tidy, "JOBS", {"job": job})
    monkeypatch.setattr(threading.Event, "wait", lambda self, timeout: self.is_set())
    call_command("tidy", every=1)
    assert len(runs) == 2


def test_with_every_the_whole_store_is_listed_once_an_hour_and_not_once_a_minute(monkeypatch, handlers):
    runs = []

    def job(name):
        runs.append(name)
        if runs.count("quick") == 3:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(tidy, "JOBS", {"swept": lambda: job("swept"), "quick": lambda: job("quick")})
    monkeypatch.setattr(threading.Event, "wait", lambda self, timeout: self.is_set())
    call_command("tidy", every=1)
    assert runs == ["swept", "quick", "quick", "quick"]


def test_a_pause_of_nothing_is_refused(handlers):
    with pytest.raises(CommandError, match="at least 1"):
        call_command("tidy", every=0)
