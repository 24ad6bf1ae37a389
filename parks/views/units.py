from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from parks import quantities
from parks.forms.units import UnitSearchForm
from parks.models import Park
from parks.selectors import units as selectors
from parks.selectors.units import Criteria, Page
from parks.views import plan, ways
from parks.views.legend import legend
from parks.views.rows import facts_of, unit_row, unit_rows

DIGITS = 4


@login_not_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    form = UnitSearchForm(request.GET, parks=Park.objects.all())
    criteria = form.criteria()
    page = selectors.page(criteria, _page_number(request.GET.get("page", "")))
    context = {
        "crumbs": [
            {"label": pgettext("a list", "园区"), "url": reverse("parks")},
            {"label": _("可租单元"), "url": ""},
        ],
        "form": form,
        "rows": unit_rows(page.rows, timezone.localdate()),
        "filters": _filters(form),
        "narrowed": criteria != Criteria(),
        "pager": _pager(form, page),
        "units_url": reverse("units"),
    }
    return render(request, "parks/units.html", context)


def _page_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= DIGITS else 1


def _url(form: UnitSearchForm, *, without: str = "", page: int = 1) -> str:
    """The same search as typed, wrong values too, with one condition less or on another page."""
    given = {name: form.data.get(name, "") for name in form.fields if name != without}
    query = urlencode(
        {name: value for name, value in given.items() if value} | ({"page": page} if page > 1 else {})
    )
    return f"{reverse('units')}?{query}" if query else reverse("units")


def _pager(form: UnitSearchForm, page: Page) -> dict[str, Any]:
    return {
        "count": page.count,
        "capped": page.capped,
        "newer_url": _url(form, page=page.number - 1) if page.number > 1 else "",
        "older_url": _url(form, page=page.number + 1) if page.has_more else "",
    }


def _filters(form: UnitSearchForm) -> dict[str, Any]:
    """A chip for each condition in force; pressing it takes the condition away."""
    chosen = [
        {"label": _worded(form[name], value), "remove_url": _url(form, without=name)}
        for name, value in form.cleaned_data.items()
        if value not in (None, "")
    ]
    return {"groups": [], "active": chosen, "clear_url": reverse("units") if len(chosen) > 1 else ""}


def _worded(field: BoundField, value: Any) -> str:
    if field.name in ("park", "use"):
        return str(dict(field.field.choices)[value])  # type: ignore[attr-defined]
    if field.name == "by":
        return _("%(label)s：%(value)s") % {
            "label": field.label, "value": formats.date_format(value, "DATE_FORMAT"),
        }  # fmt: skip
    unit = field.field.widget.attrs["data-unit"]
    return f"{field.label} {quantities.measured(value, str(unit)) or f'0 {unit}'}"


@login_not_required
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    found = selectors.unit(pk)
    if found is None:
        raise Http404
    today = timezone.localdate()
    park = found.building.park
    row = unit_row(found, today)
    rows = list(selectors.units_of(found.building))
    context = {
        "crumbs": [
            {"label": pgettext("a list", "园区"), "url": reverse("parks")},
            {"label": str(park), "url": park.get_absolute_url()},
            {"label": str(found), "url": ""},
        ],
        "unit": found,
        "park": park,
        "row": row,
        "facts": facts_of(row),
        "plan": plan.drawn(rows, today, current=found.pk),
        "legend": legend(rows, today),
        "building": found.building,
        "register_url": ways.register(park, found if row.state.can_be_let else None),
        "visit_url": ways.visit(park),
        "free_url": ways.free_units(park),
    }
    return render(request, "parks/unit.html", context)
