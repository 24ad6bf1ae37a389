"""The staff's queue over all kinds of cases: a changelist that shows, searches and hands out, never edits."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.admin.reading import CAP, CappedPaginator
from accounts.models import Organisation
from accounts.selectors import search
from accounts.views.person import person
from casework import chips, kinds, selectors
from casework.admin import filters, pages, states
from casework.admin.counts import counts_for
from casework.admin.gate import opens_queue, viewable
from casework.lifecycle import Side
from casework.models import Case
from casework.models.cases import CaseQuerySet
from casework.refusals import Refused
from casework.services import assignments


def _labelled(label: str, value: str) -> SafeString:
    """On a phone the table becomes cards, which have no column heads."""
    return format_html('<span class="desk-label">{}</span>{}', label, value)


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin[Case]):
    list_display = ["reference", "organisation", "kind_name", "state", "turn", "assignee_name", "submitted"]
    list_display_links = ["reference"]
    list_filter = [
        filters.StateFilter,
        filters.AssigneeFilter,
        filters.OverdueFilter,
        filters.KindFilter,
        filters.SectorFilter,
    ]
    list_per_page = 50
    list_max_show_all = 50
    ordering = ["submitted_at", "pk"]
    sortable_by = ["submitted", "turn"]
    search_fields = ["reference"]  # a search box; what is searched stands in get_search_results
    search_help_text = gettext_lazy("办件编号、单位名称、统一社会信用代码、拼音或拼音首字母")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    actions = ["assign_to_me"]
    change_list_template = "admin/casework/queue.html"

    # --- who may ------------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        """The queue opens with `view_case` and one kind; a case with the permission of its kind."""
        user = person(request)
        if obj is None:
            return opens_queue(user)
        return opens_queue(user) and kinds.kind_of(obj) in selectors.kinds_of(user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        return False

    def has_assign_permission(self, request: HttpRequest) -> bool:
        return bool(person(request).has_perm("casework.assign_case"))

    # --- the list -----------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> CaseQuerySet:
        return selectors.queue_for(person(request))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[CaseQuerySet, bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        named = search(Organisation.objects.all(), term).order_by().values("pk")
        found = Q(reference__istartswith=term) | Q(organisation__code__istartswith=term)
        return queryset.filter(found | Q(organisation__in=named)), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": gettext_lazy("办件队列"), "counts": counts_for(person(request)), "cap": CAP}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    @admin.display(description=gettext_lazy("办件类型"))
    def kind_name(self, case: Case) -> str:
        return str(kinds.kind_of(case).label)

    @admin.display(description=gettext_lazy("状态"))
    def state(self, case: Case) -> SafeString:
        return states.drawn(states.of_case(case))

    @admin.display(description=gettext_lazy("待办方 · 期限"), ordering="due_on")
    def turn(self, case: Case) -> str | SafeString:
        sides = {Side.REVIEWER: _("工作人员"), Side.APPLICANT: _("申请单位")}
        if case.turn is None:
            return _("已办结")
        who = sides[case.turn]
        if case.due_on is None:
            return who
        day = formats.date_format(case.due_on, "DATE_FORMAT")
        mark = states.drawn(chips.OVERDUE) if case.is_overdue else ""
        return format_html("{} · {} {}", who, day, mark)

    @admin.display(description=gettext_lazy("承办人"))
    def assignee_name(self, case: Case) -> SafeString:
        return _labelled(_("承办人"), case.assignee.name if case.assignee else _("无人承办"))

    @admin.display(description=gettext_lazy("提交时间"), ordering="submitted_at")
    def submitted(self, case: Case) -> SafeString:
        day = timezone.localdate(case.submitted_at) if case.submitted_at else None
        return _labelled(_("提交时间"), formats.date_format(day, "DATE_FORMAT") if day else "—")

    @admin.action(description=gettext_lazy("由我承办"), permissions=["assign"])
    def assign_to_me(self, request: HttpRequest, queryset: CaseQuerySet) -> None:
        taken = 0
        for case in queryset:
            try:
                assignments.take(case, person(request))
            except Refused as refusal:
                sentence = _("%(reference)s：%(why)s") % {"reference": case.reference, "why": refusal}
                self.message_user(request, sentence, messages.ERROR)
            else:
                taken += 1
        if taken:
            done = ngettext("%(count)d 件办件已由您承办。", "%(count)d 件办件已由您承办。", taken)
            self.message_user(request, done % {"count": taken}, messages.SUCCESS)

    # --- the case page ------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        return [*pages.urls(self), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return pages.show(self, request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A case's history is its trail, on its page."""
        case = viewable(request, object_id)
        return redirect(reverse("admin:casework_case_change", args=[case.pk]) + "#trail")
