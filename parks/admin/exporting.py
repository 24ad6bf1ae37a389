"""The lists of one park as XLSX or CSV: by its own permission, in scope, and not too often."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.ratelimits import limited
from parks import workbooks
from parks.admin.scope import ScopedAdmin
from parks.models import Park
from parks.services.exports import EXPORTS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def urls(model_admin: ScopedAdmin[Park]) -> list[URLPattern]:
    @limited("export", methods=("GET", "HEAD", "POST"))
    def view(request: HttpRequest, pk: int, what: str) -> HttpResponseBase:
        return export(model_admin, request, pk, what)

    address = "<int:pk>/export/<slug:what>/"
    return [path(address, model_admin.admin_site.admin_view(view), name="parks_park_export")]


def export(model_admin: ScopedAdmin[Park], request: HttpRequest, pk: int, what: str) -> HttpResponseBase:
    """`?format=csv` or, without, XLSX. A list that does not exist is no address."""
    chosen = EXPORTS.get(what)
    if chosen is None:
        raise Http404
    park = model_admin.readable(request, pk, chosen.permission)
    name = _("%(park)s-%(list)s-%(day)s") % {
        "park": park, "list": chosen.title, "day": f"{timezone.localdate():%Y%m%d}",
    }  # fmt: skip
    head = [str(column) for column in chosen.columns]
    if request.GET.get("format") == "csv":
        text = "".join(workbooks.csv_lines(head, chosen.rows(park)))
        return _named(HttpResponse(text, content_type="text/csv; charset=utf-8"), f"{name}.csv")
    content = workbooks.xlsx(str(chosen.title), head, chosen.rows(park))
    return _named(HttpResponse(content, content_type=XLSX), f"{name}.xlsx")


def _named(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
