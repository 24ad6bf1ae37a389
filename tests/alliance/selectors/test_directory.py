from itertools import chain

import pytest
from django.utils import translation

from accounts.services import organisations
from alliance.models import Membership
from alliance.selectors.directory import Criteria, Cursor, counts, is_listed, page
from alliance.selectors.profile import profile
from tests.alliance import members
from tests.factories import OrganisationFactory, SectorFactory

pytestmark = pytest.mark.django_db
EVERYBODY = Criteria()


def names(criteria=EVERYBODY, **more) -> list[str]:
    return [row.name for row in page(criteria, **more).rows]


@pytest.fixture
def software(db):
    return SectorFactory.create(slug="software", name="软件", english_name="Software")


def test_listed_are_valid_members_and_holders_of_a_post_and_nobody_else(organisation, other_organisation):
    valid = members.member()
    members.member(starts=-900, ends=-1)
    members.member(starts=1, ends=900)
    revoked = members.member()
    Membership.objects.filter(organisation=revoked).update(
        revoked_on=members.day(0), revocation_reason="申请退出。"
    )
    members.post(organisation, "chair")
    members.post(other_organisation, "council", starts=-90, ends=-1)
    assert set(names()) == {organisation.name, valid.name}
    assert is_listed(valid)
    assert is_listed(organisation)
    assert not is_listed(revoked)
    assert not is_listed(other_organisation)


def test_posts_stand_first_by_rank_then_everybody_by_pinyin(organisation):
    members.member("北辰示例材料有限公司")
    members.member("阿尔示例材料有限公司")
    council = members.member("佐治示例材料有限公司")
    members.post(council, "council")
    members.post(members.member("安川示例材料有限公司"), "council")
    members.post(members.member("周山示例材料有限公司"), "vice_chair")
    members.post(organisation, "chair")
    expected = ["云岭", "周山", "安川", "佐治", "阿尔", "北辰"]
    assert [name[:2] for name in names()] == expected


def test_an_organisation_with_two_posts_on_one_day_is_listed_once_under_the_higher(organisation):
    members.post(organisation, "council", starts=-90, ends=0)
    members.post(organisation, "vice_chair", starts=0, ends=90)
    assert [(row.pk, row.order) for row in page(Criteria()).rows] == [(organisation.pk, 1)]


@pytest.mark.parametrize("rank", ["", "member", "council"])
def test_pages_lead_forwards_and_back_over_both_parts_without_a_gap(rank):
    for number in range(5):
        holder = members.member(f"职务示例{number}有限公司")
        members.post(holder, "chair" if number == 0 and not rank else "council")
    for number in range(7):
        members.member("同名示例有限公司" if number < 4 else f"会员示例{number}有限公司")
    criteria = Criteria(rank=rank)
    everybody = [row.pk for row in page(criteria, size=100).rows]
    assert len(everybody) == len(set(everybody)) == {"": 12, "member": 7, "council": 5}[rank]
    pages, cursor = [], None
    while True:
        found = page(criteria, cursor, size=2)
        pages.append([row.pk for row in found.rows])
        if found.older is None:
            break
        cursor = found.older
    assert list(chain(*pages)) == everybody
    back = [pages[-1]]
    while found.newer is not None:
        found = page(criteria, found.newer, size=2)
        back.insert(0, [row.pk for row in found.rows])
    assert list(chain(*back)) == everybody
    assert page(criteria, size=2).newer is None


def test_a_cursor_survives_the_address_and_a_forged_one_begins_at_the_beginning():
    cursor = Cursor(3, "yunling", 7, back=True)
    assert Cursor.read(cursor.write()) == cursor
    assert Cursor.read("") is None
    assert Cursor.read("WzMsICJ4Il0:forged") is None


def test_search_takes_two_characters_english_pinyin_and_initials(organisation):
    members.membership(organisation)
    organisations.save(organisation, english_name="Yunling Example Equipment")
    members.member("星川示例软件有限公司")
    for q in ("智能", "云岭", "equipment", "yunling", "ylsl", " 智 能 "):
        assert names(Criteria(q=q)) == [organisation.name], q
    assert names(Criteria(q="不存在")) == []


def test_counts_say_what_each_filter_would_give(software, organisation):
    members.post(organisation, "chair")
    members.member(sector=software)
    members.member(sector=software)
    members.post(members.member(), "council")
    found = counts(Criteria())
    assert (found.total, found.ranks) == (4, {"chair": 1, "vice_chair": 0, "council": 1, "member": 2})
    assert {sector.slug: count for sector, count in found.sectors} == {
        "software": 2,
        "intelligent-vehicles": 2,
    }
    by_sector = counts(Criteria(sector="software"))
    assert (by_sector.total, by_sector.ranks["member"], by_sector.ranks["chair"]) == (2, 2, 0)
    assert {sector.slug: count for sector, count in by_sector.sectors}["intelligent-vehicles"] == 2
    for rank, vehicles, total in (("chair", 1, 1), ("member", 0, 2), ("vice_chair", 0, 0)):
        by_rank = counts(Criteria(rank=rank))
        assert by_rank.total == total
        assert {sector.slug: count for sector, count in by_rank.sectors}["intelligent-vehicles"] == vehicles


def test_counts_are_exact_up_to_the_cap_and_go_one_beyond_it_at_the_most(software, sector, monkeypatch):
    monkeypatch.setattr("alliance.selectors.directory.CAP", 2)
    for where, rows in ((software, 5), (sector, 2), (None, 1)):
        for _number in range(rows):
            members.member(sector=where)
    members.post(members.member(sector=sector), "council")
    found = counts(Criteria())
    assert {one.slug: rows for one, rows in found.sectors} == {"software": 3, sector.slug: 3}
    assert counts(Criteria(rank="member", sector=sector.slug)).total == 2
    assert counts(Criteria(sector="software")).total == 3
    assert found.total > 2
    assert found.ranks["council"] == 1


def test_a_common_word_is_not_counted_to_its_end(software, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("alliance.selectors.directory.CAP", 2)
    for _number in range(4):
        members.member(sector=software)
    with django_assert_num_queries(3) as asked:
        assert counts(Criteria(q="示例")).total == 3
    of_members = [one["sql"] for one in asked if "alliance_membership" in one["sql"]]
    assert len(of_members) == 2
    assert all("LIMIT 3" in sql for sql in of_members)


def test_a_sector_nobody_knows_counts_nobody(sector):
    members.member(sector=None)
    members.member(sector=sector)
    found = counts(Criteria(sector="unknown"))
    assert found.total == sum(found.ranks.values()) == 0
    assert counts(Criteria()).total == 2


def test_a_profile_shows_ticked_fields_that_hold_something(organisation):
    organisation.shown_fields = ["website", "staff_count", "unknown", "introduction"]
    organisation.staff_count, organisation.introduction = 0, "做示例。"
    organisation.save()
    assert profile(organisation.pk) is None
    live = members.membership(organisation)
    members.post(organisation, "council", starts=-9, ends=9)
    members.post(organisation, "vice_chair", starts=-3, ends=9)
    found = profile(organisation.pk)
    assert found.shown == ("staff_count", "introduction")
    assert found.membership == live
    assert [post.rank for post in found.posts] == ["vice_chair", "council"]


def test_who_only_holds_a_post_has_a_profile_without_a_number(organisation):
    members.post(organisation, "chair")
    assert profile(organisation.pk).membership is None


def test_sectors_are_named_in_the_readers_language(software):
    OrganisationFactory.create(sector=software)
    members.member(sector=software)
    with translation.override("en"):
        assert str(counts(Criteria()).sectors[-1][0]) == "Software"
