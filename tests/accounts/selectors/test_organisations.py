import pytest
from django.db import connection

from accounts import selectors
from accounts.models import Organisation, Seat
from accounts.services import organisations
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

NAMES = [
    ("云岭示例智能装备有限公司", "云岭装备", "Yunling Sample Equipment"),
    ("星川示例软件有限公司", "", ""),
    ("重庆示例银行股份有限公司", "示例银行", "Sample Bank of Chongqing"),
]


@pytest.fixture(autouse=True)
def three():
    for name, short, english in NAMES:
        made = OrganisationFactory.create(
            name=name, short_name=short, english_name=english, pinyin="", initials=""
        )
        organisations.index(made).save()


def found(q: str) -> list[str]:
    return [one.name[:2] for one in selectors.search(Organisation.objects.order_by("pk"), q)]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("智能", ["云岭"]),
        ("能装备", ["云岭"]),
        ("示例", ["云岭", "星川", "重庆"]),
        ("装", ["云岭"]),
        ("司", ["云岭", "星川", "重庆"]),
        ("岭云", []),
        ("云岭装备", ["云岭"]),
        ("示例装备", []),
        ("sample", ["云岭", "重庆"]),
        ("SAMPLE equip", ["云岭"]),
        ("yunling", ["云岭"]),
        ("chongq", ["重庆"]),
        ("ylsl", ["云岭"]),
        ("cqsl", ["重庆"]),
        ("x", ["星川"]),
        ("%", ["云岭", "星川", "重庆"]),
        ("云_", ["云岭"]),
        ("　云 岭　", ["云岭"]),
        ("", ["云岭", "星川", "重庆"]),
    ],
)
def test_names_are_found_by_characters_english_pinyin_and_initials(q, names):
    assert found(q) == names


def test_pairs_alone_do_not_make_a_hit():
    """备有 and 有限 stand in the names, 备限 does not: the recheck asks for the whole text."""
    assert found("有限示例") == []


def test_the_search_reaches_through_a_relation(owner):
    seats = selectors.search(Seat.objects.all(), "智能", prefix="organisation__")
    assert [seat.user for seat in seats] == [owner]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the index is PostgreSQL's")
def test_the_index_answers_on_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = selectors.search(Organisation.objects.order_by(), "智能").explain()
    assert "organisation_grams" in plan


def test_organisations_of_a_person_are_theirs_only(owner, organisation, other_organisation):
    assert list(selectors.organisations_of(owner)) == [organisation]
    assert selectors.organisation_for(owner, organisation.pk) == organisation
    assert selectors.organisation_for(owner, other_organisation.pk) is None
