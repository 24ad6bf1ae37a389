"""The admin's addresses; admin.txt says who gets what."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django_tasks_db.models import DBTaskResult

from casework.models import Case
from tests.access import park_rows
from tests.access.doors import Row
from tests.access.world import World

NEW_PASSWORD = "ein-neues-wort-97"
MODELS: dict[str, Callable[[World], Any]] = {
    "alliance_alliance": lambda w: w.alliance,
    "alliance_membershipapplication": lambda w: w.case,
    "alliance_membership": lambda w: w.membership,
    "alliance_term": lambda w: w.term,
    "alliance_certificate": lambda w: w.certificate,
    "alliance_post": lambda w: w.post,
    "casework_case": lambda w: w.case,
    "accounts_organisation": lambda w: w.organisation,
    "accounts_sector": lambda w: w.sector,
    "accounts_user": lambda w: w.user("viewer"),
    "accounts_seatrequest": lambda w: w.seat_request,
    "accounts_coderequest": lambda w: w.code_request,
    "accounts_letter": lambda w: w.letter,
    "accounts_consent": lambda w: w.user("owner").consents.latest("pk"),
    "auth_group": lambda w: Group.objects.get(name="auditor"),
    "mfa_authenticator": lambda w: w.user("reviewer").authenticator_set.get(),
    "django_tasks_database_dbtaskresult": lambda w: DBTaskResult.objects.latest("enqueued_at"),
    **park_rows.MODELS,
}


def registered() -> list[Any]:
    return [model._meta for model in admin.site._registry]


def _of_models() -> Iterator[Row]:
    """The five pages that every registered model has."""
    for model, get in MODELS.items():
        for page in ("changelist", "add"):
            yield Row(f"admin:{model}_{page}")
        for page in ("change", "history", "delete"):
            # Confirmed, where there is something to confirm: whoever may not, may not do that either.
            yield Row(f"admin:{model}_{page}", lambda w, get=get: [get(w).pk], data=lambda w: {"post": "yes"})  # type: ignore[misc]


def _case(world: World) -> list[Any]:
    return [world.case.pk]


OWN = [
    Row("admin:index"),
    Row("admin:login"),
    Row("admin:logout"),
    Row("admin:password_change"),
    Row("admin:password_change_done"),
    Row("admin:jsi18n"),
    Row("admin:app_list", lambda w: ["casework"], note="casework"),
    Row("admin:app_list", lambda w: ["alliance"], note="alliance"),
    Row("admin:app_list", lambda w: ["auth"], note="auth"),
    Row("admin:app_list", lambda w: ["mfa"], note="mfa"),
    Row("admin:autocomplete", query="?app_label=accounts&model_name=seat&field_name=user&term=x"),
    Row("admin:view_on_site", lambda w: [ContentType.objects.get_for_model(Case).pk, w.case.pk]),
    Row("", address="/admin/casework/case/1/"),
    Row("", address="/admin/nothing/here/"),
    Row(
        "admin:auth_user_password_change",
        lambda w: [w.user("viewer").pk],
        data=lambda w: {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    ),
    Row(
        "admin:auth_user_password_change",
        lambda w: [w.superuser.pk],
        data=lambda w: {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        note="superuser",
    ),
    Row("admin:accounts_user_change", lambda w: [w.superuser.pk], note="superuser"),
    Row("admin:casework_case_change", lambda w: [w.draft.pk], note="draft"),
    Row("admin:alliance_membershipapplication_change", lambda w: [w.draft.pk], note="draft"),
    Row(
        "admin:casework_case_decide",
        _case,
        data=lambda w: {"action": "approve", "revision": w.case.revision, "confirmed": "1"},
    ),
    Row(
        "admin:casework_case_decide", lambda w: [w.draft.pk], data=lambda w: {"action": "start"}, note="draft"
    ),
    Row("admin:casework_case_note", _case, data=lambda w: {"text": "示例备注"}),
    Row("admin:casework_case_take", _case),
    Row("admin:casework_case_assign", _case, data=lambda w: {"assignee": w.user("reviewer").pk, "seen": ""}),
    Row("admin:casework_case_repair", lambda w: [w.approved.pk, w.effect.pk]),
    Row("admin:casework_case_repair", lambda w: [w.case.pk, w.effect.pk], note="of-another-case"),
    Row("admin:casework_case_retry", lambda w: [w.case.pk, w.failed_letter.pk]),
    Row("admin:casework_case_retry", lambda w: [w.approved.pk, w.failed_letter.pk], note="of-another-case"),
    Row(
        "admin:alliance_membership_revoke", lambda w: [w.membership.pk], data=lambda w: {"reason": "示例原因"}
    ),
    Row(
        "admin:alliance_post_add",
        data=lambda w: {
            "organisation": w.member.name,
            "rank": "vice_chair",
            "session": "1",
            "starts_on": "2026-01-01",
        },
        note="appoint",
    ),
    Row(
        "admin:alliance_post_end",
        lambda w: [w.post.pk],
        data=lambda w: {"on": w.post.starts_on.isoformat()},
    ),
    Row(
        "admin:accounts_coderequest_decide",
        lambda w: [w.code_request.pk],
        data=lambda w: {"decision": "accept"},
    ),
    Row(
        "admin:accounts_letter_changelist",
        data=lambda w: {"action": "send_again", "_selected_action": [w.failed_letter.pk]},
        note="send-again",
    ),
    Row(
        "admin:casework_case_changelist",
        data=lambda w: {"action": "assign_to_me", "_selected_action": [w.case.pk]},
        note="assign-to-me",
    ),
]
ROWS = [*_of_models(), *OWN, *park_rows.ROWS]
