"""Numbers such as RH-2026-0001: no doubles and, as they roll back with their cause, no gaps."""

from django.db import transaction
from django.db.models import F

from casework.models import Series


@transaction.atomic
def take(prefix: str, year: int) -> str:
    """The next number of this series. The UPDATE locks the row until the caller's transaction ends."""
    key = f"{prefix}-{year}"
    Series.objects.get_or_create(key=key)
    Series.objects.filter(key=key).update(last=F("last") + 1)
    return str(Series.objects.get(key=key))
