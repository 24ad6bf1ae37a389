"""An offer is accepted or declined: asked once more before it is done, for it cannot be taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.person import person
from casework.forms import MoveForm
from casework.lifecycle import Need
from casework.refusals import Refused
from parks import policies
from parks.models import Tenancy
from parks.services import tenancies
from parks.views.tenancies import crumbs, find


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, "accept")


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, "decline")


def _answer(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    one = find(request, pk)
    need = Need.OPTIONAL if action == "decline" else Need.NONE
    if request.method != "POST":
        if refusal := policies.why_not(person(request), one, action):
            messages.info(request, refusal)
            return redirect(one)
        return _confirm(request, one, action, MoveForm(need, initial={"revision": one.revision}))
    form = MoveForm(need, request.POST)
    if not form.is_valid():
        return _confirm(request, one, action, form, status=422)
    note = {"note": form.cleaned_data["note"]} if action == "decline" else {}
    try:
        move = getattr(tenancies, action)
        move(one, by=person(request), revision=form.cleaned_data["revision"], **note)
    except Refused as refused:
        messages.info(request, _why_refused(request, pk, action, refused))
    else:
        messages.success(request, _confirmation(action)["done"])
    return redirect(one)


def _why_refused(request: HttpRequest, pk: int, action: str, refused: Refused) -> str:
    """A second click of the same person is no news: it was done."""
    now = find(request, pk)
    last = now.steps.order_by("pk").last()
    if last is not None and (last.actor_id, last.action) == (person(request).pk, action):
        return _("您已办理过此事，现为“%(status)s”，无须重复提交。") % {"status": now.get_status_display()}
    return refused.message


def _confirmation(action: str) -> dict[str, Any]:
    if action == "accept":
        return {
            "title": _("接受选房"),
            "button": _("确认接受"),
            "done": _("已接受。园区将联系登记的联系人签订租赁合同。"),
            "consequences": [
                _("此单元为本单位预留，由园区联系登记的联系人签订租赁合同。"),
                _("签约前仍可以放弃；放弃后，本单位排到轮候名单末位。"),
            ],
        }
    return {
        "title": _("放弃选房"),
        "button": _("确认放弃"),
        "done": _("已放弃。本单位已排到轮候名单末位，有合适的单元时另行通知。"),
        "consequences": [
            _("此单元由轮候的下一家单位选房，不能恢复。"),
            _("本单位排到轮候名单末位，此单元不再通知本单位。"),
        ],
    }


def _confirm(
    request: HttpRequest, one: Tenancy, action: str, form: MoveForm, status: int = 200
) -> HttpResponse:
    confirmation = _confirmation(action)
    context = {
        "tenancy": one,
        "form": form,
        "is_refusal": action == "decline",
        "crumbs": crumbs(one, confirmation["title"]),
        **confirmation,
    }
    return render(request, "parks/tenancy_answer.html", context, status=status)
