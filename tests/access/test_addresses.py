"""Every address against every member of the cast, by the literal answers of the tables beside this file."""

import pytest
from django.test import Client

from tests.access import admin_rows, portal_rows, signing_in_rows
from tests.access.doors import Row, all_names, answer, answers, table
from tests.access.world import PEOPLE, World

pytestmark = pytest.mark.usefixtures("db")
TABLES = {"portal": portal_rows.ROWS, "signing_in": signing_in_rows.ROWS, "admin": admin_rows.ROWS}
EVERY = [row for rows in TABLES.values() for row in rows]
LINES = [
    pytest.param(row, method, words, id=f"{method} {row}")
    for name, rows in TABLES.items()
    for row in rows
    for method, words in ((m, table(name).get((str(row), m))) for m in ("get", "post"))
    if words is not None
]


@pytest.mark.parametrize(("row", "method", "words"), LINES)
def test_everybody_gets_the_answer_of_the_table(
    row: Row, method: str, words: dict[str, str], world: World
) -> None:
    assert answers(world, row, method) == words


# --- nothing is left out ----------------------------------------------------------------------------


def test_every_address_of_the_project_has_a_row() -> None:
    unnamed = {f"/admin/{model}/<path:object_id>/" for model in _app_and_model()}
    unnamed |= {"/admin/(?P<url>.*)$", "/admin/password_change/"}
    assert all_names() - unnamed == {row.name for row in EVERY if row.name}


def _app_and_model() -> set[str]:
    return {f"{meta.app_label}/{meta.model_name}" for meta in admin_rows.registered()}


def test_every_model_in_the_admin_has_its_rows() -> None:
    assert {f"{meta.app_label}_{meta.model_name}" for meta in admin_rows.registered()} == set(
        admin_rows.MODELS
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_row_stands_in_its_table_and_every_line_has_a_row(name: str) -> None:
    lines, rows = table(name), [str(row) for row in TABLES[name]]
    assert len(set(rows)) == len(rows)
    assert {row for row, _method in lines} == set(rows)
    assert {row for row, method in lines if method == "get"} == set(rows)


def test_whatever_has_no_line_for_post_takes_none(world: World) -> None:
    lines = table("portal")
    for row in portal_rows.ROWS:
        if (str(row), "post") not in lines:
            assert answer(world, row, "post", world.clients["owner"]) == "405", row
            assert answer(world, row, "post", world.clients["administrator"]) == "405", row


# --- what the tables say as a whole -----------------------------------------------------------------


def test_reading_changes_nothing_but_what_is_recorded_of_the_reading() -> None:
    """A letter is marked as read, the opening of a paper is written down where its owner sees it."""
    changing = {
        row for name in TABLES for (row, method), words in table(name).items()
        if method == "get" and any(word.endswith("!") for word in words.values())
    }  # fmt: skip
    contracts = {"tenancy_contract", "admin:parks_tenancy_contract"}
    assert changing == {"letter", "document", "document:inline", "document:draft", *contracts}


# Who works in a park may be taken off it, and a unit that nobody ever had is no record of anything.
DELETABLE = ("admin:parks_operator_delete", "admin:parks_unit_delete")


def test_the_auditor_changes_nothing_in_the_admin_and_nobody_deletes_a_record() -> None:
    for (row, method), words in table("admin").items():
        # That somebody opened a contract is written down.
        assert not words["auditor"].endswith("!") or row == "admin:parks_tenancy_contract", (row, method)
        if row.endswith("_delete"):
            people = ("other_staff", "auditor") if row in DELETABLE else PEOPLE[5:]
            assert {words[person] for person in people} == {"403"}, row


def test_nobody_but_staff_gets_into_the_admin() -> None:
    outside = {"login", "door"}
    for (row, method), words in table("admin").items():
        if row not in ("admin:login", "admin:logout", "admin:password_change"):
            assert {words[person] for person in PEOPLE[:5]} <= outside, (row, method)


# --- staff who have not proved their second factor ---------------------------------------------------


def test_without_the_second_factor_staff_get_what_anybody_gets_and_no_more(world: World) -> None:
    client = Client()
    client.force_login(world.user("administrator"), backend="django.contrib.auth.backends.ModelBackend")
    for name in ("portal", "admin"):
        for row in TABLES[name]:
            words = table(name)[str(row), "get"]
            public = words["anonymous"] not in ("login", "door", "401") or row.name == "second_factor"
            wanted = words["administrator"] if public else "factor"
            assert answer(world, row, "get", client) == wanted, row
