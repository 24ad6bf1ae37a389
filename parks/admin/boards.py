"""The board of one park: what is let, what is on its way, what ends soon, who waits, who has reported."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.views.person import person
from parks.admin.scope import ScopedAdmin
from parks.facts import demand
from parks.lifecycles import ReportStatus
from parks.models import REPORT_LABELS, Park
from parks.quantities import plain
from parks.selectors.board import PARTS, Board, Occupancy, board
from parks.services.exports import EXPORTS
from parks.states import LOOKS, State

PERMISSION = "parks.view_board"
# The drawing's own units; the page scales it.
WIDTH, HEIGHT = 600, 22


def urls(model_admin: ScopedAdmin[Park]) -> list[URLPattern]:
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        park = model_admin.readable(request, pk, PERMISSION)
        context = {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": _("%(park)s园区看板") % {"park": park},
            **shown(board(park), person(request)),
        }
        return TemplateResponse(request, "admin/parks/board.html", context)

    address = "<int:pk>/board/"
    return [path(address, model_admin.admin_site.admin_view(view), name="parks_park_board")]


def shown(read: Board, user: User) -> dict[str, Any]:
    largest = max((building.total for building in read.buildings), default=Decimal(0))
    return {
        "park": read.park,
        "parts": [{"code": code, "word": word} for code, word in words().items()],
        "whole": _building(read.whole, read.whole.total),
        "buildings": [_building(building, largest) for building in read.buildings],
        "stages": [_stage(stage) for stage in read.stages],
        "on_the_way": sum(len(stage.rows) for stage in read.stages),
        "expiring": [
            {"days": days, "rows": rows, "label": _("%(days)d 天内届满") % {"days": days}}
            for days, rows in read.expiring.items()
        ],
        "expiring_count": sum(len(rows) for rows in read.expiring.values()),
        "line": [
            {"place": place, "position": position, "wants": demand(place.registration)}
            for position, place in enumerate(read.line, start=1)
        ],
        "year": read.year,
        "reports": _reports(read),
        "exports": [
            {"code": export.code, "title": export.title}
            for export in EXPORTS.values()
            if user.has_perm(export.permission)
        ],
        "figures": _figures(read),
    }


def words() -> dict[State, str]:
    return {part: str(LOOKS[part].word) for part in PARTS}


def _figures(read: Board) -> list[dict[str, Any]]:
    share = read.whole.let_share
    free = read.whole
    return [
        {
            "value": "—" if share is None else f"{share:.1f}", "unit": "%",
            "label": _("出租率（已租和装修面积占总面积）"),
        },
        {"value": f"{free.area[State.FREE]:,.0f}", "unit": "㎡", "label": _("空置面积（含即将可租）")},
        {"value": sum(len(stage.rows) for stage in read.stages), "unit": "", "label": _("办理中的入园登记")},
        {"value": len(read.line), "unit": "", "label": _("轮候单位")},
    ]  # fmt: skip


def _building(read: Occupancy, largest: Decimal) -> dict[str, Any]:
    """A bar as long as the building is large, cut by area; and the same as cells of a table."""
    parts, left = [], 0.0
    for code, word in words().items():
        area = read.area[code]
        width = float(area / largest) * WIDTH if largest else 0.0
        parts.append({
            "code": code, "word": word, "count": read.count[code], "area": plain(area),
            "x": f"{left:.2f}", "width": f"{width:.2f}", "drawn": width > 0,
        })  # fmt: skip
        left += width
    share = read.let_share
    return {
        "name": read.name,
        "units": read.units,
        "area": plain(read.total),
        "share": "—" if share is None else f"{share:.1f} %",
        "parts": parts,
        "title": _said(read),
        "end": f"{left:.2f}",
    }


def _said(read: Occupancy) -> str:
    """The bar in words."""
    said = [
        _("%(state)s %(area)s ㎡") % {"state": word, "area": plain(read.area[code])}
        for code, word in words().items()
        if read.count[code]
    ]
    return _("，").join(said) or _("尚未登记单元")


def _stage(stage: Any) -> dict[str, Any]:
    return {
        "label": stage.label,
        "count": len(stage.rows),
        "longest": stage.longest,
        "rows": [
            {
                "reference": row.reference,
                "organisation": str(row.organisation),
                "url": reverse("admin:casework_case_change", args=[row.pk]),
                "days": stands.days,
            }
            for row, stands in stage.rows
        ],
    }


def _reports(read: Board) -> list[dict[str, Any]]:
    return [
        {"word": REPORT_LABELS[status], "count": read.reports.get(status, 0), "status": str(status)}
        for status in ReportStatus
    ]
