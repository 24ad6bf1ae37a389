"""The lists of one park as XLSX or CSV: by its own permission, in scope, and not too often."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ratelimits import limited
from parks import workbooks
from parks.admin.downloads import CSV, XLSX, download
from parks.admin.scope import ScopedAdmin
from parks.models import Park
from parks.services.exports import EXPORTS


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
        return download("".join(workbooks.csv_lines(head, chosen.rows(park))), CSV, f"{name}.csv")
    return download(workbooks.xlsx(str(chosen.title), head, chosen.rows(park)), XLSX, f"{name}.xlsx")
