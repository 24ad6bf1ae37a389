"""The filled-in application as people read it, in the present language."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext as _

from alliance import papers
from alliance.models import MembershipApplication
from alliance.sections import DECLARATIONS, NEEDS, UNITS, sections
from casework.kinds import Fact
from casework.worded import of_field


def facts(application: MembershipApplication) -> Iterator[Fact]:
    for section in sections(papers.requirements(application)):
        for name in section.fields:
            field: Field[Any, Any] = application._meta.get_field(name)  # type: ignore[assignment]
            yield Fact(name, str(field.verbose_name), worded(application, name), section.code)


def worded(application: MembershipApplication, name: str) -> str:
    value = getattr(application, name)
    if name in DECLARATIONS:
        return _("已承诺") if value else _("尚未承诺")
    if name == "needs":
        return _("、").join(str(label) for code, label in NEEDS if code in value)
    if name == "tier_year":
        return "" if value is None else str(value)  # a year has no separators
    return of_field(application, name, UNITS.get(name))
