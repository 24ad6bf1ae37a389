"""The filled-in application as people read it, in the present language."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model
from django.utils import formats
from django.utils.translation import gettext as _

from alliance import papers
from alliance.models import MembershipApplication
from alliance.sections import DECLARATIONS, NEEDS, UNITS, sections
from casework.kinds import Fact


def facts(application: MembershipApplication) -> Iterator[Fact]:
    for section in sections(papers.requirements(application)):
        for name in section.fields:
            field: Field[Any, Any] = application._meta.get_field(name)  # type: ignore[assignment]
            yield Fact(name, str(field.verbose_name), worded(application, name), section.code)


def worded(application: MembershipApplication, name: str) -> str:
    value = getattr(application, name)
    if name in DECLARATIONS:
        return _("已承诺") if value else _("尚未承诺")
    if value in (None, "", []):
        return ""
    if name == "needs":
        return _("、").join(str(label) for code, label in NEEDS if code in value)
    display = getattr(application, f"get_{name}_display", None)
    return str(display()) if display else _with_unit(name, _plain(value, name))


def _plain(value: Any, name: str) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, int) and name != "tier_year":
        return f"{value:,}"
    return str(value)


def _with_unit(name: str, text: str) -> str:
    unit = UNITS.get(name)
    return _("%(number)s %(unit)s") % {"number": text, "unit": unit} if unit else text


def shown_value(thing: Model, name: str) -> str:
    """A value of any row in words; the unit stands in its label."""
    value = getattr(thing, name)
    display = getattr(thing, f"get_{name}_display", None)
    return str(display()) if display else _plain(value, name)
