"""The admin's site: what holds for every model in it, those of other packages and of later ones too."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path

LONGEST_SEARCH = 100


class Guarded(admin.ModelAdmin[Any]):
    """Before every ModelAdmin that is registered."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the list's own filters.

        Django lets any column of the model be asked for in the address: `?text__startswith=` would spell out,
        letter by letter, what the page withholds, such as the link in a mail that resets a password.
        """
        root = lookup.partition("__")[0]
        try:
            self.model._meta.get_field(root)
        except FieldDoesNotExist:
            return True  # ignored, or a filter's own name
        filters = self.list_filter if request is None else self.get_list_filter(request)
        if root not in {_root(one) for one in filters}:
            return False
        return bool(super().lookup_allowed(lookup, value, request))  # type: ignore[arg-type]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Each word is a condition more; thousands of them are more than a database takes."""
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])


def _root(one: Any) -> str:
    """The column that a filter of the list asks for."""
    named = getattr(one, "parameter_name", None) or (one[0] if isinstance(one, list | tuple) else one)
    return str(named).partition("__")[0]


class DeskSite(admin.AdminSite):
    def register(self, model_or_iterable: Any, admin_class: type[Any] | None = None, **options: Any) -> None:
        base = admin_class or admin.ModelAdmin
        guarded = type(base.__name__, (Guarded, base), {"__module__": base.__module__})
        super().register(model_or_iterable, guarded, **options)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = path(
            "r/<path:content_type_id>/<path:object_id>/",
            self.admin_view(self.view_on_site),
            name="view_on_site",
        )
        return [own, *super().get_urls()]

    def view_on_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """Leads to an object's own page, for who may see it here.

        Django's own asks for no permission, so that any staff could count through the certificates' numbers.
        """
        model = self._model(content_type_id)
        model_admin = self._registry.get(model) if model else None
        if model_admin is None:
            raise Http404
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        thing: Model | None = model_admin.get_object(request, object_id)
        if thing is None or not hasattr(thing, "get_absolute_url"):
            raise Http404
        return redirect(thing.get_absolute_url())

    def _model(self, content_type_id: str) -> type[Model] | None:
        if not content_type_id.isdecimal() or len(content_type_id) > 9:
            return None
        found = ContentType.objects.filter(pk=content_type_id).first()
        return found.model_class() if found else None
