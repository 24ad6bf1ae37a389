"""One section of the form to a page: each saves itself, and only what is unlocked can be edited."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import policies
from casework.forms import AnswersForm, SectionForm, as_kept_now, conflict_words
from casework.kinds import Section
from casework.lifecycle import Status
from casework.models import Correction, TargetKind
from casework.services import Refused, corrections, drafts
from casework.views import shown
from casework.views.finding import Opened, find
from casework.views.rows import upload_row
from casework.views.tasklist import declarations_of, is_open


@dataclass
class Page:
    """A section as it is drawn: its form, the answers to corrections, and why it cannot be saved, if so."""

    opened: Opened
    section: Section
    form: SectionForm | None
    answers: AnswersForm
    refusal: str = ""
    # A sentence per document slot whose upload was refused.
    upload_errors: dict[str, str] = field(default_factory=dict)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, reference: str, section: str) -> HttpResponse:
    opened = find(request, reference)
    wanted = opened.section(section)
    if request.method != "POST":
        if opened.why_no_edit:
            messages.info(request, opened.why_no_edit)
            return redirect(opened.case)
        return draw(request, blank_page(opened, wanted))
    return _save(request, opened, wanted)


def blank_page(opened: Opened, section: Section) -> Page:
    return Page(opened, section, section_form(opened, section), AnswersForm(asked_of(opened, section)))


def section_form(opened: Opened, section: Section, data: QueryDict | None = None) -> SectionForm | None:
    """The section's form, locked but for what the case's status leaves open."""
    if not section.fields:
        return None
    # Its own instance: validation writes into it, and the page shows the case as it is kept.
    instance = opened.kind.model._default_manager.get(pk=opened.case.pk)
    form = opened.kind.form_class(section.code)(data, instance=instance)
    assert isinstance(form, SectionForm)  # noqa: S101  (every kind's form is one)
    form.corrections = {
        one.target: one.message for one in asked_of(opened, section) if one.target_kind == TargetKind.FIELD
    }
    # After a status change nothing is open; then the page shows what was typed, and saves nothing.
    if opened.why_no_edit is None:
        form.lock({name for name in section.fields if (TargetKind.FIELD, name) in opened.unlocked})
    return form


def asked_of(opened: Opened, section: Section) -> list[Correction]:
    """This round's corrections that are mended here."""
    if opened.case.status != Status.CHANGES_REQUESTED:
        return []
    return [
        one
        for one in opened.case.corrections.this_round()
        if one.target in (section.slots if one.target_kind == TargetKind.DOCUMENT else section.fields)
    ]


# --- saving ---------------------------------------------------------------------------------------


def _save(request: HttpRequest, opened: Opened, section: Section) -> HttpResponse:
    only_answers = request.POST.get("part") == "answers"
    form = section_form(opened, section, None if only_answers else request.POST)
    page = Page(opened, section, form, AnswersForm(asked_of(opened, section), request.POST))
    if opened.why_no_edit:
        page.refusal = opened.why_no_edit
        return draw(request, page, status=409)
    to_save = None if only_answers else form
    if not page.answers.is_valid() or (to_save is not None and not to_save.is_valid()):
        return draw(request, page)
    try:
        conflicts = write(opened, to_save, page.answers)
    except Refused as refused:
        page.refusal = refused.message
        return draw(request, page, status=409)
    if conflicts:
        page.form = _with_conflicts(opened, section, request.POST, conflicts)
        return draw(request, page, status=409)
    return redirect(request.path if only_answers else next_url(opened, section))


def write(opened: Opened, form: SectionForm | None, answers: AnswersForm) -> list[drafts.Conflict]:
    """Fields first: an answer in words takes the place of the edit's own mark."""
    saved = drafts.save(opened.case, form, by=opened.user) if form is not None else None
    for correction, text in answers.given():
        corrections.answer(correction, text, by=opened.user)
    return saved.conflicts if saved else []


