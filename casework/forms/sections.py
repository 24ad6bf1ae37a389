"""The base of every kind's section form: drafts save at any point, each field by itself."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from casework.forms.widgets import DayInput, FigureInput, ListHidden, YesNo
from casework.models import Case


class SectionBoundField(BoundField):
    def _has_changed(self) -> bool:
        """What a page claims to have been loaded with may be anything: a signalling NaN is not compared."""
        try:
            return bool(super()._has_changed())  # type: ignore[misc]
        except ArithmeticError:
            return True

    def as_hidden(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> SafeString:
        """The value as loaded, never the value as typed: with nothing sent for it, there was nothing.

        Django would write the typed value, and the next save would take it for unchanged.
        """
        if kwargs.get("only_initial") and self.form.is_bound and self.html_initial_name not in self.form.data:
            return mark_safe("")
        return super().as_hidden(attrs, **kwargs)


class SectionForm(forms.ModelForm[Case]):
    """One section of one kind of case. A kind subclasses it with `Meta.model` and `Meta.fields`.

    - Every field may be left empty in a draft. What a submission needs is `required_fields` (or a declared
      field with required=True); these are shown without 选填, and the kind's `problems` names what is
      missing.
    - Every field carries its value as loaded, so that a save touches only what was changed here.
    - A plain tick that is required is a declaration: the page before sending asks for it, not the section.
    - A field in `fixed` is shown and never changed here, not even in a draft; no correction is asked of it.
    - A unit stands on the widget: `widgets = {"revenue": FigureInput(attrs={"data-unit": _("万元")})}`.
    """

    bound_field_class = SectionBoundField
    required_fields: ClassVar[Collection[str]] = ()
    fixed: ClassVar[Collection[str]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed: set[str] = set(self.required_fields)
        self.locked: set[str] = set()
        # What the reviewer asked, by field; `render_field` shows it beside the field.
        self.corrections: Mapping[str, str] = {}
        self._only: Collection[str] | None = None
        for name, field in self.fields.items():
            if field.required:
                self.needed.add(name)
            field.required = False
            field.show_hidden_initial = True
            if isinstance(field, forms.MultipleChoiceField):
                field.hidden_widget = ListHidden
            self._choose_widget(field)
        self.lock(self.fields)

    @staticmethod
    def _choose_widget(field: forms.Field) -> None:
        """Django's own default widget gives way; what a kind has chosen stays."""
        widget, chosen = field.widget, type(field.widget)
        if chosen is forms.NumberInput:
            keyboard = "numeric" if type(field) is forms.IntegerField else "decimal"
            field.widget = FigureInput(attrs={**_words_of(widget), "inputmode": keyboard})
        elif chosen is forms.DateInput:
            field.widget = DayInput(attrs=widget.attrs)
        elif chosen is forms.NullBooleanSelect:
            field.widget = YesNo(attrs=widget.attrs)
        elif chosen is forms.Textarea:
            field.widget.attrs.update({"rows": widget.attrs.get("rows", 5), "data-counter": ""})
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = _("请选择") if chosen is forms.Select else None
        elif isinstance(field, forms.TypedChoiceField) and chosen is forms.Select:
            offered = [(value, word) for value, word in field.widget.choices if value not in (None, "")]
            field.choices = [("", _("请选择")), *offered]

    def without_dashes(self, name: str) -> None:
        """Radio buttons for the answers there are, and none for "---"."""
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(value, word) for value, word in field.widget.choices if value not in (None, "")]

    def lock(self, unlocked: Collection[str]) -> None:
        """Only these fields take a new value; the others, and those fixed, keep theirs whatever is posted."""
        for name, field in self.fields.items():
            if name not in unlocked or name in self.fixed:
                field.disabled = True
                self.locked.add(name)

    def only(self, names: Collection[str]) -> None:
        """Save these alone: the others come from the case, and their errors are not this save's."""
        self._only = names
        for name, field in self.fields.items():
            field.disabled = field.disabled or name not in names

    def flaw(self, name: str, value: Any) -> str | None:
        """What is wrong with this value by itself, said beside its field; each kind knows its own."""
        return None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in list(cleaned.items()):
            if message := self.flaw(name, value):
                self.add_error(name, message)
        return cleaned

    def full_clean(self) -> None:
        super().full_clean()
        if self._only is not None:
            for name in [name for name in self.errors if name not in self._only]:
                del self.errors[name]

    @property
    def declarations(self) -> list[str]:
        """Ticks without which nothing is submitted: they are asked for on the last page, before sending."""
        return [
            name
            for name, field in self.fields.items()
            if type(field) is forms.BooleanField and name in self.needed
        ]

    def optional(self, name: str) -> bool:
        return name not in self.needed


def _words_of(widget: forms.Widget) -> dict[str, Any]:
    """Attributes that make sense on a text field too; step, min and max are of number fields only."""
    return {key: value for key, value in widget.attrs.items() if key not in ("step", "min", "max")}
