"""The filled-in registration as people read it, in the present language."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Field
from django.utils import formats
from django.utils.translation import gettext as _

from casework.kinds import Fact
from parks import papers
from parks.models import ParkRegistration
from parks.sections import DECLARATIONS, UNITS, sections


def facts(registration: ParkRegistration) -> Iterator[Fact]:
    for section in sections(papers.requirements(registration)):
        for name in section.fields:
            field: Field[Any, Any] = registration._meta.get_field(name)  # type: ignore[assignment]
            yield Fact(name, str(field.verbose_name), worded(registration, name), section.code)


def worded(registration: ParkRegistration, name: str) -> str:
    value = getattr(registration, name)
    if name in DECLARATIONS:
        return _("已承诺") if value else _("尚未承诺")
    if value in (None, ""):
        return ""
    display = getattr(registration, f"get_{name}_display", None)
    return str(display()) if display else with_unit(plain(value), UNITS.get(name))


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
