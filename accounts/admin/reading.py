"""What the staff read and nobody edits by hand."""

from typing import Any, TypeVar

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property

Row = TypeVar("Row", bound=Model)
# Beyond this many rows a list says "more than": nobody pages through them, and counting costs.
CAP = 1000


class CappedPaginator(Paginator[Any]):
    """Counts no further than the cap: as quick with 100,000 rows as with ten."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list[: CAP + 1]
        return int(rows.count())

    @property
    def is_capped(self) -> bool:
        return self.count > CAP


class ReadOnlyAdmin(admin.ModelAdmin[Row]):
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False
