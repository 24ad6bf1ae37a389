"""The staff's lists on a phone: each cell names its column, for a row becomes a card, which has no heads."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

OPENING = re.compile(r"\s*<td\b")


@register.simple_tag
def cells(row: Iterable[SafeString], headers: Iterable[Mapping[str, Any]]) -> SafeString:
    """Django's cells of one row, each `<td>` with the head of its column as `data-label`.

    The cell that links, a `<th>`, needs none: it is the card's own head. Nor does a box to tick.
    """
    return mark_safe("".join(_labelled(cell, head) for cell, head in zip(row, headers, strict=True)))  # noqa: S308


def _labelled(cell: SafeString, head: Mapping[str, Any]) -> str:
    opening = OPENING.match(cell)
    if opening is None or "action-checkbox" in str(head["class_attrib"]):
        return cell
    return format_html('<td data-label="{}"', head["text"]) + cell[opening.end() :]
