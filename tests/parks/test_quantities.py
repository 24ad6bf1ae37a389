from decimal import Decimal

import pytest

from parks import quantities


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""), (Decimal("1200.00"), "1,200"), (Decimal("4.50"), "4.5"), (Decimal("0.05"), "0.05"),
        (Decimal(100), "100"), (0, "0"),
    ],
)  # fmt: skip
def test_a_figure_has_separators_and_no_needless_zeros(value, written):
    assert quantities.plain(value) == written


def test_what_nobody_has_entered_has_no_unit_either():
    assert quantities.area(None) == ""
    assert quantities.area(Decimal(160)) == "160 ㎡"
    assert quantities.measured(Decimal(10), "%") == "10%"


def test_floors_in_words_and_as_a_lift_shows_them():
    assert [quantities.storey(floor) for floor in (-2, 1, 12)] == ["地下 2 层", "1 层", "12 层"]
    assert [quantities.storey_mark(floor) for floor in (-2, 1, 12)] == ["B2", "1F", "12F"]
