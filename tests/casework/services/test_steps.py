"""The door of what moves and is no case, tried on a tenancy: the engine itself has nothing that moves so."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from casework.lifecycle import Lifecycle, Move, Need, Side
from casework.models.append_only import AppendOnly
from casework.refusals import Refused
from casework.services import steps
from tests.parks import world
from tests.parks.registrations import a_unit

pytestmark = pytest.mark.django_db


def test_the_notes_of_a_table_are_asked_for_kept_and_limited():
    required = Move("return", ("a",), "b", Side.REVIEWER, Need.REQUIRED)
    with pytest.raises(Refused, match="请填写说明"):
        steps.noted(required, "  ")
    with pytest.raises(Refused, match="请精简"):
        steps.noted(required, "长" * 2001)
    assert steps.noted(required, " 数据有误 ") == "数据有误"
    assert steps.noted(Move("accept", ("a",), "b", Side.APPLICANT), "不需要的话") == ""


def test_a_table_knows_what_is_open():
    table = Lifecycle("two", initial="a", turns={"a": Side.REVIEWER, "b": None}, moves=[])
    assert table.open_statuses == ("a",)


@pytest.fixture
def tenancy(organisation, owner) -> Any:
    there = world.letting()
    return world.offered(there, a_unit(there.park), world.in_line(there, organisation, owner))


def test_a_move_of_the_table_changes_the_row_and_adds_a_line(tenancy, owner):
    steps.take(tenancy, "accept", by=owner)
    assert (tenancy.status, tenancy.revision) == ("accepted", 2)
    last = tenancy.steps.last()
    assert (last.action, last.from_status, last.to_status) == ("accept", "offered", "accepted")
    assert (last.actor_id, last.actor_name) == (owner.pk, str(owner))


def test_a_move_the_table_does_not_know_is_refused(tenancy, owner):
    with pytest.raises(Refused, match="状态已经变化"):
        steps.take(tenancy, "move_in", by=owner)


def test_who_comes_second_is_told_who_was_faster(tenancy, owner, colleague):
    seen = tenancy.revision
    steps.take(type(tenancy).objects.get(pk=tenancy.pk), "accept", by=owner)
    with pytest.raises(Refused, match=str(owner)):
        steps.take(tenancy, "decline", by=colleague, revision=seen)
    assert tenancy.steps.filter(action="decline").count() == 0


def test_the_history_cannot_be_changed(tenancy, owner):
    steps.take(tenancy, "accept", by=owner)
    line = tenancy.steps.last()
    with pytest.raises(AppendOnly):
        line.save()
    with pytest.raises(AppendOnly):
        line.delete()
    with pytest.raises(AppendOnly):
        tenancy.steps.all().update(note="改")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE parks_tenancystep SET note = 'x'")
