"""The clock: Chinese working days, with public holidays and make-up working days (调休). Pure Python.

The days come from a kept library, `holidays`; for years the State Council has not announced yet it
knows the fixed holidays only.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=16)
def _calendar(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year)


def is_working_day(day: date) -> bool:
    return _calendar(day.year).is_working_day(day)


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day`, which itself does not count."""
    while n > 0:
        day += ONE_DAY
        n -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; none when `end` is not later."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))
