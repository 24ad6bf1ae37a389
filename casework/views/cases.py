from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework import policies, selectors
from casework.lifecycle import Status
from casework.models import Audience
from casework.views import shown
from casework.views.finding import Opened, find
from casework.views.tasklist import tasks_of


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    opened = find(request, reference)
    one = opened.case
    submission = selectors.last_submission(one)
    slots = shown.documents(opened)
    context = {
        "case": one,
        "title": opened.kind.label,
        "kind_label": opened.kind.label,
        "organisation_name": one.organisation.display_name,
        "chip": shown.case_chip(one),
        "crumbs": shown.crumbs(one),
        "turn": shown.turn(opened),
        "stages": selectors.stages(one),
        "corrections": _corrections(opened),
        "tasks": tasks_of(opened) if one.status == Status.DRAFT and opened.why_no_edit is None else [],
        "sections": shown.by_section(opened, shown.submitted_facts(opened, submission)) if submission else [],
        "submitted_at": submission.at if submission else None,
        "documents": [slot for slot in slots if slot["documents"] or slot["removed"]],
        "effects": shown.effect_rows(one.effects.all()),
        "letters": shown.letter_rows(selectors.letters_about(one), opened.user),
        "entries": shown.trail_rows(selectors.trail_of(one, Audience.APPLICANT), slots),
        "own_panels": opened.kind.case_panels(opened.own, opened.user),
        "possible": _possible(opened),
        "desk_url": "" if opened.is_party else reverse("admin:casework_case_change", args=[one.pk]),
    }
    return render(request, "casework/case.html", context)


def _corrections(opened: Opened) -> list[shown.Shown]:
    if opened.case.status != Status.CHANGES_REQUESTED:
        return []
    return shown.corrections(opened, opened.case.corrections.this_round())


def _possible(opened: Opened) -> list[shown.Shown]:
    """Moves of the applicant's side that are possible now; submitting is reached through the form."""
    reference = opened.case.reference
    actions = []
    if policies.why_not(opened.user, opened.case, "withdraw") is None:
        url = reverse("case_move", args=[reference, "withdraw"])
        actions.append({"label": _("撤回申请"), "url": url, "icon": "log-out"})
    if policies.why_not(opened.user, opened.case, "discard") is None:
        url = reverse("case_discard", args=[reference])
        actions.append({"label": _("删除草稿"), "url": url, "icon": "trash-2"})
    return actions
