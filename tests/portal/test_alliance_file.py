import pytest
from django.utils import translation

from portal import alliance_file
from portal.alliance_file import FileProblem


@pytest.fixture
def file():
    return alliance_file.read()


def test_the_shipped_file_says_what_its_source_says(file):
    assert file.alliance.founded_on.isoformat() == "2022-04-29"
    assert (file.chair.name, file.chair.representative, file.chair.representative_title) == (
        "品胜科技", "庞静", "总经理",
    )  # fmt: skip
    assert {row.key: (row.baseline, row.target) for row in file.figures} == {
        "innovative": (None, 3000),
        "specialised": (119, 500),
        "little-giants": (15, 50),
        "listings": (None, 5),
    }
    assert [park.name for park in file.parks] == ["礼嘉", "照母山", "大地", "天海星"]


def test_the_little_giants_are_counted_within_the_specialised(file):
    specialised = next(row for row in file.figures if row.key == "specialised")
    assert "已含" in specialised.remark


def test_every_word_of_it_has_its_english(file):
    with translation.override("en"):
        shown = [park.english_name for park in file.parks] + [file.plan.title, file.parks_together.sentence]
        shown += [row.english_label for park in file.parks for row in park.figures]
        for figure in file.figures:
            shown += [figure.title, figure.counted_in, figure.remark]
    assert all(word.isascii() for word in "".join(shown).replace("“", "").replace("”", "").replace("–", ""))


def test_the_parks_have_what_a_source_gives_to_each_of_them_and_nothing_else(file):
    parks = {park.slug: park for park in file.parks}
    assert {slug: park.sectors for slug, park in parks.items()} == {
        "lijia": (),
        "zhaomushan": ("digital-economy", "software"),
        "dadi": ("biomedicine",),
        "tianhaixing": (),
    }
    assert [(row.value, row.unit) for row in parks["dadi"].figures] == [
        ("251", "亩"), ("32", "万㎡"), ("120+", "家"),
    ]  # fmt: skip
    assert [(row.value, row.unit) for row in parks["zhaomushan"].figures] == [("5000+", "家"), ("8+", "万人")]
    assert not parks["lijia"].figures
    assert not parks["tianhaixing"].figures
    assert file.parks_together.plaque_on.isoformat() == "2022-04-29"


def test_every_figure_of_a_park_has_its_source_and_its_day(file):
    figures = [row for park in file.parks for row in park.figures]
    assert figures
    assert all(row.source and row.as_of for row in figures)


def test_targets_are_written_with_separators(file):
    assert file.figures[0].target_text == "3,000"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("[alliance]", "[alliance"), "not TOML"),
        (("target = 3000", ""), "target"),
        (("[chair]", "[chairman]"), "chair"),
        (('name = "大地"', 'name = "大地"\nhectares = 17'), "hectares"),
        (('as_of = "2022-10"', ""), "as_of"),
        (('sectors = ["biomedicine"]', 'sectors = ["brewing"]'), "brewing"),
        (("[plan]", "[rumours]\n[plan]"), "rumours"),
    ],
)
def test_a_wrong_file_is_named_in_a_sentence(change, complaint):
    text = alliance_file.SHIPPED.read_text(encoding="utf-8").replace(*change, 1)
    with pytest.raises(FileProblem, match=complaint):
        alliance_file.parse(text)
