import pytest
from django.core.exceptions import ValidationError

from accounts import phones


@pytest.mark.parametrize(
    "typed",
    ["13800138000", "138 0013 8000", "138-0013-8000", "+86 13800138000", "008613800138000", "8613800138000"],
)
def test_a_mobile_number_is_stored_as_eleven_digits(typed):
    assert phones.clean_mobile(typed) == phones.clean_phone(typed) == "13800138000"


@pytest.mark.parametrize("typed", ["12800138000", "1380013800", "138001380000", "电话", "", "023-67000000"])
def test_what_is_no_mobile_number_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="13800000000"):
        phones.clean_mobile(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("023-67000000", "023-67000000"),
        ("023 67000000", "023-67000000"),
        ("（023）67000000", "023-67000000"),
        ("02367000000", "02367000000"),
        ("023-67000000-801", "023-67000000-801"),
        ("400-800-8000", "400-800-8000"),
    ],
)
def test_landlines_and_400_numbers_are_taken_for_an_office(typed, stored):
    assert phones.clean_phone(typed) == stored


def test_an_office_number_without_area_code_is_refused():
    with pytest.raises(ValidationError):
        phones.clean_phone("67000000")
