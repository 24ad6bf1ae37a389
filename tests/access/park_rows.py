"""The parks' addresses at the desk; admin.txt says who gets what.

What an operator gets of their own park and of another one stands in tests/parks/scope.txt.
"""

from collections.abc import Callable
from typing import Any

from parks.models import Building, Operator
from tests.access.doors import Row
from tests.access.world import World
from tests.applications import pdf
from tests.parks.world import a_day

MODELS: dict[str, Callable[[World], Any]] = {
    "parks_park": lambda w: w.park,
    "parks_operator": lambda w: Operator.objects.filter(park=w.park).first(),
    "parks_building": lambda w: Building.objects.get(park=w.park),
    "parks_unit": lambda w: w.unit,
    "parks_visitslot": lambda w: w.slot,
    "parks_visit": lambda w: w.visit,
    "parks_parkregistration": lambda w: w.registration,
    "parks_waitingplace": lambda w: w.waiting_place,
    "parks_tenancy": lambda w: w.offer,
    "parks_yearlyreport": lambda w: w.report,
}


def _moved(thing: Any, **more: Any) -> dict[str, Any]:
    return {"revision": thing.revision, "note": "示例原因", **more}


def _contract(world: World) -> dict[str, Any]:
    days = {"signed_on": "2026-01-05", "starts_on": "2026-02-01", "ends_on": "2029-01-31"}
    return {"revision": world.offer.revision, "rent": "30", **days, "contract": pdf()}


def _park(world: World) -> list[Any]:
    return [world.park.pk]


def _offer(world: World) -> list[Any]:
    return [world.offer.pk]


def _lease(world: World) -> list[Any]:
    return [world.lease.pk]


ROWS = [
    Row("admin:app_list", lambda w: ["parks"], note="parks"),
    Row("admin:parks_park_board", _park),
    Row("admin:parks_park_export", lambda w: [w.park.pk, "registrations"], note="registrations"),
    Row("admin:parks_park_export", lambda w: [w.park.pk, "units"], note="units"),
    Row("admin:parks_park_export", lambda w: [w.park.pk, "people"], note="unknown"),
    Row("admin:parks_unit_import", data=lambda w: {"preview": "guessed"}),
    Row("admin:parks_unit_import_template", _park),
    Row(
        "admin:parks_unit_changelist",
        data=lambda w: {"action": "withhold", "_selected_action": [w.unit.pk]},
        note="withhold",
    ),
    Row("admin:parks_visitslot_cancel", lambda w: [w.slot.pk], data=lambda w: {"reason": "示例原因"}),
    Row("admin:parks_visit_act", lambda w: [w.visit.pk], data=lambda w: {"act": "cancel"}),
    Row(
        "admin:parks_parkregistration_opinion",
        lambda w: [w.registration.pk, "fire"],
        data=lambda w: {"verdict": "agree", "note": ""},
    ),
    Row(
        "admin:parks_waitingplace_offer",
        lambda w: [w.waiting_place.pk],
        data=lambda w: {"unit": w.unit.pk, "rent": "", "confirmed": "yes"},
    ),
    Row("admin:parks_tenancy_withdraw", _offer, data=lambda w: _moved(w.offer)),
    # Not before the offer was accepted, and not again.
    Row("admin:parks_tenancy_sign", _offer, data=_contract),
    Row("admin:parks_tenancy_move_in", _lease, data=lambda w: _moved(w.lease, on=a_day(0).isoformat())),
    Row("admin:parks_tenancy_leave", _lease, data=lambda w: _moved(w.lease, on=a_day(0).isoformat())),
    Row("admin:parks_tenancy_contract", _lease),
    Row("admin:parks_yearlyreport_confirm", lambda w: [w.report.pk], data=lambda w: _moved(w.report)),
    Row("admin:parks_yearlyreport_return", lambda w: [w.report.pk], data=lambda w: _moved(w.report)),
    Row("admin:casework_case_change", lambda w: [w.registration.pk], note="registration"),
]
