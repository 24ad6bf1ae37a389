"""States as the applicant's side sees them; how they look stands in casework.chips."""

from typing import Any

from accounts.chips import Chip
from casework import chips
from casework.lifecycle import Side
from casework.models import Case

Shown = dict[str, Any]


def case_chip(case: Case) -> Chip:
    return chips.of_case(case, Side.APPLICANT)
