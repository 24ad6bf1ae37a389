"""Every address of the parks at the desk, and of a registration's case; scope.txt says who gets what."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType

from casework.models import Case
from parks.models import Unit
from tests.access.doors import Row
from tests.applications import pdf
from tests.parks.two_parks import Side
from tests.parks.world import a_day

Get = Callable[[Side], Any]
MODELS: dict[str, Get] = {
    "park": lambda w: w.park,
    "operator": lambda w: w.operator,
    "building": lambda w: w.building,
    "unit": lambda w: w.free,
    "visitslot": lambda w: w.slot,
    "visit": lambda w: w.visit,
    "parkregistration": lambda w: w.reviewed,
    "waitingplace": lambda w: w.place,
    "tenancy": lambda w: w.offered,
    "yearlyreport": lambda w: w.report,
}


def _of_models() -> Iterator[Row]:
    for model, get in MODELS.items():
        for page in ("changelist", "add"):
            yield Row(f"admin:parks_{model}_{page}")
        for page in ("change", "history", "delete"):
            yield Row(f"admin:parks_{model}_{page}", _key(get), data=lambda w: {"post": "yes"})


def _key(get: Get) -> Callable[[Any], list[Any]]:
    return lambda w: [get(w).pk]


def _moved(get: Get, **more: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda w: {"revision": get(w).revision, "note": "示例原因", **more}


def _moved_today(get: Get) -> Callable[[Any], dict[str, Any]]:
    return lambda w: _moved(get, on=a_day(0).isoformat())(w)


def _type(model: Any) -> int:
    return ContentType.objects.get_for_model(model).pk


def _contract(world: Any) -> dict[str, Any]:
    days = {"signed_on": "2026-01-05", "starts_on": "2026-02-01", "ends_on": "2029-01-31"}
    return {"revision": world.accepted.revision, "rent": "30", **days, "contract": pdf()}


PARK, CASE, DOCUMENT = (lambda w: [w.park.pk]), (lambda w: [w.reviewed.pk]), (lambda w: w.document.pk)
OWN = [
    Row("admin:parks_park_board", PARK),
    *(
        Row("admin:parks_park_export", lambda w, what=what: [w.park.pk, what], note=what)  # type: ignore[misc]
        for what in ("registrations", "units", "tenancies", "waiting", "reports")
    ),
    Row("admin:parks_park_export", lambda w: [w.park.pk, "registrations"], query="?format=csv", note="csv"),
    Row("admin:parks_park_export", lambda w: [w.park.pk, "people"], note="unknown"),
    Row("admin:parks_unit_import"),
    Row("admin:parks_unit_import_template", PARK),
    Row("admin:parks_visitslot_cancel", _key(lambda w: w.slot), data=lambda w: {"reason": "示例原因"}),
    Row("admin:parks_visit_act", _key(lambda w: w.visit), data=lambda w: {"act": "cancel"}),
    Row(
        "admin:parks_parkregistration_opinion",
        lambda w: [w.reviewed.pk, "industry"],
        data=lambda w: {"verdict": "agree", "note": ""},
    ),
    Row(
        "admin:parks_waitingplace_offer",
        _key(lambda w: w.place),
        data=lambda w: {"unit": w.free.pk, "rent": "", "confirmed": "yes"},
    ),
    Row("admin:parks_tenancy_withdraw", _key(lambda w: w.offered), data=_moved(lambda w: w.offered)),
    Row("admin:parks_tenancy_sign", _key(lambda w: w.accepted), data=_contract),
    Row(
        "admin:parks_tenancy_move_in",
        _key(lambda w: w.signed),
        data=_moved_today(lambda w: w.signed),
    ),
    Row(
        "admin:parks_tenancy_leave",
        _key(lambda w: w.signed),
        data=_moved_today(lambda w: w.signed),
    ),
    Row("admin:parks_tenancy_contract", _key(lambda w: w.resident)),
    Row("admin:parks_yearlyreport_confirm", _key(lambda w: w.report), data=_moved(lambda w: w.report)),
    Row("admin:parks_yearlyreport_return", _key(lambda w: w.report), data=_moved(lambda w: w.report)),
    Row(
        "admin:parks_unit_changelist",
        data=lambda w: {"action": "withhold", "_selected_action": [w.free.pk]},
        note="withhold",
    ),
    Row(
        "admin:parks_unit_changelist",
        data=lambda w: {"action": "delete_selected", "_selected_action": [w.free.pk], "post": "yes"},
        note="delete",
    ),
    Row("admin:parks_unit_change", _key(lambda w: w.let), data=lambda w: {"note": "x"}, note="let"),
    Row("admin:parks_unit_delete", _key(lambda w: w.let), data=lambda w: {"post": "yes"}, note="let"),
    Row("admin:view_on_site", lambda w: [_type(Unit), w.free.pk], note="unit"),
    Row("admin:view_on_site", lambda w: [_type(Case), w.reviewed.pk], note="case"),
    Row("admin:app_list", lambda w: ["parks"]),
    # What belongs to a registration and lives in the engine.
    Row("admin:casework_case_change", CASE),
    Row("admin:casework_case_history", CASE),
    Row(
        "admin:casework_case_decide",
        CASE,
        data=lambda w: {"action": "reject", "note": "x", "confirmed": "1", "revision": w.case.revision},
    ),
    Row("admin:casework_case_note", CASE, data=lambda w: {"text": "示例备注"}),
    Row("admin:casework_case_take", CASE),
    Row(
        "admin:casework_case_assign",
        CASE,
        data=lambda w: {"assignee": w.letting.colleague.pk, "seen": w.reviewed.assignee_id or ""},
    ),
    Row(
        "admin:casework_case_changelist",
        data=lambda w: {"action": "assign_to_me", "_selected_action": [w.reviewed.pk]},
        note="assign-to-me",
    ),
    Row("case", lambda w: [w.reviewed.reference]),
    Row("document", lambda w: [w.reviewed.reference, w.document.pk]),
]  # fmt: skip
ROWS = [*_of_models(), *OWN]
