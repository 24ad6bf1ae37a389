"""A year of a resident: filled in by the enterprise beside what it promised, checked by the park."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.person import person, posted
from casework.lifecycle import Side
from casework.refusals import Refused
from parks import chips, policies, promises
from parks.forms.reports import ReportForm
from parks.lifecycles import ReportStatus
from parks.models import REPORTED, YearlyReport
from parks.selectors.reports import reports_of
from parks.services import reports
from parks.views import words
from parks.views.tenancies import history


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    one = _find(request, pk)
    refusal = policies.why_not(person(request), one, "submit")
    if request.method != "POST":
        blank = ReportForm(instance=_find(request, pk), initial={"revision": one.revision})
        return _draw(request, one, None if refusal else blank)
    if refusal:
        messages.info(request, _why_late(one, refusal))
        return redirect(one)
    form = ReportForm(posted(request), instance=_find(request, pk))
    if not form.is_valid():
        return _draw(request, one, form, status=422)
    figures = {name: form.cleaned_data[name] for name in REPORTED}
    given = {"revision": form.cleaned_data["revision"], "note": form.cleaned_data["note"], **figures}
    try:
        reports.submit(one, by=person(request), **given)
    except Refused as refused:
        return _again(request, pk, refused)
    messages.success(request, _("年度绩效已提交，由园区核对。"))
    return redirect(one)


def _find(request: HttpRequest, pk: int) -> YearlyReport:
    found = reports_of(person(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _why_late(one: YearlyReport, refusal: str) -> str:
    """A second click, or a colleague who was faster."""
    last = one.steps.order_by("pk").last()
    if one.status == ReportStatus.SUBMITTED and last is not None and last.action == "submit":
        return _("%(name)s已提交该年度绩效，无须重复提交。") % {"name": last.actor_name}
    return refusal


def _again(request: HttpRequest, pk: int, refused: Refused) -> HttpResponse:
    """Nothing was sent; what was typed stays, and the next press is meant for the report as it stands now."""
    now = _find(request, pk)
    data = request.POST.copy()
    data["revision"] = str(now.revision)
    return _draw(
        request, now, ReportForm(data, instance=_find(request, pk)), refusal=refused.message, status=409
    )


def _draw(
    request: HttpRequest,
    one: YearlyReport,
    form: ReportForm | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    registration = one.tenancy.registration
    compared = promises.compare(one)
    context = {
        "report": one,
        "registration": registration,
        "title": _("%(year)s 年度绩效") % {"year": one.year},
        "chip": chips.of_report(one, Side.APPLICANT),
        "turn": words.report_turn(one),
        "form": form,
        "refusal": refusal,
        "compared": compared,
        "promised": [
            {"label": row.promised_as or row.label, "value": row.promised_words}
            for row in compared
            if row.promised_words
        ],
        "entries": history(one),
        "crumbs": [
            {"label": _("我的工作台"), "url": reverse("desk")},
            {"label": registration.reference, "url": registration.get_absolute_url()},
            {"label": _("%(year)s 年度绩效") % {"year": one.year}, "url": ""},
        ],
    }
    return render(request, "parks/report.html", context, status=status)
