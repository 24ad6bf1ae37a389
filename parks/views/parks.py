from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from parks import quantities
from parks.models import Building, Condition, Park
from parks.selectors import parks as selectors
from parks.selectors import units
from parks.selectors.units import Criteria, Space
from parks.views import plan, ways
from parks.views.legend import legend
from parks.views.rows import unit_rows

# So many free units stand on a park's own page; the search has them all.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class ParkCard:
    """A park in a list, with what is free in it."""

    park: Park
    space: Space
    rents: str
    largest: str

    @property
    def free_area(self) -> str:
        return quantities.area(self.space.free_area)

    @property
    def free_share(self) -> int:
        """Of a hundred units, for the bar; a free one is always seen."""
        return -(-100 * self.space.free // self.space.units) if self.space.units else 0


def cards(today: date) -> list[ParkCard]:
    spaces = units.space_of_parks(today)
    return [card(park, spaces.get(park.pk, Space())) for park in selectors.parks()]


def card(park: Park, space: Space) -> ParkCard:
    return ParkCard(park, space, _rents(space), quantities.area(space.largest))


def _rents(space: Space) -> str:
    least, most = quantities.plain(space.rent_from), quantities.plain(space.rent_to)
    span = least if least == most else f"{least}–{most}"
    return _("%(rent)s 元/㎡·月") % {"rent": span} if span else ""


@login_not_required
@require_safe
def parks(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "cards": cards(today),
        "today": today,
        "actions": [{"label": _("按条件查找单元"), "url": reverse("units"), "icon": "search"}],
    }
    return render(request, "parks/parks.html", context)


@login_not_required
@require_safe
def park(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.park(slug)
    if found is None:
        raise Http404
    today = timezone.localdate()
    spaces = units.space_of_buildings(found, today)
    free = units.page(Criteria(park=slug), size=SHOWN)
    context = {
        "crumbs": [
            {"label": pgettext("a list", "园区"), "url": reverse("parks")},
            {"label": str(found), "url": ""},
        ],
        "park": found,
        "today": today,
        "card": card(found, units.added(spaces.values())),
        "conditions": [_condition(row) for row in found.conditions.all()],
        "residents": selectors.residents(found),
        "free_units": unit_rows(free.rows, today),
        "free_count": free.count,
        "free_url": ways.free_units(found),
        "register_url": ways.register(found),
        "visit_url": ways.visit(found),
        **_building(found, spaces, request.GET.get("building", ""), today),
    }
    return render(request, "parks/park.html", context)


def _building(park: Park, spaces: dict[int, Space], asked: str, today: date) -> dict[str, Any]:
    """The plan of one building: the one asked for, or the first with something free."""
    buildings = list(units.buildings_of(park))
    shown = _chosen(buildings, spaces, asked)
    tabs = [
        {
            "label": str(building),
            "count": spaces.get(building.pk, Space()).free,
            "url": f"{park.get_absolute_url()}?building={building.pk}#plan",
            "active": building == shown,
        }
        for building in buildings
    ]
    rows = list(units.units_of(shown)) if shown else []
    for unit in rows:
        unit.building = shown  # type: ignore[assignment]  # rows come from a building, so there is one
    return {
        "building": shown,
        "buildings": tabs,
        "plan": plan.drawn(rows, today),
        "plan_rows": unit_rows(rows, today),
        "legend": legend(rows, today),
    }


def _chosen(buildings: list[Building], spaces: dict[int, Space], asked: str) -> Building | None:
    by_pk = {str(building.pk): building for building in buildings}
    free = [building for building in buildings if spaces.get(building.pk, Space()).free]
    return by_pk.get(asked) or next(iter(free or buildings), None)


def _condition(row: Condition) -> dict[str, Any]:
    words = str(row.get_measure_display())
    if row.threshold is not None:
        words = _("%(measure)s%(bound)s %(value)s") % {
            "measure": words,
            "bound": row.get_bound_display(),
            "value": quantities.measured(row.threshold, row.unit),
        }
    return {"words": words, "required": row.is_required, "note": row.note, "source": row.source}
