from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import clock

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),  # a Monday
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 10, 1), False),  # 国庆节
        (date(2026, 10, 7), False),  # a Wednesday of the same holiday
        (date(2026, 10, 10), True),  # a Saturday made up for it
        (date(2026, 2, 14), True),  # a Saturday before 春节
        (date(2026, 2, 28), True),  # a Saturday after it
        (date(2026, 2, 23), False),  # a Monday of it
        (date(2025, 10, 11), True),
    ],
)
def test_holidays_and_make_up_days_are_known(day, works):
    assert clock.is_working_day(day) is works


def test_five_working_days_cross_the_national_holiday_and_its_make_up_saturday():
    assert clock.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert clock.add_working_days(date(2026, 9, 30), 5) == date(2026, 10, 13)


def test_the_days_across_a_new_year_are_found():
    assert clock.add_working_days(date(2026, 12, 30), 3) > date(2027, 1, 1)


def test_nothing_is_left_once_the_day_is_reached_or_past():
    assert clock.working_days_between(date(2026, 11, 23), date(2026, 11, 23)) == 0
    assert clock.working_days_between(date(2026, 11, 23), date(2026, 11, 1)) == 0


@given(day=DAYS, n=st.integers(0, 60))
def test_the_deadline_is_a_working_day_and_exactly_so_many_days_away(day, n):
    end = clock.add_working_days(day, n)
    assert clock.working_days_between(day, end) == n
    assert n == 0 or clock.is_working_day(end)


@given(day=DAYS, n=st.integers(1, 60))
def test_one_day_less_of_calendar_is_one_working_day_less(day, n):
    end = clock.add_working_days(day, n)
    assert clock.working_days_between(day, end - timedelta(days=1)) == n - 1