def _with_conflicts(
    opened: Opened, section: Section, posted: QueryDict, conflicts: list[drafts.Conflict]
) -> SectionForm | None:
    """What was typed stays, beside it what stands there now; the next save then replaces it knowingly."""
    form = section_form(opened, section, as_kept_now(section_form(opened, section), posted))
    if form is not None:
        for conflict in conflicts:
            form.add_error(conflict.name, conflict_words(form[conflict.name], conflict))
    return form


# --- drawing --------------------------------------------------------------------------------------


def draw(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    opened, section = page.opened, page.section
    case = opened.case
    open_fields = _open_fields(page)
    context = {
        "case": case,
        "section": section,
        "position": _position(opened, section),
        "crumbs": shown.crumbs(
            case, (_("申请内容"), reverse("case_form", args=[case.reference])), (str(section.label), "")
        ),
        "refusal": page.refusal,
        "form": page.form,
        "answers": page.answers,
        "rows": open_fields,
        "problems": _problems(page) if not page.refusal else [],
        "locked_facts": _locked_facts(page),
        "uploads": _uploads(page),
        "own_panels": opened.kind.form_panels(opened.own, section.code),
        "autosave_url": "" if page.refusal else reverse("case_autosave", args=[case.reference, section.code]),
        "tasks_url": reverse("case_form", args=[case.reference]),
        "next_url": next_url(opened, section),
    }
    return render(request, "casework/section.html", context, status=status)


def _open_fields(page: Page) -> list[shown.Shown]:
    if page.form is None:
        return []
    elsewhere = set(declarations_of(page.opened, page.section))
    answers = _answers_by_target(page, TargetKind.FIELD)
    return [
        {"field": page.form[name], "optional": page.form.optional(name), "answer": answers.get(name)}
        for name in page.form.fields
        if name not in page.form.locked and name not in elsewhere
    ]


def _answers_by_target(page: Page, target_kind: TargetKind) -> dict[str, BoundField]:
    """A box per correction, until the field was edited or the document replaced: that is the answer then."""
    return {
        one.target: page.answers[name]
        for name, one in page.answers.asked.items()
        if one.target_kind == target_kind and (one.answer or not one.answered_at)
    }


def _locked_facts(page: Page) -> list[shown.Shown]:
    if page.form is None or not page.form.locked:
        return []
    facts = [fact for fact in page.opened.kind.facts(page.opened.own) if fact.name in page.form.locked]
    return [shown.fact_row(fact) for fact in facts]


def _problems(page: Page) -> list[shown.Shown]:
    """What this section still lacks, once somebody has begun it and come back."""
    if page.opened.case.status != Status.DRAFT or (page.form is not None and page.form.is_bound):
        return []
    declared = declarations_of(page.opened, page.section)
    found = shown.problems(page.opened, policies.obstacles(page.opened.own), declared)
    return [one for one in found if one["section"] == page.section.code]


def _uploads(page: Page) -> list[shown.Shown]:
    """A slot that is closed and empty has nothing to say."""
    slots = [slot for slot in page.section.slots if slot in page.opened.requirements]
    uploads = [_upload(page, slot) for slot in slots]
    return [one for one in uploads if one["row"]["documents"] or not one["row"]["locked"]]


def _upload(page: Page, slot: str) -> shown.Shown:
    answers = _answers_by_target(page, TargetKind.DOCUMENT)
    row = upload_row(page.opened, slot, error=page.upload_errors.get(slot, ""))
    return {"row": row, "answer": answers.get(slot)}


def _position(opened: Opened, section: Section) -> str:
    codes = [one.code for one in opened.sections]
    return _("%(reference)s · 第 %(number)s 部分，共 %(count)s 部分") % {
        "reference": opened.case.reference, "number": codes.index(section.code) + 1, "count": len(codes),
    }  # fmt: skip


def next_url(opened: Opened, section: Section) -> str:
    """The next section with something to do; after the last one the check before sending."""
    codes = [one.code for one in opened.sections]
    for later in opened.sections[codes.index(section.code) + 1 :]:
        if is_open(opened, later):
            return shown.section_url(opened.case, later.code)
    return reverse("case_check", args=[opened.case.reference])
