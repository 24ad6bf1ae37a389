"""投资强度 and 亩均税收 while somebody types: computed from what stands in the form, and kept nowhere."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from casework.forms import FigureInput
from casework.views.finding import find
from parks import conditions
from parks.models import ParkRegistration

# What the figures are computed from; what the page does not hold comes from the registration.
TYPED = ("area_min", "total_investment", "annual_tax")


@require_POST
def figures(request: HttpRequest, reference: str) -> HttpResponse:
    own = find(request, reference).own
    if not isinstance(own, ParkRegistration):
        raise Http404
    for name in TYPED:
        if name in request.POST:
            setattr(own, name, _amount(request, name))
    return render(request, "parks/pieces/figures.html", {"figures": conditions.figures(own)})


def _amount(request: HttpRequest, name: str) -> Decimal | None:
    """What is no amount yet is none: the field itself says so once it is left."""
    typed: Any = FigureInput().value_from_datadict(request.POST, request.FILES, name)
    field = forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, required=False)
    try:
        amount: Decimal | None = field.clean(typed)
    except ValidationError:
        return None
    return amount
