"""A page of our own that asks before it acts: a form, the consequence in a sentence, and one button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from casework.refusals import Refused
from parks.admin.scope import ScopedAdmin
from parks.promises import Compared


@dataclass(frozen=True, slots=True)
class Ask:
    """What the page says. `refusal` is why it cannot be done now: then there is no button."""

    title: str
    button: str
    row: Any
    consequence: str
    facts: Sequence[dict[str, Any]] = ()
    refusal: str | None = None
    tone: str = ""
    compared: Sequence[Compared] = ()
    template: str = "admin/parks/ask.html"


def answer(
    model_admin: ScopedAdmin[Any],
    request: HttpRequest,
    ask: Ask,
    form: forms.Form,
    *,
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    """A GET shows the form. A POST acts, or says with 409 why not; what was typed stays."""
    refusal, status = ask.refusal or "", 200
    if request.method == "POST" and refusal:
        form.is_valid()
        status = 409
    elif request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            refusal, status = refused.message, 409
            _renew(form, ask.row)
        else:
            model_admin.log_change(request, ask.row, ask.title)
            model_admin.message_user(request, done, messages.SUCCESS)
            return redirect(change_page(ask.row))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": ask.title,
        "ask": ask,
        "form": form,
        "refusal": refusal,
        "back_url": change_page(ask.row),
    }
    return TemplateResponse(request, ask.template, context, status=status)


def change_page(row: Model) -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def _renew(form: forms.Form, row: Any) -> None:
    """The page shows what is now: who has read it and presses again acts on that."""
    if "revision" not in form.fields:
        return
    fresh = type(row)._default_manager.values_list("revision", flat=True).get(pk=row.pk)
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data[form.add_prefix("revision")] = str(fresh)
    form.data = data
