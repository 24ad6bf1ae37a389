from decimal import Decimal
from typing import Any

import pytest

from parks import promises
from parks.models import ParkRegistration, Tenancy, YearlyReport


def compared(**reported: Any) -> dict[str, promises.Compared]:
    registration = ParkRegistration(
        output_value=Decimal(5000), annual_tax=Decimal(0), staff_count=60, total_investment=None
    )
    report = YearlyReport(tenancy=Tenancy(registration=registration), year=2025, **reported)
    return {one.name: one for one in promises.compare(report)}


@pytest.mark.parametrize(("revenue", "share"), [(2500, 50), (0, 0), (6250, 125), (None, None)])
def test_a_figure_is_a_share_of_what_was_promised(revenue: int | None, share: int | None) -> None:
    assert compared(revenue=revenue)["revenue"].share == share


def test_of_nothing_promised_there_is_no_share() -> None:
    found = compared(tax=Decimal(3), investment=Decimal(5), patents=7)
    assert [found[name].share for name in ("tax", "investment", "patents")] == [None, None, None]
    assert found["patents"].promised is None


def test_people_are_compared_with_people() -> None:
    assert compared(staff_count=45)["staff_count"].share == 75
