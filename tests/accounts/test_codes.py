import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from accounts import codes
from tests.factories import demo_code

REAL = [
    "91110108551385082Q",
    "914403001922038216",
    "91440300192317458F",
    "9152000071430580XT",
    "9150000020286320X6",
]
RESERVED = [
    "91500157PDY0010125", "91500157PDY0010200", "91500157PDY001039W", "91500157PDY001047P",
    "91500157PDY001055J", "91500157PDY001063D", "91500112PDY0000366", "91500112PDY000052U",
    "91500112PDY000060N", "91500112PDY00001XB", "91500112PDY0004660", "91500105PDY0000287",
    "91500109PDY000044N", "91500000PDY00001XR", "31500157PDY002015U", "51500157PDY002015R",
    "12500157PDY002015T",
]  # fmt: skip


def problem(text: str) -> codes.CodeProblem:
    with pytest.raises(codes.CodeProblem) as caught:
        codes.clean(text)
    assert str(caught.value) == caught.value.message
    return caught.value


@pytest.mark.parametrize("code", REAL + RESERVED)
def test_real_and_reserved_codes_are_taken_as_they_are(code):
    assert codes.clean(code) == code
    assert codes.inner_warning(code) is None


@pytest.mark.parametrize(
    "typed",
    [
        " 9144 0300 1922 0382 16 ",
        "９１４４０３００１９２２０３８２１６",
        "9144-0300-1922-0382-16",
        "\ufeff914403001922038216\n",
    ],
)
def test_what_copying_brings_along_is_taken_away(typed):
    assert codes.clean(typed) == "914403001922038216"


def test_small_letters_are_taken():
    assert codes.clean("91500000pdy00001xr") == "91500000PDY00001XR"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("914403001922038217", "checksum"),
        ("914403001922083216", "checksum"),
        ("91440300192203821", "length"),
        ("9144030019220382166", "length"),
        ("", "length"),
        ("   ", "length"),
        ("914403001922038Z16", "format"),
        ("91440300192203821中", "format"),
        ("9A4403001922038216", "format"),
        ("B14403001922038216", "format"),
        ("N2500112MF12345678", "needs_staff"),
        ("N2500112MF1234567B", "needs_staff"),
    ],
)
def test_a_wrong_code_says_what_is_wrong(typed, kind):
    found = problem(typed)
    assert found.kind == kind
    assert found.message.endswith("。")


def test_the_sentence_names_the_letters_that_never_occur_and_how_many_characters_there_are():
    assert "Z" in problem("914403001922038Z16").message
    assert "17" in problem("91440300192203821").message


@pytest.mark.parametrize("letter", "ANY")
def test_a_letter_code_goes_to_staff_whatever_its_check_digit(letter):
    body = f"{letter}2500112MF1234567"
    right = body + uscc.calc_check_digit(body)
    wrong = body + ("1" if right[-1] != "1" else "2")
    assert codes.check_digit_fits(right)
    assert problem(right).kind == problem(wrong).kind == "needs_staff"
    assert problem(right).code == right
    assert problem(right).message != problem(wrong).message


def test_an_inner_check_that_fails_is_a_warning_and_no_refusal():
    assert codes.clean("91500112PDY000011L") == "91500112PDY000011L"
    assert codes.inner_warning("91500112PDY000011L")


def test_the_district_of_first_registration_is_nobodys_business():
    """500157 exists since 2025, 500105 and 500112 went with it: all stay valid."""
    for district in ("500157", "500105", "500112", "110108", "999999"):
        assert codes.clean(demo_code(7, prefix=f"91{district}"))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("31500157PDY002015U", "law_firm"),
        ("51500157PDY002015R", "service_body"),
        ("12500157PDY002015T", "institute"),
        ("91500157PDY0010125", "enterprise"),
        ("N2500112MF1234567B", None),
    ],
)
def test_the_prefix_only_suggests_a_kind(code, kind):
    assert codes.suggested_kind(code) == kind


@given(st.integers(1, 99999), st.sampled_from(["91500157", "31500112", "51500000", "12500105", "93500109"]))
def test_every_reserved_code_is_valid_inside_and_outside(number, prefix):
    code = demo_code(number, prefix)
    assert codes.clean(code) == code
    assert codes.inner_warning(code) is None


@given(st.integers(1, 99999), st.integers(0, 17), st.sampled_from(codes.CHARSET))
def test_one_wrong_character_is_always_noticed(number, place, char):
    code = demo_code(number)
    other = code[:place] + char + code[place + 1 :]
    if other != code:
        with pytest.raises(codes.CodeProblem):
            codes.clean(other)


@given(st.text(max_size=40))
def test_nothing_typed_breaks_it_and_what_it_takes_it_takes_again(text):
    try:
        code = codes.clean(text)
    except codes.CodeProblem:
        return
    assert codes.clean(code) == code
    assert len(code) == 18
