"""What libraries register in the admin by themselves, as it serves here."""

from typing import Any

# Their registrations come first, so that ours stand in their place.
import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.admin.reading import ReadOnlyAdmin
from accounts.views.person import person

# Addresses are kept with their person, and by the person.
admin.site.unregister([EmailAddress, Authenticator, Group])


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin[Authenticator]):
    """Who has lost the phone is helped by taking the factor away; its secret is shown to nobody, and
    nobody makes a factor for somebody else.
    """

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__email", "user__name")
    fields = list_display

    def has_delete_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return bool(request.user.has_perm("mfa.delete_authenticator"))


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin):
    """Changed by superusers alone, whatever was granted: who changes a group grants themselves anything."""

    # The library's two boxes with a filter name their labels in a way that readers of the screen miss.
    filter_horizontal = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return person(request).is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return person(request).is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return person(request).is_superuser

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_manytomany(db_field, request=request, **kwargs)
        if field is not None:
            field.widget.attrs["size"] = 16
        return field
