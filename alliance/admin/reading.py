"""What the alliance's admin pages share: rows are read here; services, not forms, change them."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from accounts.models import Organisation
from accounts.selectors import search
from casework.admin.paging import CappedPaginator

Row = TypeVar("Row", bound=Model)


class ReadOnlyAdmin(admin.ModelAdmin[Row]):
    """Nothing is added, edited or deleted by hand. Lists search by organisation and count to a cap."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 50
    actions = None
    # A column of numbers that begins with what was typed, and the way to the organisation.
    number_field = "number"
    organisation_path = "organisation"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

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
