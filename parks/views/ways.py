"""Ways on from a park's public pages; an address that is not there yet leads nowhere instead of failing."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from parks.models import Park, Unit


def register(park: Park, unit: Unit | None = None) -> str:
    address = _address("park_register", park)
    return f"{address}?{urlencode({'unit': unit.pk})}" if address and unit else address


def visit(park: Park) -> str:
    return _address("park_visits", park)


def free_units(park: Park) -> str:
    return f"{reverse('units')}?{urlencode({'park': park.slug})}"


def _address(name: str, park: Park) -> str:
    try:
        return reverse(name, args=[park.slug])
    except NoReverseMatch:
        return ""
