from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Letter, Organisation
from alliance.models import MembershipApplication
from casework.refusals import Refused
from parks.models import Tenancy, YearlyReport
from parks.services import reports
from tests.applications import approved
from tests.parks import world

ZONE = ZoneInfo("Asia/Shanghai")
FIGURES = {
    "revenue": Decimal("1200.50"), "tax": Decimal(80), "staff_count": 60, "investment": Decimal(2000),
    "patents": 7,
}  # fmt: skip


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, tzinfo=ZONE)


@pytest.fixture
def resident(there, unit) -> Tenancy:
    """Moved in on 2026-06-01."""
    tenancy = world.moved_in(there, unit)
    Tenancy.objects.filter(pk=tenancy.pk).update(moved_in_on=date(2026, 6, 1))
    tenancy.refresh_from_db()
    return tenancy


@pytest.fixture
def report(resident) -> YearlyReport:
    reports.ask(2026, at=at(2027, 3, 1))
    return resident.reports.get()


def submitted(report: YearlyReport) -> YearlyReport:
    by = world.editor_of(report.tenancy.registration)
    return reports.submit(report, by=by, revision=report.revision, **FIGURES)


def test_each_resident_is_asked_once_and_told_until_when(resident):
    assert [reports.ask(2026, at=at(2027, 3, 1)) for _time in range(2)] == [1, 0]
    report = resident.reports.get()
    assert (report.year, report.due_on, report.status) == (2026, date(2027, 5, 31), "asked")
    assert Letter.objects.filter(key__startswith=f"report:{report.pk}:asked:").count() == 1
    assert [step.action for step in report.steps.all()] == ["begin"]


def test_who_is_asked_late_has_some_working_days(resident):
    reports.ask(2026, at=at(2027, 6, 30))
    assert resident.reports.get().due_on == date(2027, 7, 14)


def test_who_came_after_the_year_or_has_left_is_not_asked(there, unit, resident):
    assert reports.ask(2025, at=at(2026, 3, 1)) == 0
    Tenancy.objects.filter(pk=resident.pk).update(status="left", left_on=date(2027, 1, 15))
    assert reports.ask(2026, at=at(2027, 3, 1)) == 0


def test_what_the_organisation_has_told_is_filled_in(resident, reviewer):
    organisation = resident.registration.organisation
    approved(organisation, world.editor_of(resident.registration), reviewer)
    MembershipApplication.objects.update(patent_count=5, revenue=Decimal(900), submitted_at=at(2027, 2, 1))
    Organisation.objects.filter(pk=organisation.pk).update(staff_count=58)
    reports.ask(2026, at=at(2027, 3, 1))
    report = resident.reports.get()
    assert (report.staff_count, report.patents, report.revenue) == (58, 5, Decimal(900))


def test_the_revenue_of_another_year_is_not_filled_in(resident, reviewer):
    approved(resident.registration.organisation, world.editor_of(resident.registration), reviewer)
    MembershipApplication.objects.update(revenue=Decimal(900), submitted_at=at(2026, 12, 31))
    reports.ask(2026, at=at(2027, 3, 1))
    assert resident.reports.get().revenue is None


def test_what_lasts_comes_from_the_last_report(there, report):
    reports.confirm(submitted(report), by=there.operator, revision=2)
    Organisation.objects.update(staff_count=None)
    reports.ask(2027, at=at(2028, 3, 1))
    second = YearlyReport.objects.get(year=2027)
    assert (second.investment, second.patents, second.staff_count) == (Decimal(2000), 7, 60)
    assert (second.revenue, second.tax) == (None, None)


def test_a_report_goes_to_the_park_and_is_confirmed(there, report):
    sent = submitted(report)
    assert (sent.status, sent.revenue, sent.patents) == ("submitted", Decimal("1200.50"), 7)
    assert Letter.objects.filter(key__contains=":submitted:").count() == 2
    assert reports.confirm(sent, by=there.operator, revision=2).status == "confirmed"
    assert Letter.objects.filter(key__startswith=f"report:{report.pk}:confirmed").exists()


@pytest.mark.parametrize(("wrong", "sentence"), [({"tax": None}, "“税收"), ({"patents": -1}, "不能为负数")])
def test_every_figure_is_needed_and_none_below_zero(report, wrong, sentence):
    by = world.editor_of(report.tenancy.registration)
    with pytest.raises(Refused, match=sentence):
        reports.submit(report, by=by, revision=1, **{**FIGURES, **wrong})
    report.refresh_from_db()
    assert report.status == "asked"


def test_a_figure_that_no_report_has_is_a_fault_of_the_program(report):
    with pytest.raises(TypeError, match="profit"):
        reports.submit(report, by=world.editor_of(report.tenancy.registration), revision=1, profit=1)


def test_a_returned_report_says_why_and_leaves_time_to_mend_it(there, report):
    YearlyReport.objects.update(due_on=date(2020, 5, 31))
    sent = submitted(report)
    with pytest.raises(Refused, match="请填写说明"):
        reports.return_(sent, by=there.operator, revision=2, note="")
    back = reports.return_(sent, by=there.operator, revision=2, note="税收与完税证明不符。")
    assert back.status == "asked"
    assert back.due_on > world.a_day(9)
    assert "税收与完税证明不符" in Letter.objects.get(key__contains=":returned:").text
    assert submitted(back).status == "submitted"
    assert Letter.objects.filter(key__contains=":submitted:").count() == 4


def test_who_looks_at_an_old_page_is_told_who_was_faster(there, report):
    submitted(report)
    with pytest.raises(Refused, match=world.editor_of(report.tenancy.registration).name):
        reports.submit(report, by=world.editor_of(report.tenancy.registration), revision=1, **FIGURES)


def test_each_side_makes_its_own_moves_only(there, report, outsider, auditor, other_park):
    with pytest.raises(Refused):
        reports.submit(report, by=outsider, revision=1, **FIGURES)
    sent = submitted(report)
    for person in (world.editor_of(report.tenancy.registration), auditor, world.an_operator(other_park)):
        with pytest.raises(Refused):
            reports.confirm(sent, by=person, revision=2)
