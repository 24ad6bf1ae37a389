"""An enterprise that is still to be founded: registered by its intended name, its code entered later."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import policies, ratelimits, selectors
from accounts.forms.organisations import FoundedForm, PlannedForm
from accounts.models import Organisation
from accounts.refusals import Refused
from accounts.services import organisations
from accounts.views.organisations import own_organisation
from accounts.views.person import person, posted


@require_http_methods(["GET", "HEAD", "POST"])
@ratelimits.limited("start")
def organisation_planned(request: HttpRequest) -> HttpResponseBase:
    form = PlannedForm(posted(request))
    if form.is_bound and form.is_valid():
        organisation = organisations.plan(user=person(request), **form.cleaned_data)
        messages.success(request, _("已按拟设立单位登记，您是负责人。取得营业执照后，请补登代码。"))
        return redirect(_onward(request) or organisation.get_absolute_url())
    context = {"form": form, "next": _onward(request)}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/organisation_planned.html", context, status=status)


def _onward(request: HttpRequest) -> str:
    """Where somebody came from, a park's page for one; only of this site."""
    url = request.POST.get("next") or request.GET.get("next", "")
    return url if url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_enter_code(request: HttpRequest, pk: int) -> HttpResponseBase:
    one = own_organisation(request, pk)
    if refusal := policies.why_not(person(request), one, "enter_code"):
        messages.info(request, refusal)
        return redirect(one)
    # It tells whether a code is here.
    if request.method == "POST" and not ratelimits.allowed(request, "code_lookup"):
        return ratelimits.too_many(request)
    form = FoundedForm(posted(request), instance=Organisation.objects.get(pk=pk))
    if form.is_bound and form.is_valid() and (entered := _entered(request, form, one)):
        return entered
    context = {"organisation": one, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/organisation_founded.html", context, status=status)


def _entered(request: HttpRequest, form: FoundedForm, planned: Organisation) -> HttpResponse | None:
    """The way on; None where the form says why not."""
    given = {name: form.cleaned_data[name] for name in ("code", "name", "founded_on")}
    try:
        organisations.enter_code(planned, by=person(request), **given)
    except organisations.CodeTaken as taken:
        form.add_error("code", _taken(request, taken.organisation))
        return None
    except organisations.CodeRefused as refused:
        form.add_error("code", _refused(refused))
        return None
    except Refused as refused:
        messages.info(request, refused.message)
        return redirect(planned)
    messages.success(request, _("统一社会信用代码已补登。"))
    return redirect(planned)


def _taken(request: HttpRequest, holder: Organisation) -> str:
    if selectors.seat_of(person(request), holder):
        return _("该代码已由“%(name)s”登记，您是该单位成员，请直接以该单位的名义办理。") % {
            "name": holder.name
        }
    link = format_html(
        '<a href="{}">{}</a>', reverse("seat_request", args=[holder.code]), _("申请加入该单位")
    )
    return format_html(
        _("该代码已由“{name}”登记，请核对；确为本单位的，请{link}。"), name=holder.name, link=link
    )


def _refused(refused: organisations.CodeRefused) -> str:
    if refused.problem.kind != "needs_staff":
        return refused.message
    return _("该代码须由秘书处人工核实，请联系秘书处，由工作人员核对营业执照后补登。")
