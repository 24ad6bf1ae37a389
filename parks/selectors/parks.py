"""The parks as anybody may see them."""

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from accounts.models import Organisation
from alliance.selectors import directory
from parks.models import Park, Tenancy


def parks() -> QuerySet[Park]:
    return Park.objects.prefetch_related("sectors")


def park(slug: str) -> Park | None:
    return parks().filter(slug=slug).prefetch_related("conditions", "figures").first()


def residents(park: Park) -> QuerySet[Organisation]:
    """Who has moved in here and agreed to be shown; `is_listed` says whether they have a public page."""
    here = Tenancy.objects.residents().filter(
        registration__organisation=OuterRef("pk"), unit__building__park=park, shows_publicly=True
    )
    listed = directory.listed().filter(pk=OuterRef("pk"))
    page = Case(When(Q(Exists(listed)), then=Value(True)), default=Value(False), output_field=BooleanField())
    return Organisation.objects.filter(Exists(here)).annotate(is_listed=page).order_by("pinyin", "pk")
