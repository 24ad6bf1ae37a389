"""People of an organisation: what its owners do, and what somebody does who wants a seat."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import policies, ratelimits, selectors
from accounts.forms.people import InvitationForm, RoleForm, SeatRequestForm
from accounts.models import Organisation, Role, Seat, User
from accounts.services import invitations, seat_requests, seats
from accounts.services.seats import SeatRefused
from accounts.views.organisations import own_organisation
from accounts.views.person import person, posted


def _done(request: HttpRequest, act: Callable[[], object], said: str) -> bool:
    """Do it and say so, or say why not."""
    try:
        act()
    except SeatRefused as refused:
        messages.error(request, refused.message)
        return False
    messages.success(request, said)
    return True


@require_http_methods(["GET", "POST"])
def seat_change(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for what an owner does with a seat: another role, hand over, take away."""
    seat = get_object_or_404(selectors.seats_beside(person(request)), pk=pk)
    if refusal := policies.why_not(person(request), seat, "change"):
        messages.error(request, refusal)
        return redirect(seat.organisation)
    if request.method == "GET":
        form = RoleForm(initial={"role": seat.role})
        return render(request, "accounts/seat_change.html", {"seat": seat, "form": form})
    return _change(request, seat, request.POST.get("action", "role"))


def _change(request: HttpRequest, seat: Seat, action: str) -> HttpResponse:
    by, organisation = person(request), seat.organisation
    if action == "remove":
        _done(request, lambda: seats.remove(seat, by=by), _("该成员已移除。"))
    elif action == "hand_over":
        _done(
            request,
            lambda: seats.hand_over(organisation, to=seat, by=by),
            _("负责人已移交，您现在是经办人。"),
        )
    else:
        form = RoleForm(request.POST)
        if not form.is_valid():
            return render(request, "accounts/seat_change.html", {"seat": seat, "form": form}, status=422)
        role = form.cleaned_data["role"]
        _done(request, lambda: seats.change_role(seat, role=role, by=by), _("角色已调整。"))
    return redirect(organisation if policies.role_of(by, organisation) else "desk")


@require_http_methods(["GET", "POST"])
def seat_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """pk is the organisation's: one leaves one's own seat there."""
    organisation = own_organisation(request, pk)
    seat = selectors.seat_of(person(request), organisation)
    if seat is None:
        raise Http404
    if request.method == "GET":
        refusal = policies.why_not(person(request), seat, "leave")
        context = {"organisation": organisation, "refusal": refusal, "confirm": _leaving(organisation)}
        return render(request, "accounts/seat_leave.html", context)
    said = _("您已退出“%(name)s”。") % {"name": organisation.name}
    left = _done(request, lambda: seats.leave(seat, by=person(request)), said)
    return redirect("desk" if left else organisation)


def _leaving(organisation: Organisation) -> dict[str, object]:
    return {
        "title": _("退出单位"),
        "sentence": _("确定退出“%(name)s”吗？") % {"name": organisation.name},
        "consequences": [_("您将不能再查看该单位的资料和办件。"), _("重新加入须经负责人邀请或者同意。")],
        "action_url": reverse("seat_leave", args=[organisation.pk]),
        "button": _("退出"),
        "tone": "cinnabar",
        "cancel_url": organisation.get_absolute_url(),
    }


# --- asking for a seat --------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@ratelimits.limited("seat_request")
@ratelimits.limited("code_lookup", methods=("GET",))
def seat_request(request: HttpRequest, code: str) -> HttpResponseBase:
    """Reached by the code one typed. Tells the organisation's name, never who its people are."""
    organisation = get_object_or_404(Organisation, code=code)
    user = person(request)
    if selectors.seat_of(user, organisation):
        return redirect(organisation)
    pending = selectors.pending_request_of(user, organisation)
    form = SeatRequestForm(posted(request))
    if request.method == "POST" and form.is_valid():
        message = form.cleaned_data["message"]
        _done(
            request,
            lambda: seat_requests.ask(organisation, user=user, message=message),
            _("申请已发送给该单位负责人，处理后您会收到通知。"),
        )
        return redirect("seat_request", code=code)
    context = {"organisation": organisation, "form": form, "pending": pending}
    return render(request, "accounts/seat_request.html", context, status=422 if form.errors else 200)


@require_POST
def seat_request_decide(request: HttpRequest, pk: int) -> HttpResponse:
    by = person(request)
    asked = get_object_or_404(selectors.requests_beside(by), pk=pk)
    if request.POST.get("decision") == "accept":
        form = RoleForm(request.POST)
        role = form.cleaned_data["role"] if form.is_valid() else Role.VIEWER
        _done(
            request,
            lambda: seat_requests.accept(asked, role=role, by=by),
            _("已同意，申请人已成为本单位成员。"),
        )
    else:
        _done(request, lambda: seat_requests.decline(asked, by=by), _("已拒绝该申请。"))
    return redirect(asked.organisation)


# --- invitations --------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@ratelimits.limited("invitation")
def invitation_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    organisation = own_organisation(request, pk)
    by = person(request)
    if refusal := policies.why_not(by, organisation, "invite"):
        messages.error(request, refusal)
        return redirect(organisation)
    form = InvitationForm(posted(request))
    if form.is_bound and form.is_valid():
        email, role = form.cleaned_data["email"], form.cleaned_data["role"]
        said = _("邀请已发送到 %(email)s，14 天内有效。") % {"email": email}
        _done(request, lambda: invitations.invite(organisation, email=email, role=role, by=by), said)
        return redirect(organisation)
    context = {"organisation": organisation, "form": form}
    return render(request, "accounts/invitation_new.html", context, status=422 if form.is_bound else 200)


@require_POST
@ratelimits.limited("invitation")
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Withdraw, or with action=resend send again with a new link."""
    by = person(request)
    invited = get_object_or_404(selectors.invitations_beside(by), pk=pk)
    organisation = invited.organisation
    if request.POST.get("action") == "resend":
        said = _("邀请已重新发送，旧链接已失效。")
        _done(request, lambda: invitations.resend(invited, by=by), said)
    else:
        _done(request, lambda: invitations.withdraw(invited, by=by), _("邀请已撤回。"))
    return redirect(organisation)


@require_http_methods(["GET", "POST"])
@login_not_required
@ratelimits.limited("invitation_open", methods=("GET", "POST"))
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    invited = selectors.invitation_by_token(token)
    if invited is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    user = request.user if isinstance(request.user, User) else None
    refusal = policies.why_not(user, invited, "accept") if user else None
    if request.method == "POST" and user:
        said = _("您已加入“%(name)s”。") % {"name": invited.organisation.name}
        if _done(request, lambda: invitations.accept(invited, user=user), said):
            return redirect(invited.organisation)
        return redirect("invitation", token=token)
    context = {"invitation": invited, "organisation": invited.organisation, "refusal": refusal}
    response = render(request, "accounts/invitation.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
