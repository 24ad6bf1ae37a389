from dataclasses import replace

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import Organisation, Sector
from accounts.selectors import search
from alliance.models import Alliance, Post
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
    assert len(lines) == len(file.sectors) + 2


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


def test_what_staff_have_worded_stays(file, administrator):
    alliance_data.load(file)
    row = Alliance.objects.get()
    Alliance.objects.update(introduction="秘书处写的简介。")
    LogEntry.objects.create(
        user=administrator, content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk),
        object_repr=str(row), action_flag=CHANGE,
    )  # fmt: skip
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
