"""The task list: the sections of the form and how far each has come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework import policies
from casework.forms import SectionForm
from casework.kinds import Section
from casework.lifecycle import Status
from casework.models import TargetKind
from casework.views import shown
from casework.views.finding import Opened, find

EMPTY: tuple[object, ...] = (None, "", [], {})


@require_safe
def form(request: HttpRequest, reference: str) -> HttpResponse:
    opened = find(request, reference)
    case = opened.case
    if opened.why_no_edit:
        messages.info(request, opened.why_no_edit)
        return redirect(case)
    correcting = case.status == Status.CHANGES_REQUESTED
    may_discard = policies.why_not(opened.user, case, "discard") is None
    context = {
        "case": case,
        "title": _("补正申请内容") if correcting else _("填写申请"),
        "organisation_name": case.organisation.display_name,
        "crumbs": shown.crumbs(case, (_("申请内容"), "")),
        "corrections": shown.corrections(opened, case.corrections.this_round()) if correcting else [],
        "turn": shown.turn(opened),
        "tasks": tasks_of(opened),
        "check_url": reverse("case_check", args=[case.reference]),
        "discard_url": reverse("case_discard", args=[case.reference]) if may_discard else "",
    }
    return render(request, "casework/form.html", context)


def tasks_of(opened: Opened) -> list[shown.Shown]:
    correcting = opened.case.status == Status.CHANGES_REQUESTED
    states = _correction_states(opened) if correcting else _draft_states(opened)
    return [
        {
            "label": section.label,
            "hint": section.hint,
            "url": shown.section_url(opened.case, section.code),
            "state": states[section.code],
        }
        for section in opened.sections
    ]


def _correction_states(opened: Opened) -> dict[str, str]:
    """Sections with an open correction want mending, those with answered ones are done, the rest rests."""
    states = {section.code: "locked" for section in opened.sections}
    for correction in opened.case.corrections.this_round():
        code = opened.kind.section_of(opened.own, correction.target, correction.target_kind)
        if not correction.answered_at:
            states[code] = "fix"
        elif states[code] == "locked":
            states[code] = "done"
    return states


def _draft_states(opened: Opened) -> dict[str, str]:
    declared = {name for section in opened.sections for name in declarations_of(opened, section)}
    wanting = {one["section"] for one in shown.problems(opened, policies.obstacles(opened.own), declared)}
    held = set(opened.case.documents.current().values_list("slot", flat=True))
    states = {}
    for section in opened.sections:
        begun = any(slot in held for slot in section.slots) or any(
            _is_filled(opened, name) for name in section.fields if name not in declared
        )
        states[section.code] = ("partial" if section.code in wanting else "done") if begun else "empty"
    return states


def _is_filled(opened: Opened, name: str) -> bool:
    """A tick left off is not an answer; 否 to a question is."""
    value = getattr(opened.own, name)
    is_tick = value is False and not opened.own._meta.get_field(name).null
    return value not in EMPTY and not is_tick


def declarations_of(opened: Opened, section: Section) -> list[str]:
    """The ticks of this section that are asked for before sending instead of in the section."""
    if not section.fields or opened.case.status != Status.DRAFT:
        return []
    form_class = opened.kind.form_class(section.code)
    return form_class(instance=opened.own).declarations if issubclass(form_class, SectionForm) else []


def is_open(opened: Opened, section: Section) -> bool:
    """Whether anything of this section can be edited now."""
    return any((TargetKind.FIELD, name) in opened.unlocked for name in section.fields) or any(
        (TargetKind.DOCUMENT, slot) in opened.unlocked for slot in section.slots
    )
