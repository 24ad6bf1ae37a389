from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import policies
from accounts.admin.reading import CappedPaginator, ReadOnlyAdmin
from accounts.models import Consent, Seat, SeatRequest, User
from accounts.views.person import person

NEW_FIELDS = ("email", "name", "usable_password", "password1", "password2")


class NewUserForm(AdminUserCreationForm[User]):
    class Meta:
        model = User
        fields = ("email", "name")
        # Browsers ask which of the two belongs to the password.
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "username", "class": "vTextField"}),
            "name": forms.TextInput(attrs={"autocomplete": "off", "class": "vTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The admin's own script goes to the first field of every new thing. Asked for by both, the focus is
        # given to whichever comes first, and the browser complains of the other.
        self.fields["email"].widget.attrs.pop("autofocus", None)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class ChangeUserForm(UserChangeForm[User]):
    by: User  # who fills it in; set by the admin

    class Meta:
        model = User
        fields = "__all__"

    def clean_groups(self) -> QuerySet[Group]:
        """Into a group, and out of it, only by who holds as much as it grants."""
        wanted: QuerySet[Group] = self.cleaned_data["groups"]
        for group in set(wanted) ^ set(self.instance.groups.all()):
            if refusal := policies.why_not(self.by, group, "hand_out"):
                raise ValidationError(refusal)
        return wanted


class SeatsOfUser(admin.TabularInline[Seat, User]):
    model = Seat
    extra = 0
    can_delete = False
    fields = ("organisation", "role", "created_at")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    form = ChangeUserForm
    add_form = NewUserForm
    list_display = ("email", "name", "is_staff", "is_active", "second_factor", "last_login")
    list_filter = ("is_staff", "is_active", "groups")
    search_fields = ("email", "name")
    ordering = ("email",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    list_per_page = 50
    inlines = [SeatsOfUser]
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (_("个人资料"), {"fields": ("name", "phone", "language")}),
        (_("权限"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("时间"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"classes": ("wide",), "fields": NEW_FIELDS},
        ),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()  # its two boxes are not accessible

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = User.objects.filter(pk=OuterRef("pk"), authenticator__type__in=policies.SECOND_FACTORS)
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(with_second_factor=Exists(factors))

    @admin.display(description=_("两步验证"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return bool(getattr(user, "with_second_factor", False))

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = person(request)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only a superuser makes superusers and hands out single permissions."""
        fields = super().get_readonly_fields(request, obj)
        return fields if person(request).is_superuser else (*fields, "is_superuser", "user_permissions")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """An address that staff entered counts as verified; the password its holder sets anew."""
        super().save_model(request, obj, form, change)
        address = obj.emailaddress_set.filter(primary=True).first()
        if address is None:
            obj.emailaddress_set.create(email=obj.email, verified=True, primary=True)
        elif address.email != obj.email:
            obj.emailaddress_set.filter(email__iexact=obj.email).exclude(pk=address.pk).delete()
            address.email, address.verified = obj.email, True
            address.save(update_fields=["email", "verified"])

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Not of who may more, so that nobody comes to it by setting a password."""
        if obj is not None and policies.why_not(person(request), obj, "administer"):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People are switched off or erased by their own will; their decisions keep their actor."""
        return False


@admin.register(SeatRequest)
class SeatRequestAdmin(ReadOnlyAdmin[SeatRequest]):
    list_display = ("organisation", "user", "state", "created_at", "decided_by", "decided_at")
    list_filter = ("state",)
    search_fields = ("organisation__name", "organisation__code", "user__email")
    list_select_related = ("organisation", "user", "decided_by")


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin[Consent]):
    list_display = ("user", "purpose", "text_version", "organisation", "about", "given_at", "withdrawn_at")
    list_filter = ("purpose", "text_version")
    search_fields = ("user__email", "about", "organisation__name")
    list_select_related = ("user", "organisation")
