from casework.policies.completeness import obstacles
from casework.policies.rules import (
    ALL,
    EDITABLE,
    NONE,
    Standing,
    Unlocked,
    allowed_actions,
    unlocked,
    why_not,
    why_not_open,
    why_not_start,
)

__all__ = [
    "ALL",
    "EDITABLE",
    "NONE",
    "Standing",
    "Unlocked",
    "allowed_actions",
    "obstacles",
    "unlocked",
    "why_not",
    "why_not_open",
    "why_not_start",
]
