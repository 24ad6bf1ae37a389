from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import ratelimits, selectors
from accounts.forms.people import CodeRequestForm
from accounts.services import code_requests, organisations
from accounts.views.person import person


@require_http_methods(["GET", "POST"])
@ratelimits.limited("code_lookup")
def code_request(request: HttpRequest) -> HttpResponseBase:
    """The way through staff for a code that the standard allows and the library cannot read."""
    if request.method == "GET":
        initial = {name: request.GET.get(name, "") for name in ("code", "kind", "name")}
        return _page(request, CodeRequestForm(initial=initial))
    form = CodeRequestForm(request.POST)
    return _asked(request, form) if form.is_valid() else _page(request, form)


def _asked(request: HttpRequest, form: CodeRequestForm) -> HttpResponse:
    user = person(request)
    try:
        code_requests.ask(user=user, **form.cleaned_data)
    except code_requests.RequestRefused as refused:
        form.add_error("code", refused.message)
        return _page(request, form)
    except organisations.CodeTaken as taken:
        if selectors.seat_of(user, taken.organisation):
            return redirect(taken.organisation)
        return redirect("seat_request", code=taken.organisation.code)
    messages.success(request, _("核实申请已提交。秘书处处理后，您会收到通知。"))
    return redirect("code_request")


def _page(request: HttpRequest, form: CodeRequestForm) -> HttpResponse:
    context = {"form": form, "requests": selectors.code_requests_of(person(request))}
    return render(request, "accounts/code_request.html", context, status=422 if form.is_bound else 200)
