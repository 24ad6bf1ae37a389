"""A park's words, figures and conditions. Parks come from the data file, never added or deleted here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parks.admin import boards, exporting
from parks.admin.scope import ScopedAdmin, ScopedInline
from parks.models import Condition, Figure, Operator, Park


class ConditionInline(ScopedInline):
    model = Condition
    fields = ["measure", "bound", "threshold", "is_required", "note", "source", "order"]


class FigureInline(ScopedInline):
    model = Figure
    fields = ["label", "english_label", "value", "unit", "english_unit", "as_of", "source", "url", "order"]


CONTACT = ("operator_name", "address", "contact", "plaque_on")


@admin.register(Park)
class ParkAdmin(ScopedAdmin[Park]):
    list_display = ["name", "operator_name", "offer_days", "opinions_needed", "board"]
    # In addresses, letters and files that exist already.
    readonly_fields = ["slug", "name", "english_name", "order"]
    inlines = [ConditionInline, FigureInline]
    change_form_template = "admin/parks/park.html"
    fieldsets = [
        (None, {"fields": ["slug", "name", "english_name", "order", *CONTACT]}),
        (gettext_lazy("介绍"), {"fields": ["introduction", "english_introduction", "sectors"]}),
        (gettext_lazy("入驻条件"), {"fields": ["admission", "english_admission"]}),
        (gettext_lazy("办理规则"), {"fields": ["plot_ratio", "offer_days", "opinions_needed"]}),
        (gettext_lazy("来源"), {"fields": ["source", "source_date"]}),
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **{**kwargs, "widget": forms.CheckboxSelectMultiple}
        )

    def get_urls(self) -> list[URLPattern]:
        return [*boards.urls(self), *exporting.urls(self), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        park = kwargs.get("obj")
        if isinstance(park, Park) and request.user.has_perm("parks.view_board"):
            context["board_url"] = reverse("admin:parks_park_board", args=[park.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("看板"))
    def board(self, park: Park) -> SafeString:
        address = reverse("admin:parks_park_board", args=[park.pk])
        return format_html('<a href="{}">{}</a>', address, _("打开看板"))


@admin.register(Operator)
class OperatorAdmin(ScopedAdmin[Operator]):
    """Who works for which park, given by the secretariat; besides it they want the group of operators."""

    list_display = ["user", "email", "park", "since"]
    list_select_related = ["user", "park"]
    autocomplete_fields = ["user"]
    fields = ["park", "user"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Operator]:
        return super().get_queryset(request).select_related("user", "park")

    @admin.display(description=gettext_lazy("邮箱"))
    def email(self, operator: Operator) -> str:
        return operator.user.email
