"""The filled-in registration as people read it, in the present language."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext as _

from casework.kinds import Fact
from casework.worded import of_field
from parks import papers, quantities
from parks.models import ParkRegistration
from parks.sections import DECLARATIONS, UNITS, sections


def facts(registration: ParkRegistration) -> Iterator[Fact]:
    for section in sections(papers.requirements(registration)):
        for name in section.fields:
            field: Field[Any, Any] = registration._meta.get_field(name)  # type: ignore[assignment]
            yield Fact(name, str(field.verbose_name), worded(registration, name), section.code)


def worded(registration: ParkRegistration, name: str) -> str:
    if name in DECLARATIONS:
        return _("已承诺") if getattr(registration, name) else _("尚未承诺")
    return of_field(registration, name, UNITS.get(name))


def demand(registration: ParkRegistration) -> str:
    """What it waits for, in one line: use, area, and what the floor must bear."""
    least, most = quantities.plain(registration.area_min), quantities.plain(registration.area_max)
    span = f"{least}–{most}" if least and most and least != most else least or most
    parts = [registration.get_use_display(), f"{span} ㎡" if span else ""]
    if registration.height_min:
        parts.append(_("层高 %(value)s m 以上") % {"value": quantities.plain(registration.height_min)})
    if registration.load_min:
        parts.append(_("荷载 %(value)s kN/㎡ 以上") % {"value": quantities.plain(registration.load_min)})
    if registration.power_min:
        parts.append(_("用电 %(value)s kVA 以上") % {"value": quantities.plain(registration.power_min)})
    return " · ".join(part for part in parts if part)
