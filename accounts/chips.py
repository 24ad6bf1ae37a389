"""A state as people see it, drawn by `{% chip %}`. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Chip:
    """The word says it; tone and icon only help to find it."""

    tone: str
    icon: str
    word: str | Promise
