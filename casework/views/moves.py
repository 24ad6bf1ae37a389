"""What the applicant's side does to a whole case: withdraw it, or throw a draft away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import policies
from casework.forms import MoveForm
from casework.lifecycle import CASE, Move, Side
from casework.models import Case
from casework.services import Refused, Stale, drafts
from casework.services import move as make_move
from casework.views import shown
from casework.views.finding import Opened, find


def _possible(action: str) -> Move | None:
    """Moves of the applicant's side; a submission has its own page, and reviewers have theirs."""
    found = (one for one in CASE.moves if one.action == action and one.by is Side.APPLICANT)
    return None if action == "submit" else next(found, None)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, reference: str, action: str) -> HttpResponse:
    opened = find(request, reference)
    step = _possible(action)
    if step is None:
        raise Http404
    if refusal := policies.why_not(opened.user, opened.case, action):
        messages.info(request, refusal)
        return redirect(opened.case)
    if request.method != "POST":
        return _confirm(request, opened, step, _form(opened.case, step))
    form = MoveForm(step.note, request.POST)
    if not form.is_valid():
        return _confirm(request, opened, step, form)
    return _try(request, opened, step, form)


def _form(case: Case, step: Move, note: str = "") -> MoveForm:
    return MoveForm(step.note, initial={"revision": case.revision, "note": note})


def _try(request: HttpRequest, opened: Opened, step: Move, form: MoveForm) -> HttpResponse:
    note = form.cleaned_data.get("note", "")
    try:
        make_move(opened.case, step.action, by=opened.user, revision=form.cleaned_data["revision"], note=note)
    except Refused as refused:
        fresh = find(request, opened.case.reference)
        if policies.why_not(opened.user, fresh.case, step.action):
            messages.info(request, refused.message)
            return redirect(fresh.case)
        # Pressed again, it is meant for the case as it stands now; the words stay.
        again = _form(fresh.case, step, note)
        changes = refused.changes if isinstance(refused, Stale) else []
        return _confirm(request, fresh, step, again, refusal=refused.message, changes=changes)
    messages.success(request, _words(step)["done"])
    return redirect(opened.case)


def _words(step: Move) -> dict[str, str]:
    words = {"withdraw": {"title": _("撤回申请"), "button": _("确认撤回"), "done": _("申请已撤回。")}}
    return words[step.action]


def _confirm(
    request: HttpRequest, opened: Opened, step: Move, form: MoveForm, refusal: str = "", changes: Any = ()
) -> HttpResponse:
    words = _words(step)
    context = {
        "case": opened.case,
        "title": words["title"],
        "button": words["button"],
        "consequence": opened.kind.consequences(opened.own, step.action),
        "form": form,
        "refusal": refusal,
        "changes": changes,
        "crumbs": shown.crumbs(opened.case, (words["title"], "")),
    }
    return render(request, "casework/move.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, reference: str) -> HttpResponse:
    opened = find(request, reference)
    case = opened.case
    if refusal := policies.why_not(opened.user, case, "discard"):
        messages.info(request, refusal)
        return redirect(case)
    if request.method == "POST":
        try:
            drafts.discard(case, by=opened.user)
        except Refused as refused:
            messages.info(request, refused.message)
            return redirect(case)
        messages.success(request, _("草稿 %(reference)s 已删除。") % {"reference": reference})
        return redirect("desk")
    title = _("删除草稿")
    confirm = {
        "title": title,
        "sentence": _("将删除草稿 %(reference)s 和已上传的材料，删除后无法恢复。") % {"reference": reference},
        "action_url": request.path,
        "button": _("确认删除"),
        "tone": "cinnabar",
        "cancel_url": case.get_absolute_url(),
    }
    context = {"case": case, "confirm": confirm, "crumbs": shown.crumbs(case, (title, ""))}
    return render(request, "casework/discard.html", context)
