from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import codes, policies, ratelimits, selectors, visibility
from accounts.forms.organisations import CodeForm, LogoForm, NewOrganisationForm, OrganisationForm
from accounts.forms.people import InvitationForm
from accounts.models import SHOWABLE_FIELDS, Organisation, OrganisationKind, Role, User
from accounts.models.organisations import label_of
from accounts.services import organisations
from accounts.views.person import person, posted


def own_organisation(request: HttpRequest, pk: int) -> Organisation:
    """One in which this person holds a seat; for everybody else it is not there."""
    organisation = selectors.organisation_for(person(request), pk)
    if organisation is None:
        raise Http404
    return organisation


@require_http_methods(["GET", "POST"])
def organisation_new(request: HttpRequest) -> HttpResponseBase:
    """Step one asks code and kind, step two the facts; nothing is kept between them but the page."""
    if request.method == "GET":
        form = CodeForm(initial={"code": request.GET.get("code", ""), "kind": request.GET.get("kind", "")})
        return _first_step(request, form)
    # Both steps: each tells whether the code is here.
    if not ratelimits.allowed(request, "code_lookup"):
        return ratelimits.too_many(request)
    first = CodeForm(request.POST)
    if not first.is_valid():
        return _first_step(request, first)
    code, kind = first.cleaned_data["code"], first.cleaned_data["kind"]
    existing = selectors.organisation_by_code(code)
    if existing is not None:
        return _to_existing(person(request), existing)
    if first.needs_staff is not None:
        return redirect(f"{reverse('code_request')}?{urlencode({'code': code, 'kind': kind})}")
    if request.POST.get("step") != "facts":
        return _second_step(request, NewOrganisationForm(), code, kind)
    return _register(request, NewOrganisationForm(request.POST), code, kind)


def _register(request: HttpRequest, form: NewOrganisationForm, code: str, kind: str) -> HttpResponse:
    if not form.is_valid():
        return _second_step(request, form, code, kind)
    facts = {name: form.cleaned_data[name] for name in form.fields}
    try:
        organisation = organisations.register(user=person(request), kind=kind, code=code, **facts)
    except organisations.CodeTaken as taken:
        return _to_existing(person(request), taken.organisation)
    messages.success(request, _("单位已登记。您是负责人，可以邀请成员、补充资料、申请入会。"))
    return redirect(organisation)


def _to_existing(user: User, organisation: Organisation) -> HttpResponse:
    if selectors.seat_of(user, organisation):
        return redirect(organisation)
    return redirect("seat_request", code=organisation.code)


def _first_step(request: HttpRequest, form: CodeForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "accounts/organisation_code.html", {"form": form}, status=status)


def _second_step(request: HttpRequest, form: NewOrganisationForm, code: str, kind: str) -> HttpResponse:
    context = {
        "form": form,
        "code": code,
        "kind": kind,
        "kind_label": OrganisationKind(kind).label,
        "warning": codes.inner_warning(code),
    }
    return render(request, "accounts/organisation_new.html", context, status=422 if form.is_bound else 200)


@require_GET
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    one = own_organisation(request, pk)
    user = person(request)
    is_owner = policies.is_owner(user, one)
    seats = list(selectors.seats_in(one))
    context: dict[str, Any] = {
        "organisation": one,
        "seats": seats,
        "mine": next(seat for seat in seats if seat.user_id == user.pk),
        "is_owner": is_owner,
        "may_edit": policies.why_not(user, one, "edit") is None,
        "shown": _public_fields(one),
        "roles": Role.choices,
    }
    if is_owner:
        context |= {
            "requests": list(selectors.pending_requests(one)),
            "invitations": list(selectors.open_invitations(one)),
            "invitation_form": InvitationForm(),
        }
    return render(request, "accounts/organisation.html", context)


def _public_fields(organisation: Organisation) -> list[dict[str, Any]]:
    ticked = set(organisation.shown_fields)
    return [{"label": label_of(name), "shown": name in ticked} for name in SHOWABLE_FIELDS]


@require_http_methods(["GET", "POST"])
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = own_organisation(request, pk)
    user = person(request)
    if refusal := policies.why_not(user, one, "edit"):
        messages.error(request, refusal)
        return redirect(one)
    may_publish = policies.why_not(user, one, "publish") is None
    form = OrganisationForm(posted(request), instance=one, may_publish=may_publish)
    if form.is_bound and form.is_valid() and _saved(form, pk):
        messages.success(request, _("单位资料已保存。"))
        return redirect("organisation", pk=pk)
    context = {"organisation": one, "form": form, "logo_form": LogoForm(), "may_publish": may_publish}
    return render(request, "accounts/organisation_edit.html", context, status=422 if form.is_bound else 200)


def _saved(form: OrganisationForm, pk: int) -> bool:
    """Fresh from the database: the form has already written on the instance it was given."""
    try:
        seen = datetime.fromisoformat(form.cleaned_data["seen"]) if form.cleaned_data["seen"] else None
    except ValueError:
        seen = None
    try:
        organisations.save(Organisation.objects.get(pk=pk), seen=seen, **form.values())
    except organisations.ChangedMeanwhile:
        form.add_error(
            None, _("您填写期间，其他成员修改了本单位资料。请在新窗口打开本页核对，再返回此处保存。")
        )
        form.see_anew(Organisation.objects.get(pk=pk))
        return False
    return True


@require_http_methods(["GET", "POST"])
@login_not_required
def organisation_logo(request: HttpRequest, pk: int) -> HttpResponseBase:
    if request.method == "POST":
        return _change_logo(request, pk)
    one = Organisation.objects.filter(pk=pk).exclude(logo="").first()
    if one is None:
        raise Http404
    public = "logo" in one.shown_fields and visibility.is_public(one)
    if not public and not _inside(request, one):
        raise Http404
    return _picture(request, one, public=public)


def _inside(request: HttpRequest, organisation: Organisation) -> bool:
    user = request.user
    if not isinstance(user, User):
        return False
    return user.has_perm("accounts.view_organisation") or selectors.seat_of(user, organisation) is not None


def _picture(request: HttpRequest, organisation: Organisation, *, public: bool) -> HttpResponseBase:
    name = organisation.logo.name or ""
    etag = f'"{name.rpartition("/")[2]}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        try:
            with organisation.logo.storage.open(name) as file:
                response = HttpResponse(file.read(), content_type="image/png")
        except FileNotFoundError:
            raise Http404 from None
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=3600" if public else "private, max-age=0, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def _change_logo(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    one = own_organisation(request, pk)
    if refusal := policies.why_not(person(request), one, "edit"):
        messages.error(request, refusal)
        return redirect(one)
    if request.POST.get("remove"):
        organisations.set_logo(one, None)
        messages.success(request, _("标志已移除。"))
        return redirect("organisation_edit", pk=pk)
    form = LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        whole = OrganisationForm(instance=one, may_publish=policies.is_owner(person(request), one))
        context = {
            "organisation": one,
            "form": whole,
            "logo_form": form,
            "may_publish": not whole["shown"].field.disabled,
        }
        return render(request, "accounts/organisation_edit.html", context, status=422)
    organisations.set_logo(one, form.picture)
    messages.success(request, _("标志已更新。"))
    return redirect("organisation_edit", pk=pk)
