"""What a page was loaded with, what somebody else has written since, and both in words."""

from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from casework.forms.sections import SectionForm
from casework.services import Conflict


def as_kept_now(kept: SectionForm | None, posted: QueryDict) -> QueryDict:
    """What was posted, with the values that stand in the database now as those it was loaded with."""
    data = posted.copy()
    for bound in kept or ():
        data[bound.html_initial_name] = hidden_value(bound)
    return data


def hidden_value(bound: BoundField) -> str:
    """The value as its hidden field carries it."""
    value = bound.field.hidden_widget().format_value(bound.value())
    return "" if value is None else str(value)


def conflict_words(bound: BoundField, conflict: Conflict) -> str:
    """Both values, as people read them."""
    return _(
        "“%(label)s”已由%(who)s改为“%(theirs)s”，您填写的是“%(mine)s”。如仍要改成您填写的内容，请再次保存。"
    ) % {
        "label": conflict.label,
        "who": conflict.who or _("其他人"),
        "theirs": _readable(bound, conflict.theirs),
        "mine": _readable(bound, conflict.mine),
    }


def _readable(bound: BoundField, value: Any) -> str:
    words = dict(getattr(bound.field, "choices", None) or getattr(bound.field.widget, "choices", None) or ())
    if isinstance(value, list):
        return _("、").join(str(words.get(one, one)) for one in value) or _("未填")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(words.get(value, value) if value not in (None, "") else _("未填"))
