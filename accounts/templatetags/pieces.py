"""What templates of every floor may load: fields, chips, icons and the way values are written.

`{% render_field %}` is the one way a form field becomes HTML; crispy's field template calls it too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

register = template.Library()

KILO = 1024


@register.simple_tag
def icon(name: str, size: int = 18, css: str = "") -> SafeString:
    """A decorative icon: the words beside it carry the meaning."""
    return _drawn(str(name), size, f"icon {css}".strip())


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, css: str) -> SafeString:
    """Kept, for a page has dozens of a few: writing each anew took a tenth of the time of a page."""
    attrs = {"class": css, "aria-hidden": "true", "focusable": "false"}
    return mark_safe(lucide(name, size=size, **attrs))  # noqa: S308 -- markup of the icon package, no input


def _part(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@register.inclusion_tag("components/chip.html")
def chip(state: Any = None, tone: str = "", icon: str = "", word: Any = "") -> dict[str, Any]:
    """A state as word, icon and tone; from an object or mapping with these names, or from arguments."""
    return {
        "tone": tone or _part(state, "tone") or "slate",
        "icon": icon or _part(state, "icon") or "",
        "word": word or _part(state, "word") or "",
    }


# --- fields -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """One radio button or tick of a group."""

    control: SafeString
    label: Any
    id: str


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.Select):
        return "select"
    return "control"


CLASSES = {
    "choices": "form-check-input",
    "check": "form-check-input",
    "select": "form-select",
    "control": "form-control",
}


def _classes(field: BoundField, kind: str) -> str:
    given = field.field.widget.attrs.get("class", "")
    wanted = f"{given} {CLASSES[kind]} {'is-invalid' if field.errors else ''}"
    return " ".join(dict.fromkeys(wanted.split()))


def _described_by(field: BoundField, *, unit: Any, correction: Any) -> str:
    ids = {
        f"{field.auto_id}_correction": correction,
        f"{field.auto_id}_helptext": field.help_text,
        f"{field.auto_id}_error": field.errors,
        f"{field.auto_id}_unit": unit,
    }
    given = field.field.widget.attrs.get("aria-describedby", "")
    return " ".join([given] * bool(given) + [key for key, present in ids.items() if present])


def _choices(field: BoundField, attrs: dict[str, Any]) -> Iterator[Choice]:
    widget = field.field.widget
    merged = field.build_widget_attrs({"id": field.auto_id, **attrs}, widget)
    for data in widget.subwidgets(field.html_name, field.value(), attrs=merged):
        bound = BoundWidget(widget, data, field.form.renderer)
        yield Choice(control=bound.tag(wrap_label=False), label=bound.choice_label, id=bound.id_for_label)


@register.inclusion_tag("components/field.html")
def render_field(
    field: BoundField,
    unit: Any = "",
    optional: bool | None = None,
    wrapper_class: str = "",
    placeholder: bool = True,
) -> dict[str, Any]:
    """Everything around one control: label, hint, unit, error, correction, counter.

    A unit may also stand on the widget as `data-unit`; corrections may stand on the form as a mapping.
    """
    widget = field.field.widget
    kind = _kind(widget)
    unit = unit or widget.attrs.get("data-unit", "")
    correction = getattr(field.form, "corrections", {}).get(field.name, "")
    described = _described_by(field, unit=unit, correction=correction)
    attrs: dict[str, Any] = {"class": _classes(field, kind)}
    if described and kind != "choices":
        attrs["aria-describedby"] = described
    if not placeholder:
        attrs["placeholder"] = False
    return {
        "field": field,
        "kind": kind,
        "control": "" if kind == "choices" else field.as_widget(attrs=attrs),
        "choices": list(_choices(field, attrs)) if kind == "choices" else [],
        "described": described,
        "hint": mark_safe(str(field.help_text)),  # noqa: S308 -- ours, as in Django
        "unit": unit,
        "optional": not (field.field.required or field.field.disabled) if optional is None else optional,
        "correction": correction,
        "counter": widget.attrs.get("data-counter") is not None and widget.attrs.get("maxlength"),
        "wrapper_class": wrapper_class,
        "initial": field.as_hidden(only_initial=True) if field.field.show_hidden_initial else "",
    }


def _errors_of(form: forms.BaseForm) -> Iterator[dict[str, Any]]:
    for error in form.non_field_errors():
        yield {"label": "", "href": "", "error": error}
    for field in form:
        first_choice = f"{field.auto_id}_0" if _kind(field.field.widget) == "choices" else ""
        target = first_choice or field.id_for_label or f"div_{field.auto_id}"
        for error in field.errors:
            yield {
                "label": str(field.label).rstrip("。.：:"),
                "href": "" if field.is_hidden else f"#{target}",
                "error": error,
            }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*given: forms.BaseForm | None) -> dict[str, Any]:
    """All errors of the forms in one list, each leading to its field; nothing when there are none."""
    return {"errors": [error for form in given if form is not None for error in _errors_of(form)]}


# --- how values are written ---------------------------------------------------------------------


@register.filter
def masked_email(value: object) -> str:
    name, at, host = str(value or "").partition("@")
    return f"{name[:1]}***{at}{host}" if at else ""


@register.filter
def filesize_zh(value: object) -> str:
    """Bytes as people write them, in either language: 820 B, 36 KB, 1.4 MB."""
    try:
        size = float(str(value))
    except ValueError:
        return ""
    for unit in ("B", "KB", "MB"):
        if size < KILO:
            return f"{size:.1f}".removesuffix(".0") + f" {unit}" if unit == "MB" else f"{size:.0f} {unit}"
        size /= KILO
    return f"{size:.1f} GB"


@register.filter
def moment(value: date | None) -> str:
    """Day and time in Shanghai, as the reader's language writes them."""
    if not isinstance(value, datetime):
        return formats.date_format(value, "DATE_FORMAT") if value else ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return formats.date_format(local, "DATETIME_FORMAT")
