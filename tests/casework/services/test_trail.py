import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from casework.lifecycle import Status
from casework.models import Case, TrailEntry
from casework.models.append_only import AppendOnly, AppendOnlyModel
from casework.services import move, trail


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def behind_the_trigger(sql: str, *values: object) -> None:
    """What only somebody who may change the schema can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER casework_trailentry_no_update")
            cursor.execute("DROP TRIGGER casework_trailentry_no_delete")
        else:
            cursor.execute("DROP TRIGGER casework_trailentry_append_only ON casework_trailentry")
        cursor.execute(sql, values)


def test_lines_are_numbered_and_sealed_with_the_one_before(walk):
    first, second, third = walk(Status.REJECTED).trail.all()
    assert [line.sequence for line in (first, second, third)] == [1, 2, 3]
    assert (first.prev_hash, second.prev_hash, third.prev_hash) == ("", first.hash, second.hash)
    assert third.hash == trail.digest(third)


def test_a_line_names_who_on_which_side_from_where_to_where(walk, reviewer):
    line = walk(Status.REJECTED).trail.last()
    assert (line.actor_id, line.actor_name, line.side) == (reviewer.pk, "周正", "reviewer")
    assert (line.from_status, line.to_status, line.note) == (
        "under_review",
        "rejected",
        "材料与公开信息不符。",
    )
    assert str(line).endswith("#3 reject")
    assert line.action_label == "不予通过"


def test_the_system_signs_without_a_name(walk):
    line = walk(Status.LAPSED).trail.last()
    assert (line.actor_id, line.actor_name, line.side) == (None, "", "system")


def test_the_trail_outlives_the_account_of_who_acted(walk, reviewer, second_reviewer):
    case = walk(Status.UNDER_REVIEW)
    move(case, "approve", by=second_reviewer, revision=case.revision)
    Case.objects.filter(pk=case.pk).update(decided_by=None)
    second_reviewer.delete()
    line = case.trail.last()
    assert line.actor_name == "钱思"
    assert list(trail.broken(case.trail.all())) == []


# --- append-only: model, queryset, database ---------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.save(),
        lambda line: line.delete(),
        lambda line: TrailEntry.objects.all().update(note="anders"),
        lambda line: TrailEntry.objects.all().delete(),
        lambda line: TrailEntry.objects.bulk_update([line], ["note"]),
    ],
)
def test_model_and_queryset_refuse_changes(walk, change):
    line = walk(Status.SUBMITTED).trail.get()
    with pytest.raises(AppendOnly):
        change(line)


@pytest.mark.parametrize(
    "sql", ["UPDATE casework_trailentry SET note = 'anders'", "DELETE FROM casework_trailentry"]
)
def test_the_database_refuses_changes(walk, sql):
    walk(Status.SUBMITTED)
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql)
    assert TrailEntry.objects.get().note == ""


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_still_be_emptied_and_is_guarded_again_after(walk):
    walk(Status.SUBMITTED)
    call_command("flush", interactive=False, verbosity=0)
    assert not TrailEntry.objects.exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1")
            guarded = dict(cursor.fetchall())
        tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel)}
        assert guarded == dict.fromkeys(tables, 2)
        assert {"casework_trailentry", "parks_tenancystep", "parks_reportstep"} <= tables


# --- proving ----------------------------------------------------------------------------------------


def proof(capsys) -> str:
    with pytest.raises(CommandError):
        call_command("verify_trail")
    return capsys.readouterr().err


def test_an_honest_trail_is_proved(walk, capsys):
    walk(Status.LAPSED)
    call_command("verify_trail")
    assert "4 trail entries proved" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("note", "anders"),
        ("actor_name", "其他人"),
        ("to_status", "approved"),
        ("audience", "staff"),
        ("revision", 9),
    ],
)
def test_an_altered_line_is_named(walk, capsys, column, value):
    case = walk(Status.REJECTED)
    behind_the_trigger(f"UPDATE casework_trailentry SET {column} = %s WHERE sequence = 2", value)
    assert f"case {case.pk}, entry 2: its content does not match its hash" in proof(capsys)


def test_an_altered_snapshot_is_named(walk, capsys):
    walk(Status.SUBMITTED)
    behind_the_trigger("UPDATE casework_trailentry SET snapshot = %s", '{"facts": []}')
    assert "entry 1: its content" in proof(capsys)


def test_a_line_sealed_anew_breaks_the_next(walk, capsys):
    case = walk(Status.REJECTED)
    line = case.trail.get(sequence=2)
    line.note = "anders"
    behind_the_trigger(
        "UPDATE casework_trailentry SET note = 'anders', hash = %s WHERE sequence = 2", trail.digest(line)
    )
    assert "entry 3: it does not carry the hash" in proof(capsys)


def test_a_missing_line_is_seen(walk, capsys):
    walk(Status.REJECTED)
    behind_the_trigger("DELETE FROM casework_trailentry WHERE sequence = 2")
    assert "entry 3: a line before it is missing" in proof(capsys)


def test_a_cut_off_end_is_seen(walk, capsys):
    case = walk(Status.REJECTED)
    behind_the_trigger("DELETE FROM casework_trailentry WHERE sequence = 3")
    assert f"case {case.reference}: its status" in proof(capsys)


def test_a_status_written_behind_the_door_is_seen(walk, capsys):
    case = walk(Status.SUBMITTED)
    Case.objects.filter(pk=case.pk).update(status=Status.UNDER_REVIEW)
    assert f"case {case.reference}: its status" in proof(capsys)


def test_lines_made_in_bulk_prove_too(walk, blank):
    case = walk(Status.SUBMITTED)
    last = case.trail.last()
    line = TrailEntry(
        case_id=case.pk, revision=last.revision, side="reviewer", action="start", from_status="submitted",
        to_status="under_review", at=last.at,
    )  # fmt: skip
    TrailEntry.objects.bulk_create([trail.seal(line, last)])
    assert list(trail.broken(TrailEntry.objects.order_by("case_id", "sequence"))) == []
