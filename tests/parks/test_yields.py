from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.yields import land, per_mu

AMOUNTS = st.decimals("0.01", "100000", places=2)


def test_a_floor_stands_for_the_land_below_its_share():
    assert land(Decimal("666.67"), Decimal(1)) == 1
    assert land(Decimal("1333.34"), Decimal(2)) == 1


@pytest.mark.parametrize(
    ("area", "ratio"),
    [(None, Decimal(1)), (Decimal(500), None), (Decimal(0), Decimal(1)), (Decimal(500), Decimal(-1))],
)
def test_without_area_or_plot_ratio_nothing_is_computed(area, ratio):
    assert land(area, ratio) is None
    assert per_mu(Decimal(100), area, ratio) is None


def test_nothing_per_mu_is_nothing_and_unknown_is_unknown():
    assert per_mu(Decimal(0), Decimal(500), Decimal(1)) == Decimal("0.00")
    assert per_mu(None, Decimal(500), Decimal(1)) is None


@given(AMOUNTS, AMOUNTS, st.decimals("0.5", "5", places=2))
def test_twice_the_plot_ratio_is_twice_the_yield(amount, area, ratio):
    once, twice = per_mu(amount, area, ratio), per_mu(amount, area, ratio * 2)
    assert abs(twice - once * 2) <= Decimal("0.02")
