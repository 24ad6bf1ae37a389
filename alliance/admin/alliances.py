from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alliance.models import Alliance


@admin.register(Alliance)
class AllianceAdmin(admin.ModelAdmin[Alliance]):
    """The alliance's words. It is loaded from the data file and never added or deleted here."""

    list_display = ["__str__", "founded_on", "number_prefix"]
    # Both are in numbers and files that exist already.
    readonly_fields = ["slug", "number_prefix"]
    actions = None
    fieldsets = [
        (None, {"fields": ["slug", "name", "english_name", "founded_on", "number_prefix"]}),
        (_("简介"), {"fields": ["introduction", "english_introduction"]}),
        (_("来源"), {"fields": ["source", "source_date"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
