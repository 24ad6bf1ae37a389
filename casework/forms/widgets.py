"""Controls that forgive how people write: full-width digits, separators, 是 and 否."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _


class FigureInput(forms.TextInput):
    """A number as text: 1,200.50 and １２００ are understood, and what is not one stays to be mended.

    `<input type=number>` would send nothing at all for "1,200" and change the figure on a scroll.
    """

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile[Any]], name: str
    ) -> Any:
        value = super().value_from_datadict(data, files, name)
        if not isinstance(value, str):
            return value
        return unicodedata.normalize("NFKC", value).replace(",", "").replace(" ", "")


class DayInput(forms.DateInput):
    """The browser's own date field; it sends and shows ISO dates in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class YesNo(forms.RadioSelect):
    """是, 否, or not answered yet: a select with "unknown" would ask for a third answer."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, choices=[("True", _("是")), ("False", _("否"))])


class ListHidden(forms.HiddenInput):
    """Several choices in one hidden field, so that "none chosen" is sent too. Codes hold no comma."""

    def format_value(self, value: Any) -> str:
        return ",".join(str(one) for one in value or ())

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile[Any]], name: str
    ) -> list[str]:
        return [one for one in (data.get(name) or "").split(",") if one]
