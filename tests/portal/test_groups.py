import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

from portal import groups

pytestmark = pytest.mark.django_db

NAMES = {"secretariat", "park operator", "finance staff", "forum staff", "auditor", "administrator"}


def held_by(name: str) -> set[str]:
    rows = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def test_the_migrations_make_exactly_the_named_groups():
    assert set(Group.objects.values_list("name", flat=True)) == NAMES == set(groups.GROUPS)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_after_the_last_migration_a_group_holds_every_permission_of_the_table(name):
    assert held_by(name) == set(groups.GROUPS[name])


def test_the_auditor_holds_nothing_but_view_permissions():
    assert {label for label in held_by("auditor") if not label.split(".")[1].startswith("view_")} == set()


def test_only_the_secretariat_and_the_administrator_may_review_memberships():
    reviewers = {name for name in NAMES if "alliance.review_membershipapplication" in held_by(name)}
    assert reviewers == {"secretariat", "administrator"}


def test_the_administrator_may_hand_out_every_group_and_change_none():
    assert {label for name in NAMES for label in held_by(name)} <= held_by("administrator")
    assert {label for label in held_by("administrator") if label.startswith("auth.")} == {"auth.view_group"}


def test_loading_again_adds_what_is_missing_and_keeps_what_was_granted_by_hand():
    secretariat = Group.objects.get(name="secretariat")
    by_hand = Group.objects.get(name="administrator").permissions.get(codename="add_user")
    secretariat.permissions.remove(secretariat.permissions.get(codename="view_case"))
    secretariat.permissions.add(by_hand)

    groups.load(apps, connection.schema_editor())

    assert held_by("secretariat") == {*groups.SECRETARIAT, "accounts.add_user"}


def test_loading_passes_over_a_permission_whose_package_comes_later(monkeypatch):
    monkeypatch.setitem(
        groups.GROUPS, "park operator", (*groups.GROUPS["park operator"], "finance.view_service")
    )

    groups.load(apps, connection.schema_editor())

    assert "finance.view_service" not in held_by("park operator")
