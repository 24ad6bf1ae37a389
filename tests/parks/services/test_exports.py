import pytest

from parks.services.exports import EXPORTS
from tests.parks import registrations, world
from tests.parks.registrations import a_park, a_unit

pytestmark = pytest.mark.django_db


def rows(code: str, park) -> list[dict[str, object]]:
    export = EXPORTS[code]
    head = [str(column) for column in export.columns]
    return [dict(zip(head, row, strict=True)) for row in export.rows(park)]


@pytest.mark.parametrize("code", EXPORTS)
def test_another_park_has_none_of_these_rows(code, there, unit):
    world.in_line(there)
    world.a_report(world.moved_in(there, unit))

    assert rows(code, there.park)
    assert rows(code, a_park("dadi", "大地示例园")) == []


def test_a_draft_is_not_exported(there):
    organisation, owner = world.an_enterprise()
    registrations.draft(organisation, there.park, owner)

    assert rows("registrations", there.park) == []


def test_a_unit_says_its_state(there, unit):
    a_unit(there.park, "302", is_withheld=True)
    world.moved_in(there, unit)

    assert [row["状态"] for row in rows("units", there.park)] == ["已租", "暂不招租"]


def test_the_line_is_numbered_in_order(there):
    first, second = world.in_line(there), world.in_line(there)

    assert [(row["轮候位次"], row["办件编号"]) for row in rows("waiting", there.park)] == [
        (1, first.reference), (2, second.reference),
    ]  # fmt: skip


def test_a_report_stands_beside_what_was_promised(there, unit):
    world.a_report(world.moved_in(there, unit))

    (row,) = rows("reports", there.park)
    assert (row["预计达产年税收（万元）"], row["税收（万元）"]) == (300, 250)


@pytest.mark.parametrize("code", EXPORTS)
def test_a_longer_list_costs_no_more_queries(code, there, django_assert_num_queries):
    for number in (1, 2):
        world.a_report(world.moved_in(there, a_unit(there.park, f"30{number}")))
        world.in_line(there)
        with django_assert_num_queries(1):
            assert rows(code, there.park)
