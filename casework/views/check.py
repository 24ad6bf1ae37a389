"""The last page before sending: all at one glance, what is still missing, the declarations, one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import policies
from casework.forms import SectionForm, as_kept_now
from casework.kinds import Section
from casework.services import Refused, Stale, drafts
from casework.services import move as make_move
from casework.views import shown
from casework.views.finding import Opened, find
from casework.views.sections import section_form
from casework.views.tasklist import declarations_of, is_open


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    opened = find(request, reference)
    if opened.why_no_edit:
        return _too_late(request, opened)
    if request.method == "POST":
        return _submit(request, opened)
    return _draw(request, opened, _declaration_forms(opened))


def _too_late(request: HttpRequest, opened: Opened) -> HttpResponse:
    """A second click, or a colleague who was faster: the case itself says where it stands."""
    if request.method == "POST" and opened.case.submitted_at and opened.case.is_open:
        messages.info(request, _("申请已提交，无须重复提交。"))
    elif opened.why_no_edit:
        messages.info(request, opened.why_no_edit)
    return redirect(opened.case)


# --- the declarations -------------------------------------------------------------------------------


def _declaration_forms(opened: Opened, data: QueryDict | None = None) -> list[SectionForm]:
    """A form per section that holds declarations; nothing but these can be changed through it."""
    forms = []
    for section in opened.sections:
        names = declarations_of(opened, section)
        form = section_form(opened, section, data) if names else None
        if form is not None:
            form.only(names)
            forms.append(form)
    return forms


def _to_send_again(opened: Opened, posted: QueryDict) -> list[SectionForm]:
    """The ticks as they were posted and are kept by now; those left open say what they are needed for."""
    data = posted
    for form in _declaration_forms(opened):
        data = as_kept_now(form, data)
    wanting = {one.target: one.message for one in policies.obstacles(opened.own)}
    forms = _declaration_forms(opened, data)
    for form in forms:
        for name in form.declarations:
            if name in wanting:
                form.add_error(name, wanting[name])
    return forms


# --- sending ----------------------------------------------------------------------------------------


def _submit(request: HttpRequest, opened: Opened) -> HttpResponse:
    forms = _declaration_forms(opened, request.POST)
    try:
        revision = _keep_ticks(opened, forms, _posted_revision(request))
        make_move(opened.case, "submit", by=opened.user, revision=revision)
    except Refused as refused:
        return _refused(request, opened.case.reference, refused)
    sentence = _("已提交，办件编号 %(reference)s。办理进展会发送到您的收件箱和电子邮箱。")
    messages.success(request, sentence % {"reference": opened.case.reference})
    return redirect(opened.case)


def _posted_revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _keep_ticks(opened: Opened, forms: list[SectionForm], revision: int) -> int:
    """Save the declarations as ticked, and return the revision that the submission stands on.

    Each save counts the revision up by one. Had somebody else counted in between, or before, then the
    number is another one and the move is refused as stale.
    """
    for form in forms:
        if form.is_valid():
            saved = drafts.save(opened.case, form, by=opened.user)
            revision += bool(saved.names or saved.conflicts)
    return revision


def _refused(request: HttpRequest, reference: str, refused: Refused) -> HttpResponse:
    """Nothing was sent; everything stays, and the page says why."""
    opened = find(request, reference)
    if opened.why_no_edit:
        return _too_late(request, opened)
    status = 409 if isinstance(refused, Stale) else 200
    return _draw(request, opened, _to_send_again(opened, request.POST), refusal=refused, status=status)


# --- drawing ----------------------------------------------------------------------------------------


def _draw(
    request: HttpRequest,
    opened: Opened,
    forms: list[SectionForm],
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    case = opened.case
    ticks = [form[name] for form in forms for name in form.declarations]
    asked_here = {tick.name for tick in ticks}
    context = {
        "case": case,
        "organisation_name": case.organisation.display_name,
        "crumbs": shown.crumbs(
            case, (_("申请内容"), reverse("case_form", args=[case.reference])), (_("检查并提交"), "")
        ),
        "refusal": refusal.message if refusal else "",
        "changes": refusal.changes if isinstance(refusal, Stale) else [],
        "problems": shown.problems(opened, policies.obstacles(opened.own), asked_here),
        "sections": _sections(opened, asked_here),
        "declarations": ticks,
        "own_panels": opened.kind.form_panels(opened.own),
        "consequence": opened.kind.consequences(opened.own, "submit"),
        "tasks_url": reverse("case_form", args=[case.reference]),
    }
    return render(request, "casework/check.html", context, status=status)


def _sections(opened: Opened, asked_here: set[str]) -> list[shown.Shown]:
    facts = [fact for fact in shown.present_facts(opened) if fact["name"] not in asked_here]
    by_code = {one["code"]: one["facts"] for one in shown.by_section(opened, facts)}
    slots = {slot["slot"]: slot for slot in shown.documents(opened)}
    return [_section_row(opened, section, by_code, slots) for section in opened.sections]


def _section_row(
    opened: Opened, section: Section, facts: dict[str, list[shown.Shown]], slots: dict[str, shown.Shown]
) -> shown.Shown:
    return {
        "code": section.code,
        "label": section.label,
        "facts": facts.get(section.code, []),
        "slots": [slots[slot] for slot in section.slots if slot in slots],
        "url": shown.section_url(opened.case, section.code) if is_open(opened, section) else "",
    }
