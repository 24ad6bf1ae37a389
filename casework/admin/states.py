"""Chips in the columns of the staff's lists."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.chips import Chip
from casework import chips
from casework.lifecycle import Side
from casework.models import Case


def of_case(case: Case) -> Chip:
    return chips.of_case(case, Side.REVIEWER)


def drawn(chip: Chip) -> SafeString:
    context: dict[str, Any] = {"tone": chip.tone, "icon": chip.icon, "word": chip.word}
    return render_to_string("components/chip.html", context)
