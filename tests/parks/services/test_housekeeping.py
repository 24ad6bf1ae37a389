"""Twice, late, and after a week of silence. Two processes at once are in tests/races."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Letter
from casework import clock
from parks import letters as park_letters
from parks.models import Tenancy, Visit, YearlyReport
from parks.services import housekeeping, reports, visits
from tests.parks import registrations, world
from tests.parks.services.test_reports import at


def letters(part: str) -> int:
    return Letter.objects.filter(key__contains=part).count()


def on(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


# --- offers -----------------------------------------------------------------------------------------


def test_offers_lapse_the_day_after_the_last_and_once(there, unit):
    tenancy = world.offered(there, unit)
    last = on(tenancy.answer_by, hour=23)
    assert housekeeping.lapse_offers(last) == 0
    runs = [housekeeping.lapse_offers(last + timedelta(hours=1)) for _time in range(2)]
    assert runs == [1, 0]
    tenancy.refresh_from_db()
    assert tenancy.status == "lapsed"
    assert letters(f"tenancy:{tenancy.pk}:lapsed") == 1


def test_after_a_week_of_silence_the_next_has_all_days_to_answer(there, unit):
    tenancy = world.offered(there, unit)
    second = world.in_line(there)
    late = on(tenancy.answer_by + timedelta(days=8))
    assert housekeeping.lapse_offers(late) == 1
    passed = Tenancy.objects.get(status="offered")
    assert passed.registration == second
    assert passed.answer_by == clock.add_working_days(late.date(), there.park.offer_days)


def test_several_units_that_lapse_at_once_skip_nobody_and_serve_nobody_twice(there, unit):
    units = [unit, registrations.a_unit(there.park, "302")]
    for one in units:
        world.offered(there, one)
    waits = [world.in_line(there) for _number in range(2)]
    late = on(max(Tenancy.objects.values_list("answer_by", flat=True)) + timedelta(days=1))
    assert housekeeping.lapse_offers(late) == 2
    passed = Tenancy.objects.holding().order_by("pk")
    assert [one.registration for one in passed] == waits
    assert {one.unit for one in passed} == set(units)


def test_an_offer_is_remembered_one_working_day_before_and_once(there, unit):
    tenancy = world.offered(there, unit)
    runs = []
    day = timezone.localdate()
    while day <= tenancy.answer_by + timedelta(days=2):
        runs += [(day, housekeeping.remind_of_offers(on(day))), (day, housekeeping.remind_of_offers(on(day)))]
        day += timedelta(days=1)
    (reminded,) = [day for day, count in runs if count]
    assert reminded < tenancy.answer_by
    assert clock.working_days_between(reminded, tenancy.answer_by) == 1


def test_a_reminder_that_comes_late_comes_on_the_last_day_and_not_after(there, unit):
    tenancy = world.offered(there, unit)
    assert housekeeping.remind_of_offers(on(tenancy.answer_by + timedelta(days=1))) == 0
    assert housekeeping.remind_of_offers(on(tenancy.answer_by, hour=20)) == 1


def test_an_offer_of_today_is_not_remembered_today(there, unit):
    there.park.offer_days = 1
    there.park.save()
    tenancy = world.offered(there, unit)
    assert housekeeping.remind_of_offers(timezone.now()) == 0
    assert housekeeping.remind_of_offers(on(tenancy.answer_by)) == 1


def test_nobody_is_reminded_of_what_is_answered(there, unit):
    tenancy = world.accepted(there, unit)
    assert housekeeping.remind_of_offers(on(tenancy.answer_by)) == 0


# --- visits -----------------------------------------------------------------------------------------


@pytest.fixture
def visit(there, organisation, owner):
    """Booked a week ago, for ten days from now."""
    slot = world.a_slot(there, hours=24 * 10)
    made = visits.book(slot, organisation, by=owner)
    Visit.objects.filter(pk=made.pk).update(booked_at=timezone.now() - timedelta(days=7))
    return made


def test_a_visit_is_remembered_on_the_working_day_before_and_once(visit):
    day = timezone.localdate(visit.slot.starts_at)
    before = max(one for one in (day - timedelta(days=n) for n in range(1, 12)) if clock.is_working_day(one))
    assert housekeeping.remind_of_visits(on(before - timedelta(days=1))) == 0
    runs = [housekeeping.remind_of_visits(on(before)) for _time in range(2)]
    assert runs == [1, 0]


def test_nobody_is_reminded_of_a_visit_that_began_or_was_cancelled(visit, owner):
    assert housekeeping.remind_of_visits(visit.slot.starts_at) == 0
    visits.cancel(visit, by=owner)
    assert housekeeping.remind_of_visits(visit.slot.starts_at - timedelta(hours=1)) == 0


def test_a_visit_booked_today_is_not_remembered_today(visit):
    now = visit.slot.starts_at - timedelta(hours=1)
    Visit.objects.update(booked_at=now - timedelta(minutes=5))
    assert housekeeping.remind_of_visits(now) == 0


# --- contracts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "reminder"), [(91, None), (90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (0, 30), (-1, None)]
)
def test_both_sides_are_reminded_ninety_sixty_and_thirty_days_before_the_end(there, unit, days, reminder):
    tenancy = world.moved_in(there, unit, on=world.a_day(-400))
    Tenancy.objects.update(starts_on=world.a_day(-400), ends_on=world.a_day(days))
    runs = [housekeeping.remind_of_contracts(timezone.now()) for _time in range(2)]
    assert runs == ([1, 0] if reminder else [0, 0])
    wanted = f"tenancy:{tenancy.pk}:expires-{world.a_day(days)}:{reminder}:"
    told = set(Letter.objects.filter(key__startswith=wanted).values_list("recipient", flat=True))
    people = {world.editor_of(tenancy.registration).pk, there.operator.pk, there.colleague.pk}
    assert told == (people if reminder else set())


def test_the_three_reminders_follow_each_other_and_a_silent_span_is_not_made_up_for(there, unit):
    tenancy = world.signed(there, unit)
    Tenancy.objects.update(ends_on=world.a_day(90))
    now = timezone.now()
    assert [housekeeping.remind_of_contracts(now + timedelta(days=n)) for n in (0, 29, 30, 59)] == [
        1,
        0,
        1,
        0,
    ]
    assert housekeeping.remind_of_contracts(now + timedelta(days=75)) == 1
    assert letters(f"tenancy:{tenancy.pk}:expires-") == 9


def test_who_has_left_is_not_reminded(there, unit):
    world.accepted(there, unit)
    Tenancy.objects.update(ends_on=world.a_day(20), starts_on=world.a_day(0))
    assert housekeeping.remind_of_contracts(timezone.now()) == 0


# --- reports ----------------------------------------------------------------------------------------


@pytest.fixture
def resident(there, unit):
    tenancy = world.moved_in(there, unit)
    Tenancy.objects.filter(pk=tenancy.pk).update(moved_in_on=date(2026, 6, 1))
    return tenancy


def test_reports_are_asked_for_from_march_and_once(resident):
    runs = [housekeeping.ask_for_reports(at(2027, *day)) for day in ((1, 5), (2, 28), (3, 1), (3, 1), (7, 1))]
    assert runs == [0, 0, 1, 0, 0]
    assert YearlyReport.objects.get().year == 2026


def test_the_year_runs_by_the_clock_of_the_park(resident):
    midnight = at(2027, 3, 1).replace(hour=0, minute=1)
    assert housekeeping.ask_for_reports(midnight - timedelta(minutes=2)) == 0
    assert housekeeping.ask_for_reports(midnight) == 1


def test_reports_are_remembered_fourteen_and_three_days_before_and_once_each(resident):
    reports.ask(2026, at=at(2027, 3, 1))
    days = [(5, 16), (5, 17), (5, 18), (5, 27), (5, 28), (5, 29), (5, 31), (6, 1)]
    runs = [housekeeping.remind_of_reports(at(2027, *day)) for day in days]
    assert runs == [0, 1, 0, 0, 1, 0, 0, 0]


def test_a_week_of_silence_writes_the_reminder_that_is_due_now(resident):
    reports.ask(2026, at=at(2027, 3, 1))
    assert housekeeping.remind_of_reports(at(2027, 5, 30)) == 1
    assert Letter.objects.filter(key__contains=":due-2027-05-31:3:").count() == 1
    assert "1 天" in Letter.objects.get(key__contains=":due-").subject


def test_who_has_sent_it_in_is_not_reminded(resident):
    reports.ask(2026, at=at(2027, 3, 1))
    figures = {"revenue": 1, "tax": 1, "staff_count": 1, "investment": 1, "patents": 0}
    reports.submit(resident.reports.get(), by=world.editor_of(resident.registration), revision=1, **figures)
    assert housekeeping.remind_of_reports(at(2027, 5, 29)) == 0


# --- files ------------------------------------------------------------------------------------------


def test_a_scan_without_a_row_is_swept_after_a_day_and_no_other(there, unit):
    tenancy = world.signed(there, unit)
    folder = tenancy.contract.name.rpartition("/")[0]
    orphan = default_storage.save(f"{folder}/orphan.pdf", ContentFile(b"%PDF"))
    now = timezone.now()
    assert housekeeping.sweep_contracts(now) == 0
    assert housekeeping.sweep_contracts(now + timedelta(hours=25)) == 1
    assert housekeeping.sweep_contracts(now + timedelta(hours=25)) == 0
    assert not default_storage.exists(orphan)
    assert default_storage.exists(tenancy.contract.name)


def test_a_contract_is_readable_by_nobody_else_on_the_machine(there, unit):
    tenancy = world.signed(there, unit)
    assert Path(tenancy.contract.path).stat().st_mode & 0o077 == 0


def test_tidy_does_it_all_and_a_second_run_nothing_more(there, unit, resident):
    other = registrations.a_unit(there.park, "302")
    late = world.offered(there, other)
    Tenancy.objects.filter(pk=late.pk).update(answer_by=world.a_day(-8))
    Tenancy.objects.filter(pk=resident.pk).update(ends_on=world.a_day(20), moved_in_on=date(2025, 1, 1))
    call_command("tidy")
    late.refresh_from_db()
    assert late.status == "lapsed"
    assert letters(":expires-") == 3
    before = (Tenancy.objects.count(), YearlyReport.objects.count(), Letter.objects.count())
    call_command("tidy")
    assert (Tenancy.objects.count(), YearlyReport.objects.count(), Letter.objects.count()) == before


def test_one_that_cannot_be_done_keeps_none_of_the_others_from_it(there, unit):
    """The unit goes on to who cannot be given days to answer: the calendar of the machine ends before."""
    other = registrations.a_unit(there.park, "302", use="storage")
    first, second = world.offered(there, unit), world.offered(there, other)
    Tenancy.objects.filter(pk=second.pk).update(answer_by=first.answer_by + timedelta(days=1))
    world.in_line(there)
    with pytest.raises(ExceptionGroup, match="all others were"):
        housekeeping.lapse_offers(on(date(9999, 12, 30)))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("offered", "lapsed")
    assert letters(f"tenancy:{first.pk}:lapsed") == 0, "each is whole or not at all"


def test_who_is_stopped_between_the_letters_to_both_sides_writes_both_the_next_time(there, unit, monkeypatch):
    tenancy = world.signed(there, unit, ends_on=world.a_day(20))

    def stopped(park_id: int) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(park_letters, "operators_of", stopped)
        with pytest.raises(SystemExit):
            housekeeping.remind_of_contracts(timezone.now())
    assert housekeeping.remind_of_contracts(timezone.now()) == 1
    assert letters(f"tenancy:{tenancy.pk}:expires-") == 3
