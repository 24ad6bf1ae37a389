"""What the alliance's admin pages share: rows are read here; services, not forms, change them."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from accounts.admin.reading import ReadOnlyAdmin
from accounts.models import Organisation
from accounts.selectors import search

Row = TypeVar("Row", bound=Model)


class AllianceReadOnlyAdmin(ReadOnlyAdmin[Row]):
    """Lists search by organisation."""

    actions = None
    # A column of numbers that begins with what was typed, and the way to the organisation.
    number_field = "number"
    organisation_path = "organisation"

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Row], bool]:
        """By number, and by the organisation's name, code, pinyin or initials."""
        term = search_term.strip()
        if not term:
            return queryset, False
        named = search(Organisation.objects.all(), term).order_by().values("pk")
        found = Q(**{f"{self.organisation_path}__in": named})
        found |= Q(**{f"{self.organisation_path}__code__istartswith": term})
        if self.number_field:
            found |= Q(**{f"{self.number_field}__istartswith": term})
        return queryset.filter(found), False
