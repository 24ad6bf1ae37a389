from datetime import date
from decimal import Decimal

import pytest

from alliance.models import MembershipApplication
from casework import worded


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (True, "是"), (False, "否"), (Decimal("1234.5"), "1,234.50"), (1234, "1,234"), (0, "0"),
        (date(2026, 11, 5), "2026年11月5日"), ("示例", "示例"),
    ],
)  # fmt: skip
def test_a_value_is_read_by_what_it_is(value, read):
    assert worded.plain(value) == read


def test_a_unit_follows_where_there_is_one():
    assert worded.with_unit("5", "万元") == "5 万元"
    assert worded.with_unit("5", None) == "5"


def test_a_field_is_read_by_its_choice_or_its_value_and_nothing_is_nothing():
    application = MembershipApplication(level="council", revenue=Decimal(0))
    assert worded.of_field(application, "level") == application.get_level_display()
    assert worded.of_field(application, "revenue", "万元") == "0.00 万元"
    assert worded.of_field(application, "staff_count", "人") == ""
    assert worded.of_field(application, "needs") == ""
