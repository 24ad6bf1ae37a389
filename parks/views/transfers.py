"""A registration goes to another park: one press, nothing typed again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.ratelimits import allowed, too_many
from accounts.views.person import person, posted
from casework.lifecycle import Status
from casework.refusals import Refused
from casework.services.drafts import AlreadyOpen
from casework.views import shown
from parks import policies
from parks.forms.transfers import TransferForm
from parks.lifecycles import UNSIGNED
from parks.models import ParkRegistration, Tenancy
from parks.selectors.registrations import registration_of
from parks.selectors.tenancies import held_by
from parks.selectors.waiting import place_of
from parks.services import registration as registrations


@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, reference: str) -> HttpResponseBase:
    user = person(request)
    first = registration_of(user, reference)
    if first is None:
        raise Http404
    if refusal := policies.why_not(user, first, "transfer"):
        messages.info(request, refusal)
        return redirect(first)
    held = held_by(first)
    seen = {"revision": first.revision, "holding": held.pk if held else None}
    form = TransferForm(first, posted(request), initial=seen)
    if form.is_bound and form.is_valid():
        return _try(request, first, held, form)
    return _draw(request, first, held, form, status=422 if form.is_bound else 200)


def _try(
    request: HttpRequest, first: ParkRegistration, held: Tenancy | None, form: TransferForm
) -> HttpResponseBase:
    if not allowed(request, "start"):
        return too_many(request)
    given = dict(form.cleaned_data)
    try:
        made = registrations.transfer(first, given.pop("park"), by=person(request), **given)
    except AlreadyOpen as open_already:
        messages.info(request, str(open_already))
        return redirect(open_already.case)
    except Refused as refused:
        # Pressed again, it is meant for the registration as it stands now; what was chosen stays.
        now = registration_of(person(request), first.reference) or first
        held = held_by(now)
        data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["revision"], data["holding"] = str(now.revision), str(held.pk if held else "")
        return _draw(request, now, held, TransferForm(now, data), refusal=refused.message, status=409)
    return _done(request, made)


def _done(request: HttpRequest, made: ParkRegistration) -> HttpResponse:
    values = {"park": made.park, "reference": made.reference}
    if made.status == Status.DRAFT:
        sentence = _("内容已带入 %(reference)s，部分内容须更新后提交；提交前，原登记保持不变。") % values
        messages.info(request, sentence)
        return redirect("case_form", reference=made.reference)
    messages.success(request, _("已转往%(park)s园区并提交，新的办件编号为 %(reference)s。") % values)
    return redirect(made)


def _draw(
    request: HttpRequest,
    first: ParkRegistration,
    held: Tenancy | None,
    form: TransferForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "case": first,
        "form": form,
        "refusal": refusal,
        "consequences": _consequences(first, held),
        "crumbs": shown.crumbs(first, (_("转往其他园区"), "")),
    }
    return render(request, "parks/transfer.html", context, status=status)


def _consequences(first: ParkRegistration, held: Tenancy | None) -> list[str]:
    """What one press causes, a sentence each."""
    return [
        _("全部填报内容和现有材料带入新园区的登记，无须重新填写；意向单元不带入。"),
        _of_the_first(first, held),
        _("新园区重新审核，原登记的办理记录保留。"),
    ]


def _of_the_first(first: ParkRegistration, held: Tenancy | None) -> str:
    values = {"park": first.park, "unit": held.unit if held else "", "reference": first.reference}
    if first.is_open:
        return _("%(park)s园区的登记 %(reference)s 同时撤回，不再审核。") % values
    if held is not None and held.status in UNSIGNED:
        return _("%(park)s园区为本单位预留的 %(unit)s 同时放弃，由轮候的下一家单位选房。") % values
    if held is not None:
        return _("%(park)s园区的 %(unit)s 已签约，租用不受影响，直至办理退出。") % values
    if place_of(first) is not None:
        return _("本单位同时退出%(park)s园区的轮候，原轮候位次不保留。") % values
    return _("%(park)s园区的登记 %(reference)s 已办结，不受影响。") % values
