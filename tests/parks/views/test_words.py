from datetime import date

import pytest

from accounts.models import Organisation
from parks.lifecycles import TenancyStatus
from parks.models import ParkRegistration, Tenancy, YearlyReport
from parks.views import words


def tenancy(status: str, *, code: str | None = "91500157PDY0010125", **values: object) -> Tenancy:
    registration = ParkRegistration(organisation=Organisation(name="云岭示例", code=code))
    days = {"answer_by": date(2099, 1, 5), "ends_on": date(2099, 12, 31), "left_on": date(2026, 3, 1)}
    return Tenancy(registration=registration, status=status, **{**days, **values})


@pytest.mark.parametrize("status", TenancyStatus)
def test_every_status_has_a_sentence_of_its_own(status):
    others = {words.tenancy_sentence(tenancy(one)) for one in TenancyStatus if one != status}
    assert words.tenancy_sentence(tenancy(status)) not in others


def test_whose_turn_it_is_stands_at_the_front():
    assert words.tenancy_sentence(tenancy("offered")).startswith("待您办理：请在 2099年1月5日 前")
    assert words.tenancy_sentence(tenancy("accepted")).startswith("待园区办理")
    assert (
        words.tenancy_sentence(tenancy("accepted", code=None)) == "待您办理：签约前须补登统一社会信用代码。"
    )


def test_an_offer_whose_day_is_over_is_red():
    late = tenancy("offered", answer_by=date(2020, 1, 1))
    assert words.tenancy_turn(late)["tone"] == "cinnabar"
    assert "不能再接受" in words.tenancy_turn(late)["sentence"]


@pytest.mark.parametrize(
    ("status", "begins"),
    [("asked", "待您办理"), ("submitted", "待园区办理"), ("confirmed", "2025 年度绩效已由园区核对")],
)
def test_a_report_says_whose_turn_it_is(status, begins):
    report = YearlyReport(year=2025, status=status, due_on=date(2026, 5, 31))
    assert words.report_sentence(report).startswith(begins)


def test_a_day_that_is_unknown_is_nothing():
    assert words.day(None) == ""
