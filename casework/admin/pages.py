"""The pages of one case on the staff's desk. Every change is a POST with its own permission."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from accounts.models import Letter, LetterState, User
from accounts.services import post
from accounts.views.person import person
from casework import kinds, policies
from casework.admin import decisions, panels, people
from casework.admin.decisions import Typed
from casework.admin.forms import AssignForm, NoteForm
from casework.admin.gate import require, viewable
from casework.admin.panels import Said
from casework.kinds import Kind
from casework.models import Case, Effect, EffectState
from casework.refusals import Refused
from casework.services import assignments, effects, moves, notes
from casework.services.stale import Stale, stale

CASE = "admin/casework/case.html"
CONFIRM = "admin/casework/confirm.html"

# (site, request, case, *, keys of the address) -> response
Act = Callable[..., HttpResponse]


def urls(model_admin: ModelAdmin[Case]) -> list[URLPattern]:
    def route(address: str, name: str, act: Act, permission: Callable[[Kind], str]) -> URLPattern:
        view = _guarded(model_admin.admin_site, act, permission)
        return path(
            f"<int:pk>/{address}", model_admin.admin_site.admin_view(view), name=f"casework_case_{name}"
        )

    return [
        route("decide/", "decide", decide, lambda kind: kind.review_permission),
        route("note/", "note", add_note, lambda kind: "casework.note_case"),
        route("take/", "take", take, lambda kind: "casework.assign_case"),
        route("assign/", "assign", hand_over, lambda kind: "casework.assign_case"),
        route("effects/<int:effect>/repair/", "repair", repair, lambda kind: "casework.repair_case"),
        route("letters/<int:letter>/retry/", "retry", retry, lambda kind: "casework.repair_case"),
    ]


def _guarded(site: AdminSite, act: Act, permission: Callable[[Kind], str]) -> Callable[..., HttpResponse]:
    """May look at the case, holds the permission of the act; only a POST acts, a GET leads to the case."""

    def view(request: HttpRequest, pk: int, **keys: int) -> HttpResponse:
        case = viewable(request, pk)
        require(request, permission(kinds.kind_of(case)))
        if request.method != "POST":
            return _back(case)
        return act(site, request, case, **keys)

    return view


def _back(case: Case, anchor: str = "") -> HttpResponse:
    return redirect(reverse("admin:casework_case_change", args=[case.pk]) + anchor)


def show(model_admin: ModelAdmin[Case], request: HttpRequest, pk: str) -> HttpResponse:
    return _page(model_admin.admin_site, request, viewable(request, pk))


def _page(
    site: AdminSite, request: HttpRequest, case: Case, said: Said | None = None, status: int = 200
) -> HttpResponse:
    context = {**site.each_context(request), **panels.context(case, person(request), said or Said())}
    return TemplateResponse(request, CASE, context, status=status)


# --- decisions ------------------------------------------------------------------------------------


def decide(site: AdminSite, request: HttpRequest, case: Case) -> HttpResponse:
    items = decisions.items_of(case)
    typed = Typed.read(request.POST, items)
    if typed.action not in decisions.DONE or "back" in request.POST:
        return _page(site, request, case, Said(typed=typed))
    if found := decisions.problems(typed, items, case.status):
        return _page(site, request, case, Said(typed=typed, problems=found))
    if typed.action in decisions.CONFIRMED and "confirmed" not in request.POST:
        return _confirm(site, request, case, typed)
    try:
        moves.move(
            case,
            typed.action,
            by=person(request),
            revision=typed.revision,
            note=typed.note,
            corrections=typed.corrections(items),
        )
    except Refused as refusal:
        return _refused(site, request, case, typed, refusal)
    messages.success(request, str(decisions.DONE[typed.action]))
    return _back(case)


def _confirm(site: AdminSite, request: HttpRequest, case: Case, typed: Typed) -> HttpResponse:
    if typed.revision != case.revision:
        return _refused(site, request, case, typed, stale(case, typed.revision))
    if refusal := policies.why_not(person(request), case, typed.action):
        return _refused(site, request, case, typed, Refused(refusal))
    return TemplateResponse(
        request,
        CONFIRM,
        {**site.each_context(request), **panels.confirmation(case, typed)},
    )


def _refused(
    site: AdminSite, request: HttpRequest, case: Case, typed: Typed, refusal: Refused
) -> HttpResponse:
    """The page as it is now, with everything that was typed, and why it did not go through."""
    changes = refusal.changes if isinstance(refusal, Stale) else []
    said = Said(typed=typed, error=refusal.message, meanwhile=changes)
    return _page(site, request, viewable(request, case.pk), said, status=409)


# --- notes, assignment, repair --------------------------------------------------------------------


def add_note(site: AdminSite, request: HttpRequest, case: Case) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(site, request, case, Said(note_form=form))
    text = form.cleaned_data["text"]
    return _try(
        request, case, "#notes", _("内部备注已保存。"), lambda: notes.add(case, text, person(request))
    )


def take(site: AdminSite, request: HttpRequest, case: Case) -> HttpResponse:
    return _try(
        request, case, "#assignment", _("该办件已由您承办。"), lambda: assignments.take(case, person(request))
    )


def hand_over(site: AdminSite, request: HttpRequest, case: Case) -> HttpResponse:
    form = AssignForm(request.POST, colleagues=people.colleagues(case))
    if not form.is_valid():
        return _page(site, request, case, Said(assign_form=form))
    if form.cleaned_data["seen"] != str(case.assignee_id or ""):
        refusal = _("该办件的承办人已变更，请核对后再转交。")
        return _page(site, request, case, Said(assign_form=form, assign_error=refusal), status=409)
    to = form.chosen()
    done = _("该办件已转交给%(name)s。") % {"name": to.name} if to else _("该办件已退回队列。")
    return _try(request, case, "#assignment", done, lambda: assignments.assign(case, to, person(request)))


def repair(site: AdminSite, request: HttpRequest, case: Case, *, effect: int) -> HttpResponse:
    failed = get_object_or_404(Effect, pk=effect, case=case)
    if failed.state == EffectState.DONE:
        return _back(case, "#effects")
    done = _("已重试“%(label)s”，结果见下。") % {"label": failed.wording}
    return _try(request, case, "#effects", done, lambda: effects.repair(failed, person(request)))


def retry(site: AdminSite, request: HttpRequest, case: Case, *, letter: int) -> HttpResponse:
    failed = get_object_or_404(Letter, pk=letter, about=case.reference)
    if failed.state != LetterState.FAILED:
        return _back(case, "#letters")
    done = _("通知函已重新列入发送队列。")
    return _try(request, case, "#letters", done, lambda: _send_again(failed, case, person(request)))


def _send_again(letter: Letter, case: Case, by: User) -> None:
    if refusal := policies.why_not(by, case, "repair"):
        raise Refused(refusal)
    post.retry(letter)


def _try(request: HttpRequest, case: Case, anchor: str, done: str, act: Callable[[], object]) -> HttpResponse:
    """Do it and come back to the part of the page it belongs to; a refusal is told there in words."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return _back(case, anchor)
