"""The staff's groups and what each may do.

Later packages add their lines here and a migration that runs `load` again. A line may name a
permission whose package comes later: an earlier migration passes over it, and a test proves that
after the last migration nothing was passed over. `load` only ever adds, so that what a superuser
granted by hand stays.
"""

from collections.abc import Callable
from typing import Any

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PACKAGES = ("accounts", "casework", "alliance", "parks")

SEES_MEMBERS = (
    "accounts.view_organisation",
    "accounts.view_sector",
    "alliance.view_alliance",
    "alliance.view_membership",
    "alliance.view_post",
)

REVIEWS = (
    "casework.view_case",
    "casework.assign_case",
    "casework.note_case",
    "casework.repair_case",
)

# The papers of parks; which parks is the question of `parks.selectors.scope`.
SEES_PARKS = tuple(
    f"parks.view_{model}"
    for model in (
        "park", "figure", "condition", "building", "unit", "parkregistration", "opinion", "tenancy",
        "waitingplace", "visitslot", "visit", "yearlyreport", "board",
    )
)  # fmt: skip

WORKS_PARKS = (
    *SEES_PARKS,
    "parks.change_park",
    *(
        f"parks.{act}_{model}"
        for act in ("add", "change", "delete")
        for model in ("figure", "condition", "building", "unit", "visitslot")
    ),
    "parks.review_parkregistration",
    "parks.export_parkregistration",
    "parks.add_opinion",
    "parks.offer_unit",
    "parks.move_tenancy",
    "parks.mark_visit",
    "parks.check_yearlyreport",
)

SECRETARIAT = (
    *SEES_MEMBERS,
    *REVIEWS,
    "accounts.add_organisation",
    "accounts.change_organisation",
    # An organisation whose owner left without handing over finds its new one here.
    "accounts.view_user",
    "accounts.view_seat",
    "accounts.add_seat",
    "accounts.change_seat",
    "accounts.delete_seat",
    "accounts.view_seatrequest",
    "accounts.view_coderequest",
    "accounts.decide_coderequest",
    "accounts.view_letter",
    "accounts.retry_letter",
    "accounts.view_consent",
    "alliance.change_alliance",
    "alliance.view_membershipapplication",
    "alliance.review_membershipapplication",
    "alliance.revoke_membership",
    "alliance.view_term",
    "alliance.view_certificate",
    "alliance.add_post",
    "alliance.change_post",
    *WORKS_PARKS,
    "parks.view_every_park",
    "parks.work_every_park",
    "parks.view_operator",
    "parks.add_operator",
    "parks.change_operator",
    "parks.delete_operator",
)

# Reads everything the staff's desk can show, and holds nothing but view permissions.
AUDITOR = (
    *SEES_MEMBERS,
    "accounts.view_user",
    "accounts.view_seat",
    "accounts.view_seatrequest",
    "accounts.view_invitation",
    "accounts.view_coderequest",
    "accounts.view_consent",
    "accounts.view_letter",
    "alliance.view_membershipapplication",
    "alliance.view_term",
    "alliance.view_certificate",
    "auth.view_group",
    "casework.view_case",
    "casework.view_correction",
    "casework.view_document",
    "casework.view_documentopening",
    "casework.view_edit",
    "casework.view_effect",
    "casework.view_internalnote",
    "casework.view_trailentry",
    *SEES_PARKS,
    "parks.view_operator",
    "parks.view_every_park",
)

ADMINISTRATOR = (
    *SECRETARIAT,
    *AUDITOR,
    "accounts.add_user",
    "accounts.change_user",
    "accounts.add_sector",
    "accounts.change_sector",
)

GROUPS: dict[str, tuple[str, ...]] = {
    "secretariat": SECRETARIAT,
    "park operator": (*SEES_MEMBERS, *REVIEWS, *WORKS_PARKS),
    "finance staff": SEES_MEMBERS,
    "forum staff": SEES_MEMBERS,
    "auditor": AUDITOR,
    "administrator": ADMINISTRATOR,
}


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For RunPython: the groups, each with those of its permissions whose models exist by now."""
    database = schema_editor.connection.alias
    # Permission rows come only after all migrations; here they are needed within one.
    there = {config.label for config in apps.get_app_configs()}
    for package in (*PACKAGES, "auth"):
        if package in there:
            _create_permissions(apps, package, database)
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in apps.get_model("auth", "Permission")
        .objects.using(database)
        .select_related("content_type")
    }
    group_model: Any = apps.get_model("auth", "Group")
    for name, wanted in GROUPS.items():
        group, _created = group_model.objects.using(database).get_or_create(name=name)
        group.permissions.add(*(permissions[label] for label in wanted if label in permissions))


def take_back(group: str, *labels: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """For RunPython: what a line of the table no longer grants, for `load` does not take away."""

    def run(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        group_model: Any = apps.get_model("auth", "Group")
        permissions = group_model.objects.using(schema_editor.connection.alias).get(name=group).permissions
        for label in labels:
            app, codename = label.split(".")
            permissions.remove(*permissions.filter(content_type__app_label=app, codename=codename))

    return run


def _create_permissions(apps: Apps, package: str, database: str) -> None:
    config: Any = apps.get_app_config(package)
    # The state's app configs have no models module, which create_permissions takes for "no models".
    config.models_module = True
    try:
        create_permissions(config, apps=apps, using=database, verbosity=0)
    finally:
        config.models_module = None
