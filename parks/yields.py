"""Figures per 亩 of land, computed and never typed. Pure Python.

A leased floor stands for the land below its share of the building: 亩 = ㎡ ÷ 666.67 ÷ plot ratio (容积率).
1 亩 = 666.67 ㎡. (domain.md §5; the formula is shown wherever a figure is.)
"""

from decimal import ROUND_HALF_UP, Decimal

SQUARE_METRES_PER_MU = Decimal("666.67")
CENT = Decimal("0.01")


def land(area: Decimal | None, plot_ratio: Decimal | None) -> Decimal | None:
    """亩 of land for so many ㎡ of floor; None where area or plot ratio is unknown or not above zero."""
    if not area or not plot_ratio or area <= 0 or plot_ratio <= 0:
        return None
    return area / SQUARE_METRES_PER_MU / plot_ratio


def per_mu(amount: Decimal | None, area: Decimal | None, plot_ratio: Decimal | None) -> Decimal | None:
    """万元 per 亩, to two places; None where anything it needs is unknown."""
    ground = land(area, plot_ratio)
    if amount is None or ground is None:
        return None
    return (amount / ground).quantize(CENT, rounding=ROUND_HALF_UP)
