from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import codes, policies, selectors
from accounts.admin.reading import CappedPaginator
from accounts.forms.organisations import FACTS
from accounts.models import Organisation, Seat, Sector, User
from accounts.services import organisations
from accounts.views.person import person


class OrganisationAdminForm(forms.ModelForm[Organisation]):
    """Staff may enter a code the library cannot read, by saying that they have seen the certificate."""

    class Meta:
        model = Organisation
        fields = ("code", "code_confirmed_by_staff", *FACTS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if given := cleaned.get("code"):
            try:
                cleaned["code"] = codes.clean(given)
            except codes.CodeProblem as problem:
                if problem.kind != "needs_staff" or not cleaned.get("code_confirmed_by_staff"):
                    self.add_error("code", ValidationError(problem.message, code=problem.kind))
                else:
                    cleaned["code"] = problem.code
        elif "code" in cleaned:
            cleaned["code"] = None
        return cleaned


class SeatFormSet(forms.BaseInlineFormSet[Seat, Organisation, Any]):
    """Whoever hands out seats takes none: a seat opens the organisation's drafts."""

    by: User

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            mine = self.by.pk in (form.instance.user_id, getattr(form.cleaned_data.get("user"), "pk", None))
            if mine and (form.has_changed() or form.cleaned_data.get("DELETE")):
                raise ValidationError(_("不能为本人设置成员身份，请由其他工作人员办理。"))


class SeatInline(admin.TabularInline[Seat, Organisation]):
    model = Seat
    extra = 0
    autocomplete_fields = ("user",)
    fields = ("user", "role", "created_at")
    readonly_fields = ("created_at",)

    formset = SeatFormSet

    def get_formset(self, request: HttpRequest, obj: Organisation | None = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.by = person(request)
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seat]:
        return super().get_queryset(request).select_related("user")


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    form = OrganisationAdminForm
    list_display = ("name", "code", "is_planned", "kind", "sector", "updated_at")
    list_filter = ("kind", "is_planned", "sector", "code_confirmed_by_staff")
    list_select_related = ("sector",)
    search_fields = ("name",)  # a search box; what is searched stands in get_search_results
    readonly_fields = ("created_at", "updated_at", "logo", "shown_fields")
    inlines = [SeatInline]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Organisation | None = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        if obj is not None and policies.why_not(person(request), obj, "set_code"):
            return (*fields, "code", "code_confirmed_by_staff")
        return fields

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Organisation], search_term: str
    ) -> tuple[QuerySet[Organisation], bool]:
        """By name, pinyin or initials, or by a code typed whole."""
        code = codes.normalised(search_term)
        if len(code) == codes.LENGTH and code.isascii():
            return queryset.filter(code=code), False
        return selectors.search(queryset, search_term), False

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        if change:
            values = {name: form.cleaned_data[name] for name in form.changed_data}
            organisations.save(Organisation(pk=obj.pk), **values)
        else:
            organisations.index(obj).save()

    def has_delete_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return False


@admin.register(Sector)
class SectorAdmin(admin.ModelAdmin[Sector]):
    list_display = ("name", "english_name", "slug", "order")
    search_fields = ("name", "english_name")
