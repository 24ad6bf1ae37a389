"""What holds for every page of the parks at the desk: outside of one's parks nothing exists.

Lists, choices and addresses are narrowed by one table of ways to the park. What may be looked at is
`parks_seen_by`, what may be changed `parks_worked_by`; another park's address answers 404.
"""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import Field, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.admin.reading import CappedPaginator
from accounts.views.person import person
from alliance.admin.reading import AllianceReadOnlyAdmin
from parks.models import (
    Building,
    Condition,
    Figure,
    Operator,
    Opinion,
    Park,
    ParkRegistration,
    Tenancy,
    Unit,
    Visit,
    VisitSlot,
    WaitingPlace,
    YearlyReport,
)
from parks.selectors.scope import parks_seen_by, parks_worked_by

Row = TypeVar("Row", bound=Model)
Any_ = TypeVar("Any_", bound=Model)

# From each model to the key of its park.
WAYS: dict[type[Model], str] = {
    Park: "pk",
    Figure: "park",
    Condition: "park",
    Operator: "park",
    Building: "park",
    Unit: "building__park",
    VisitSlot: "park",
    Visit: "slot__park",
    ParkRegistration: "park",
    Opinion: "registration__park",
    WaitingPlace: "park",
    Tenancy: "registration__park",
    YearlyReport: "tenancy__registration__park",
}


def within(queryset: QuerySet[Any_], parks: QuerySet[Park]) -> QuerySet[Any_]:
    """Only the rows of these parks."""
    return queryset.filter(**{f"{WAYS[queryset.model]}__in": parks})


def park_of(row: Model) -> int:
    """The key of the park that this row belongs to."""
    found: Any = row
    way = WAYS[type(row)]
    if way == "pk":
        return int(found.pk)
    *steps, last = way.split("__")
    for step in steps:
        found = getattr(found, step)
    return int(getattr(found, f"{last}_id"))


def works(request: HttpRequest, row: Model | None = None) -> bool:
    """Whether this person acts in the row's park; without a row, in any."""
    if person(request).has_perm("parks.work_every_park"):
        return True
    return bool(worked(request)) if row is None else park_of(row) in worked(request)


def worked(request: HttpRequest) -> frozenset[int]:
    """The keys of the parks in which this person acts; asked for once a request."""
    seen: frozenset[int] | None = getattr(request, "parks_worked", None)
    if seen is None:
        seen = frozenset(parks_worked_by(person(request)).values_list("pk", flat=True))
        request.parks_worked = seen  # type: ignore[attr-defined]
    return seen


class Narrowed:
    """The choices of forms, and who may write: before Django's own classes for models and for inlines."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """No other park's name among the choices, so that none can be posted either."""
        self._narrow(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        self._narrow(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def _narrow(self, db_field: "Field[Any, Any]", request: HttpRequest, kwargs: dict[str, Any]) -> None:
        related: Any = db_field.related_model
        if related in WAYS:
            given = kwargs.get("queryset")
            rows = related._default_manager.all() if given is None else given
            kwargs["queryset"] = within(rows, parks_worked_by(person(request)))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and works(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and works(request, obj)  # type: ignore[misc]


class NamedFormSet(forms.BaseInlineFormSet[Any, Park, Any]):
    """The head of a table names its columns to the eye alone, so each control says its name too."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", field.label)


class ScopedInline(Narrowed, admin.TabularInline[Any, Park]):
    """Rows on a park's own page."""

    extra = 0
    formset = NamedFormSet

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and works(request, obj)


class ScopedAdmin(Narrowed, admin.ModelAdmin[Row]):
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 50
    actions: Any = None
    change_list_template = "admin/parks/list.html"
    empty_value_display = "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and works(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        return within(super().get_queryset(request), parks_seen_by(person(request)))

    def get_list_display(self, request: HttpRequest) -> Any:
        """The park's column says nothing to whoever works in one."""
        columns = list(super().get_list_display(request))
        several = person(request).has_perm("parks.view_every_park") or len(worked(request)) > 1
        return columns if several else [column for column in columns if column != "park"]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Titled by what it lists."""
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Titled by what it is: which one stands below."""
        if kwargs.get("obj") is not None:
            context["title"] = capfirst(str(self.opts.verbose_name))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Who works in one park need not choose it."""
        initial = super().get_changeform_initial_data(request)
        mine = list(parks_worked_by(person(request)).values_list("pk", flat=True)[:2])
        return {"park": mine[0], **initial} if len(mine) == 1 else initial

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A choice without the icons that lead away from the page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # type: ignore[union-attr]
        return field

    def _get_obj_does_not_exist_redirect(self, *args: Any) -> NoReturn:
        """Django leads to the start page and says the key; here such an address is simply not there."""
        raise Http404

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Permission before existence, as on every other page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def readable(self, request: HttpRequest, pk: int, permission: str) -> Row:
        """The row of a page that shows: 403 without its permission, 404 outside of one's parks."""
        if not (self.has_view_permission(request) and person(request).has_perm(permission)):
            raise PermissionDenied
        row: Row = get_object_or_404(self.get_queryset(request), pk=pk)
        return row

    def own(self, request: HttpRequest, pk: int, permission: str) -> Row:
        """The row of a page that acts: for those who only look at its park, 403."""
        row = self.readable(request, pk, permission)
        if not works(request, row):
            raise PermissionDenied
        return row

    def address(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def wrapped(self, view: Callable[..., Any]) -> Callable[..., Any]:
        return self.admin_site.admin_view(view)


class ReadOnlyScopedAdmin(ScopedAdmin[Row], AllianceReadOnlyAdmin[Row]):
    """Rows that services make: read here and searched by organisation, changed on pages of their own."""


class ParkFilter(admin.SimpleListFilter):
    """The parks this person sees; nothing to choose where it is one."""

    title = _("园区")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        parks = list(parks_seen_by(person(request)))
        return [(str(park.pk), str(park)) for park in parks] if len(parks) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value() or ""
        if not (chosen.isdecimal() and len(chosen) < 10):
            return queryset
        return within(queryset, Park.objects.filter(pk=int(chosen)))
