from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import codes, policies
from accounts.admin.reading import ReadOnlyAdmin
from accounts.forms.people import CodeDecisionForm
from accounts.models import CodeRequest
from accounts.services import code_requests
from accounts.views.person import person


@admin.register(CodeRequest)
class CodeRequestAdmin(ReadOnlyAdmin[CodeRequest]):
    list_display = ("code", "name", "kind", "user", "state", "created_at", "decide_link")
    list_filter = ("state",)
    search_fields = ("code", "name", "user__email")
    list_select_related = ("user",)

    @admin.display(description=gettext_lazy("处理"))
    def decide_link(self, request: CodeRequest) -> str:
        if request.state != CodeRequest.State.PENDING:
            return request.get_state_display()
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:accounts_coderequest_decide", args=[request.pk]), _("核实")
        )

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:pk>/decide/", self.admin_site.admin_view(self.decide), name="accounts_coderequest_decide"
        )
        return [own, *super().get_urls()]

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Staff look at the code and the name, and accept or decline; GET only shows."""
        if not person(request).has_perm("accounts.decide_coderequest"):
            raise PermissionDenied
        asked = get_object_or_404(CodeRequest.objects.select_related("user", "decided_by"), pk=pk)
        form = CodeDecisionForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            if self._decided(request, asked, form):
                return redirect("admin:accounts_coderequest_changelist")
            asked.refresh_from_db()
        return TemplateResponse(
            request, "admin/accounts/code_decision.html", self._context(request, asked, form)
        )

    def _decided(self, request: HttpRequest, asked: CodeRequest, form: CodeDecisionForm) -> bool:
        note = form.cleaned_data["note"]
        try:
            if request.POST.get("decision") == "accept":
                code_requests.accept(asked, by=person(request), note=note)
                messages.success(request, _("已核实。单位已登记，申请人为负责人，通知函已列入发送队列。"))
            else:
                code_requests.decline(asked, by=person(request), note=note)
                messages.success(request, _("已作出不予通过的处理，通知函已列入发送队列。"))
        except code_requests.RequestRefused as refused:
            form.add_error(None, refused.message)
            return False
        return True

    def _context(self, request: HttpRequest, asked: CodeRequest, form: CodeDecisionForm) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("核实代码"),
            "asked": asked,
            "form": form,
            "refusal": policies.why_not(person(request), asked, "decide"),
            "check_digit_fits": codes.check_digit_fits(asked.code),
            "inner_warning": codes.inner_warning(asked.code),
            "facts": [
                {"label": _("统一社会信用代码"), "value": asked.code},
                {"label": _("单位名称"), "value": asked.name},
                {"label": _("单位类型"), "value": asked.get_kind_display()},
                {"label": _("申请人"), "value": f"{asked.user.name} · {asked.user.email}"},
            ],
        }
