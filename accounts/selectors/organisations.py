from typing import TypeVar

from django.db import connections
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value

from accounts import phonetics
from accounts.models import Organisation, User

M = TypeVar("M", bound=Model)


def organisations_of(user: User) -> QuerySet[Organisation]:
    """Organisations in which this person holds a seat."""
    return Organisation.objects.of(user.pk).select_related("sector").order_by("pinyin", "pk")


def organisation_for(user: User, pk: int) -> Organisation | None:
    return organisations_of(user).filter(pk=pk).first()


def organisation_by_code(code: str) -> Organisation | None:
    """Whoever types a code learns who holds it: the name, and nothing else of it."""
    return Organisation.objects.filter(code=code).first()


class HoldsGrams(Func):
    """Answered by the GIN index on to_tsvector('simple', grams); both sides go through the same parser."""

    template = "(to_tsvector('simple', %(expressions)s))"
    arg_joiner = ") @@ plainto_tsquery('simple', "
    output_field = BooleanField()


def search(queryset: QuerySet[M], q: str, *, prefix: str = "") -> QuerySet[M]:
    """Narrow to organisations whose names hold q, or whose pinyin or initials begin with it.

    `prefix` leads from the queryset's model to its organisation, e.g. "organisation__".
    """
    wanted = phonetics.normalise(q)
    if not wanted:
        return queryset
    found = Q(**{f"{prefix}search_text__contains": wanted})
    if connections[queryset.db].vendor == "postgresql" and len(wanted) > 1:
        # The index finds the few candidates, LIKE says which of them really hold the whole text.
        found &= Q(HoldsGrams(F(f"{prefix}grams"), Value(phonetics.grams(wanted))))
    if wanted.isascii():
        found |= Q(**{f"{prefix}pinyin__startswith": wanted}) | Q(**{f"{prefix}initials__startswith": wanted})
    return queryset.filter(found)
