"""Ways on from a park's public pages."""

from urllib.parse import urlencode

from django.urls import reverse

from parks.models import Park, Unit


def register(park: Park, unit: Unit | None = None) -> str:
    address = reverse("park_register", args=[park.slug])
    return f"{address}?{urlencode({'unit': unit.pk})}" if unit else address


def visit(park: Park) -> str:
    return reverse("park_visits", args=[park.slug])


def free_units(park: Park) -> str:
    return f"{reverse('units')}?{urlencode({'park': park.slug})}"
