from dataclasses import replace

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import Organisation, Sector
from accounts.selectors import search
from alliance.models import Alliance, Post
from parks.models import Figure, Park
from portal import alliance_file
from portal.services import alliance_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return alliance_file.read()


def reworded(file):
    return replace(file, alliance=replace(file.alliance, introduction="联盟的新简介。"))


def test_it_makes_the_alliance_its_sectors_and_its_chair(file):
    lines = alliance_data.load(file)
    assert Alliance.objects.get().number_prefix == "LJ"
    assert list(Sector.objects.values_list("slug", flat=True)) == [row.slug for row in file.sectors]
    chair = Post.objects.get()
    assert (chair.rank, chair.organisation.name, chair.representative) == ("chair", "品胜科技", "庞静")
    assert chair.organisation.code is None
    assert not [line for line in lines if not line.startswith(("made", "gave"))]


def test_the_chair_unit_is_found_by_its_initials(file):
    alliance_data.load(file)
    assert search(Organisation.objects.all(), "pskj").get().name == "品胜科技"


def test_a_second_run_changes_nothing(file):
    alliance_data.load(file)
    assert alliance_data.load(file) == []
    assert (Alliance.objects.count(), Post.objects.count()) == (1, 1)


def test_new_words_of_the_file_replace_its_old_ones(file):
    alliance_data.load(file)
    assert alliance_data.load(reworded(file)) == ["reworded Alliance liangjiang (introduction)"]
    assert Alliance.objects.get().introduction == "联盟的新简介。"


def changed_by(person, row):
    """What the admin writes when somebody has changed the row."""
    LogEntry.objects.create(
        user=person, content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk),
        object_repr=str(row), action_flag=CHANGE,
    )  # fmt: skip


def test_what_staff_have_worded_stays(file, administrator):
    alliance_data.load(file)
    Alliance.objects.update(introduction="秘书处写的简介。")
    changed_by(administrator, Alliance.objects.get())
    (line,) = alliance_data.load(reworded(file))
    assert line.startswith("left Alliance liangjiang")
    assert Alliance.objects.get().introduction == "秘书处写的简介。"


def test_the_code_that_staff_entered_stays(file):
    alliance_data.load(file)
    Organisation.objects.filter(name="品胜科技").update(code="91500157PDY0010125")
    alliance_data.load(file)
    assert Organisation.objects.get(name="品胜科技").code == "91500157PDY0010125"


def test_a_chair_whose_post_has_ended_is_not_put_back(file):
    alliance_data.load(file)
    Post.objects.update(ends_on="2026-01-31")
    alliance_data.load(file)
    assert Post.objects.count() == 1


def test_an_organisation_of_that_name_is_taken_and_not_doubled(file):
    Organisation.objects.create(name="品胜科技")
    alliance_data.load(file)
    assert Organisation.objects.filter(name="品胜科技").count() == 1


def test_it_opens_the_four_parks_with_their_plaque_and_their_source(file):
    alliance_data.load(file)
    parks = Park.objects.all()
    assert [park.name for park in parks] == ["礼嘉", "照母山", "大地", "天海星"]
    assert {(park.plaque_on.isoformat(), park.source) for park in parks} == {("2022-04-29", "人民网重庆")}
    assert [figure.value for figure in Park.objects.get(slug="dadi").figures.all()] == ["251", "32", "120+"]
    assert [sector.slug for sector in Park.objects.get(slug="dadi").sectors.all()] == ["biomedicine"]
    assert not Park.objects.get(slug="lijia").operator_name


def with_figure(file, **words):
    """The file with one more figure for 礼嘉."""
    figure = replace(file.parks[2].figures[0], **words)
    return replace(file, parks=(replace(file.parks[0], figures=(figure,)), *file.parks[1:]))


def test_a_figure_is_found_by_park_label_and_day(file):
    alliance_data.load(file)
    alliance_data.load(with_figure(file, value="250"))
    lines = alliance_data.load(with_figure(file, value="260"))
    assert len(lines) == 1
    assert lines[0].startswith("reworded Figure")
    assert Figure.objects.get(park__slug="lijia").value == "260"


def test_a_park_that_staff_have_changed_keeps_its_words_its_sectors_and_its_figures(file, administrator):
    alliance_data.load(file)
    park = Park.objects.get(slug="dadi")
    Park.objects.filter(pk=park.pk).update(introduction="运营单位写的简介。")
    park.figures.filter(value="32").delete()
    park.sectors.clear()
    changed_by(administrator, park)
    (line,) = alliance_data.load(file)
    assert line.startswith("left Park dadi")
    park.refresh_from_db()
    assert park.introduction == "运营单位写的简介。"
    assert (park.figures.count(), park.sectors.count()) == (2, 0)


def test_a_figure_that_staff_have_corrected_stays(file, administrator):
    alliance_data.load(file)
    figure = Figure.objects.get(value="251")
    Figure.objects.filter(pk=figure.pk).update(value="252")
    changed_by(administrator, figure)
    (line,) = alliance_data.load(file)
    assert line.startswith("left Figure")
    figure.refresh_from_db()
    assert figure.value == "252"
