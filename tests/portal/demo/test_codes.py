import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from portal.demo.codes import BODIES, DISTRICTS, demo_code, organisation_code, serial_code


@pytest.mark.parametrize(
    ("number", "prefix", "code"),
    [
        (101, "91500157", "91500157PDY0010125"),
        (103, "91500157", "91500157PDY001039W"),
        (6, "91500112", "91500112PDY000060N"),
        (1, "91500112", "91500112PDY00001XB"),
        (46, "91500112", "91500112PDY0004660"),
        (201, "31500157", "31500157PDY002015U"),
        (201, "51500157", "51500157PDY002015R"),
        (201, "12500157", "12500157PDY002015T"),
    ],
)
def test_codes_of_the_reserved_bodies_have_both_check_digits(number, prefix, code):
    assert demo_code(number, prefix) == code


@given(st.integers(1, BODIES * len(DISTRICTS)))
def test_every_serial_number_gives_a_valid_code_of_the_reserved_range(serial):
    code = serial_code(serial)
    assert uscc.is_valid(code)
    assert "PDY" in code


@given(st.integers(1, BODIES * len(DISTRICTS)), st.integers(1, BODIES * len(DISTRICTS)))
def test_two_serial_numbers_never_share_a_code(one, other):
    assert (serial_code(one) == serial_code(other)) == (one == other)


@pytest.mark.parametrize("number", [0, -1, BODIES + 1])
def test_a_body_outside_the_reserved_range_is_refused(number):
    with pytest.raises(ValueError, match="reserved bodies"):
        organisation_code(number)
