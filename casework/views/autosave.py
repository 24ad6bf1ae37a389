"""One field saved as it is left: JSON as static/portal/autosave.js reads it, and 409 where saving ends."""

from typing import Any

from django.forms import BaseForm, BoundField
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.forms import AnswersForm, SectionForm, conflict_words, hidden_value
from casework.kinds import Section
from casework.services import Refused, corrections, drafts
from casework.views.finding import Opened, find
from casework.views.sections import asked_of, section_form

LINES = ("text", "email", "url", "tel", "date")


@require_POST
def autosave(request: HttpRequest, reference: str, section: str) -> JsonResponse:
    opened = find(request, reference)
    wanted = opened.section(section)
    if opened.why_no_edit:
        return _refused(opened, opened.why_no_edit, status=409)
    name = request.POST.get("field", "")
    try:
        if name.startswith("answer-"):
            return _save_answer(request, opened, wanted, name.removeprefix("answer-"))
        return _save_field(request, opened, wanted, name)
    except Refused as refused:
        return _refused(opened, refused.message, status=409)


def _save_field(request: HttpRequest, opened: Opened, section: Section, name: str) -> JsonResponse:
    form = section_form(opened, section, request.POST)
    if form is None or name not in form.fields:
        return _refused(opened, _("页面已更新，请刷新页面后再填写。"), status=409)
    if name in form.locked:
        return _refused(opened, _("该项不在补正范围内，不能修改。"))
    form.only([name])
    if not form.is_valid():
        return _refused(opened, _sentence(form, name))
    saved = drafts.save(opened.case, form, by=opened.user)
    if saved.conflicts:
        return _refused(opened, conflict_words(form[name], saved.conflicts[0]), status=409)
    kept = section_form(opened, section)
    return _saved(opened, kept, name)


def _save_answer(request: HttpRequest, opened: Opened, section: Section, name: str) -> JsonResponse:
    answers = AnswersForm(asked_of(opened, section), request.POST)
    if name not in answers.fields:
        return _refused(opened, _("本轮补正已结束，请查看办件的最新情况。"), status=409)
    if not answers.is_valid():
        return _refused(opened, _sentence(answers, name))
    for correction, text in answers.given():
        corrections.answer(correction, text, by=opened.user)
    return _ok(opened, initial=answers.cleaned_data[name])


def _saved(opened: Opened, kept: SectionForm | None, name: str) -> JsonResponse:
    bound = kept[name] if kept is not None else None
    if bound is None:
        return _ok(opened)
    initial = hidden_value(bound)
    # Only a line of text is written back as it was understood; ticks and lists already show what was chosen.
    return _ok(opened, initial=initial, **({"value": initial} if _is_line(bound) else {}))


def _is_line(bound: BoundField) -> bool:
    return getattr(bound.field.widget, "input_type", "") in LINES


def _sentence(form: BaseForm, name: str) -> str:
    return " ".join(str(error) for error in form.errors[name])


def _ok(opened: Opened, **more: Any) -> JsonResponse:
    saved_at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"ok": True, "revision": opened.case.revision, "saved_at": saved_at, **more})


def _refused(opened: Opened, sentence: str, *, status: int = 200) -> JsonResponse:
    return JsonResponse({"ok": False, "revision": opened.case.revision, "error": sentence}, status=status)
