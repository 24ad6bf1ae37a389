"""How figures of a unit are written: no needless zeros, separators, a unit behind a space. Pure."""

from decimal import Decimal

from django.utils.translation import gettext as _


def plain(value: Decimal | int | None) -> str:
    """1200.00 as 1,200 and 4.50 as 4.5; nothing for nothing."""
    if value is None:
        return ""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def measured(value: Decimal | int | None, unit: str) -> str:
    """The unit behind a space, the per cent sign close by."""
    number = plain(value)
    space = "" if unit == "%" else " "
    return f"{number}{space}{unit}" if number else ""


def area(value: Decimal | None) -> str:
    return measured(value, "㎡")


def storey(floor: int) -> str:
    """A floor in words."""
    if floor < 0:
        return _("地下 %(floor)s 层") % {"floor": -floor}
    return _("%(floor)s 层") % {"floor": floor}


def storey_mark(floor: int) -> str:
    """A floor as a lift shows it."""
    return f"B{-floor}" if floor < 0 else f"{floor}F"
