"""How values of an application are read: numbers with separators, days and yes or no in words. Pure."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _


def plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    return f"{value:,}" if isinstance(value, int) else str(value)


def with_unit(text: str, unit: Any) -> str:
    return _("%(number)s %(unit)s") % {"number": text, "unit": unit} if unit else text


def of_field(thing: Any, name: str, unit: Any = None) -> str:
    """A field's value of any row: its label where it is a choice, nothing where it is empty."""
    value = getattr(thing, name)
    if value in (None, "", []):
        return ""
    display = getattr(thing, f"get_{name}_display", None)
    return str(display()) if display else with_unit(plain(value), unit)
