import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from parks.models import YearlyReport
from parks.services import reports
from tests.parks import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(there, unit) -> YearlyReport:
    return world.a_report(world.moved_in(there, unit))


def page(report: YearlyReport, name: str = "change") -> str:
    return reverse(f"admin:parks_yearlyreport_{name}", args=[report.pk])


def test_what_was_promised_stands_beside_what_came_about(desk, report):
    response = desk.get(page(report))

    tax = response.context["compared"][1]
    assert (tax.promised_words, tax.reported_words, tax.share_words) == ("300 万元", "250 万元", "83%")
    assertContains(response, page(report, "confirm"))


def test_what_nobody_promised_and_nobody_reported_is_a_dash(desk, report):
    type(report).objects.filter(pk=report.pk).update(status="asked", tax=None)

    response = desk.get(page(report))

    patents, tax = response.context["compared"][4], response.context["compared"][1]
    assert (patents.promised_words, patents.share_words, tax.reported_words, tax.share_words) == ("",) * 4


def test_a_report_is_confirmed(desk, there, report):
    response = desk.post(page(report, "confirm"), {"revision": report.revision, "note": ""})

    assertRedirects(response, page(report))
    report.refresh_from_db()
    assert report.status == "confirmed"
    assert report.steps.get().actor_id == there.operator.pk


def test_a_report_is_returned_with_a_reason(desk, report):
    assert desk.post(page(report, "return"), {"revision": report.revision, "note": ""}).status_code == 200
    desk.post(page(report, "return"), {"revision": report.revision, "note": "税收请核对"})

    report.refresh_from_db()
    assert report.status == "asked"
    assertContains(desk.get(page(report)), "税收请核对")


def test_who_was_faster_is_named_and_what_was_typed_stays(desk, there, report):
    reports.confirm(report, by=there.colleague, revision=report.revision)

    response = desk.post(page(report, "return"), {"revision": 1, "note": "税收请核对"})

    assertContains(response, "税收请核对", status_code=409)
    report.refresh_from_db()
    assert report.status == "confirmed"


def test_a_report_that_nobody_sent_offers_no_move(desk, report):
    type(report).objects.filter(pk=report.pk).update(status="asked")

    assert desk.get(page(report)).context["tools"] == []
    assertContains(desk.get(page(report, "confirm")), "状态已经变化")
