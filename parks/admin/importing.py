"""Units from a workbook: a template to fill in, a preview of every row, a confirmation that writes just that.

The preview travels signed in the page, for this person and this park, and is good for an hour.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from accounts.ratelimits import allowed, too_many
from accounts.views.person import person
from casework.refusals import Refused
from parks.admin.downloads import XLSX, download
from parks.admin.forms import UnitsFileForm
from parks.models import Park
from parks.selectors.scope import parks_worked_by
from parks.services import units_import
from parks.services.units_import import COLUMNS, Line, Plan

if TYPE_CHECKING:
    from parks.admin.units import UnitAdmin

SALT = "parks.units_import"
GOOD_FOR = 60 * 60
OUTCOMES = {
    "new": ("jade", "plus"),
    "changed": ("amber", "pencil"),
    "unchanged": ("slate", "minus"),
    "wrong": ("cinnabar", "circle-alert"),
}


def urls(model_admin: "UnitAdmin") -> list[URLPattern]:
    def page(request: HttpRequest) -> HttpResponseBase:
        return import_view(model_admin, request)

    def empty(request: HttpRequest, pk: int) -> HttpResponse:
        return template_view(model_admin, request, pk)

    wrap = model_admin.wrapped
    return [
        path("import/", wrap(page), name="parks_unit_import"),
        path("import/template/<int:pk>/", wrap(empty), name="parks_unit_import_template"),
    ]


def _require(model_admin: "UnitAdmin", request: HttpRequest) -> None:
    """It adds and it changes."""
    if not (model_admin.has_add_permission(request) and model_admin.has_change_permission(request)):
        raise PermissionDenied


def template_view(model_admin: "UnitAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    _require(model_admin, request)
    park = get_object_or_404(parks_worked_by(person(request)), pk=pk)
    return download(units_import.template(park), XLSX, _("%(park)s-单元导入模板.xlsx") % {"park": park})


def import_view(model_admin: "UnitAdmin", request: HttpRequest) -> HttpResponseBase:
    """Without a file: the form. With one: the preview. With a preview: written, or refused with 409."""
    _require(model_admin, request)
    if request.method != "POST":
        return _page(model_admin, request, UnitsFileForm(parks=parks_worked_by(person(request))))
    if not allowed(request, "upload"):
        return too_many(request)
    if "preview" in request.POST:
        return _confirm(model_admin, request)
    form = UnitsFileForm(request.POST, request.FILES, parks=parks_worked_by(person(request)))
    if not form.is_valid():
        return _page(model_admin, request, form)
    park = form.cleaned_data["park"]
    try:
        lines = units_import.read(form.cleaned_data["file"])
    except Refused as refusal:
        form.add_error("file", refusal.message)
        return _page(model_admin, request, form)
    return _preview(model_admin, request, park, lines)


def _preview(
    model_admin: "UnitAdmin", request: HttpRequest, park: Park, lines: list[Line], *, refusal: str = ""
) -> HttpResponse:
    plan = units_import.plan(park, lines)
    signed = {
        "user": person(request).pk, "park": park.pk, "fingerprint": plan.fingerprint,
        "lines": [[line.number, line.values] for line in lines],
    }  # fmt: skip
    shown = {
        "park": park,
        "rows": [_row(row) for row in plan.rows],
        "tallies": _tallies(plan),
        "plan": plan,
        "preview": signing.dumps(signed, salt=SALT, compress=True) if plan.can_be_written else "",
        "refusal": refusal,
    }
    form = UnitsFileForm(parks=parks_worked_by(person(request)), initial={"park": park})
    return _page(model_admin, request, form, shown, status=409 if refusal else 200)


def _confirm(model_admin: "UnitAdmin", request: HttpRequest) -> HttpResponse:
    form = UnitsFileForm(parks=parks_worked_by(person(request)))
    try:
        said: Any = signing.loads(request.POST["preview"], salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        refusal = {"refusal": _("预览已过期或不完整，未写入任何内容。请重新上传文件，核对后再确认。")}
        return _page(model_admin, request, form, refusal, status=409)
    if said["user"] != person(request).pk:
        raise PermissionDenied
    park = get_object_or_404(parks_worked_by(person(request)), pk=said["park"])
    lines = [Line(number, values) for number, values in said["lines"]]
    try:
        plan = units_import.write(park, lines, fingerprint=said["fingerprint"])
    except Refused as refused:
        return _preview(model_admin, request, park, lines, refusal=refused.message)
    log: Any = model_admin.log_change
    log(request, park, _("从 XLSX 导入单元"))
    done = _("已写入：新增 %(new)d 个单元，更新 %(changed)d 个单元。")
    counts = {"new": plan.count("new"), "changed": plan.count("changed")}
    model_admin.message_user(request, done % counts, messages.SUCCESS)
    return redirect("admin:parks_unit_changelist")


def _words() -> dict[str, str]:
    return {"new": _("新增"), "changed": _("有变化"), "unchanged": _("无变化"), "wrong": _("有误")}


def _chip(outcome: str) -> dict[str, str]:
    tone, icon = OUTCOMES[outcome]
    return {"tone": tone, "icon": icon, "word": _words()[outcome]}


def _tallies(plan: Plan) -> list[dict[str, Any]]:
    return [{"chip": _chip(outcome), "count": plan.count(outcome)} for outcome in OUTCOMES]


def _row(row: units_import.Planned) -> dict[str, Any]:
    """One line of the preview; a change names its column, what was and what will be."""
    changes = [
        {
            "column": COLUMNS[name],
            "was": units_import.worded(name, was),
            "now": units_import.worded(name, now),
        }
        for name, was, now in row.changes
    ]
    values = row.line.values
    named = f"{values.get('building', '')} {values.get('code', '')}".strip()
    return {
        "number": row.line.number,
        "unit": named or "—",
        "area": values.get("area", ""),
        "chip": _chip(row.outcome),
        "changes": [] if row.problems else changes,
        "problems": row.problems,
    }


def _page(
    model_admin: "UnitAdmin",
    request: HttpRequest,
    form: UnitsFileForm,
    shown: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("从 XLSX 导入单元"),
        "opts": model_admin.opts,
        "form": form,
        "parks": list(parks_worked_by(person(request))),
        **(shown or {}),
    }
    return TemplateResponse(request, "admin/parks/import.html", context, status=status)
