from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alliance.admin.reading import AllianceReadOnlyAdmin
from alliance.models import MembershipApplication
from casework.admin import states
from casework.lifecycle import Status


@admin.register(MembershipApplication)
class MembershipApplicationAdmin(AllianceReadOnlyAdmin[MembershipApplication]):
    """A list of applications; each opens as the case it is."""

    list_display = ["reference", "organisation", "level", "is_renewal", "state", "submitted_at"]
    list_filter = ["status", "level", "is_renewal", "tier"]
    list_select_related = ["organisation"]
    ordering = ["-pk"]
    search_fields = ["reference"]
    search_help_text = _("办件编号、单位名称、统一社会信用代码、拼音或拼音首字母")
    number_field = "reference"

    def get_queryset(self, request: HttpRequest) -> QuerySet[MembershipApplication]:
        """A draft is its organisation's own affair."""
        return super().get_queryset(request).exclude(status=Status.DRAFT)

    @admin.display(description=_("状态"), ordering="status")
    def state(self, application: MembershipApplication) -> SafeString:
        return states.drawn(states.of_case(application))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:casework_case_change", object_id)
