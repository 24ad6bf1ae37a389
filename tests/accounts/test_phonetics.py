import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts import phonetics
from accounts.wording import by_language


def test_names_sound_as_people_say_them():
    assert phonetics.pinyin("重庆银行") == "chongqingyinhang"
    assert phonetics.initials("重庆银行") == "cqyh"


def test_normalising_folds_width_case_blanks_and_punctuation():
    assert phonetics.normalise("ＡＢＣ（重庆） 有限-公司") == "abc重庆有限公司"


@pytest.mark.parametrize(
    ("text", "grams"), [("云岭示例", "云岭 岭示 示例"), ("云", "云"), ("", ""), ("aaa", "aa")]
)
def test_grams_are_distinct_pairs_of_neighbours(text, grams):
    assert phonetics.grams(text) == grams


@given(st.text(max_size=30))
def test_any_two_neighbours_of_a_name_are_among_its_grams(text):
    normal = phonetics.normalise(text)
    grams = phonetics.grams(text).split(" ")
    assert all(normal[at : at + 2] in grams for at in range(len(normal) - 1))


def test_an_english_reader_sees_the_english_name_where_there_is_one():
    with translation.override("en"):
        assert by_language("中文", "English") == "English"
        assert by_language("中文", "") == "中文"
    with translation.override("zh-hans"):
        assert by_language("中文", "English") == "中文"
