"""Memberships are read here; taking one back is a page of its own, with a reason and its own permission."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.chips import Chip
from accounts.models import Organisation
from accounts.views.person import person
from alliance import policies
from alliance.admin.forms import RevokeForm
from alliance.admin.reading import AllianceReadOnlyAdmin
from alliance.models import Membership, MembershipStatus, Term
from alliance.services import membership as memberships
from casework.admin.states import drawn
from casework.refusals import Refused

STATUS_CHIPS: dict[str, tuple[str, str]] = {
    MembershipStatus.UPCOMING: ("ink", "hourglass"),
    MembershipStatus.VALID: ("jade", "circle-check"),
    MembershipStatus.EXPIRED: ("slate", "timer-off"),
    MembershipStatus.REVOKED: ("cinnabar", "circle-x"),
}


def drawn_status(status: MembershipStatus) -> SafeString:
    return drawn(Chip(*STATUS_CHIPS[status], status.label))


def _with_status(status: str, today: date) -> Q:
    """The rows that `Membership.status_on` gives this status."""
    live = Q(revoked_on__isnull=True) | Q(revoked_on__gt=today)
    return {
        MembershipStatus.REVOKED: Q(revoked_on__lte=today),
        MembershipStatus.UPCOMING: live & Q(starts_on__gt=today),
        MembershipStatus.VALID: live & Q(starts_on__lte=today, ends_on__gte=today),
        MembershipStatus.EXPIRED: live & Q(starts_on__lte=today, ends_on__lt=today),
    }[MembershipStatus(status)]


class StatusFilter(admin.SimpleListFilter):
    title = gettext_lazy("状态")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(status.value, status.label) for status in MembershipStatus]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> QuerySet[Membership]:
        chosen = self.value()
        if chosen not in MembershipStatus.values:
            return queryset
        return queryset.filter(_with_status(chosen, timezone.localdate()))


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def case_link(term: Term) -> str | SafeString:
    if term.application is None:
        return "—"
    address = reverse("admin:casework_case_change", args=[term.application_id])
    return format_html('<a href="{}">{}</a>', address, term.application.reference)


@admin.register(Membership)
class MembershipAdmin(AllianceReadOnlyAdmin[Membership]):
    list_display = ["number", "organisation", "level", "state", "starts_on", "ends_on"]
    list_filter = [StatusFilter, "level"]
    list_select_related = ["organisation"]
    search_fields = ["number"]
    search_help_text = gettext_lazy("会员编号、单位名称、统一社会信用代码、拼音或拼音首字母")
    readonly_fields = ["state", "revoked_by", "all_terms"]
    change_form_template = "admin/alliance/membership.html"
    fieldsets = [
        (None, {"fields": ["number", "organisation", "level", "state", "starts_on", "ends_on"]}),
        (gettext_lazy("历次任期"), {"fields": ["all_terms"]}),
        (gettext_lazy("撤销"), {"fields": ["revoked_on", "revocation_reason", "revoked_by"]}),
    ]

    @admin.display(description=gettext_lazy("状态"))
    def state(self, membership: Membership) -> SafeString:
        return drawn_status(membership.status)

    @admin.display(description=gettext_lazy("任期"))
    def all_terms(self, membership: Membership) -> SafeString:
        rows = [
            (term.get_level_display(), _day(term.starts_on), _day(term.ends_on), case_link(term))
            for term in membership.terms.select_related("application")
        ]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} · {} – {} · {}</li>", rows))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Adds the way to the revocation, or the sentence why there is none."""
        membership = kwargs.get("obj")
        if isinstance(membership, Membership) and request.user.has_perm("alliance.revoke_membership"):
            context["revoke_refusal"] = policies.why_not(request.user, membership, "revoke")
            context["revoke_url"] = reverse("admin:alliance_membership_revoke", args=[membership.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        revoke = self.admin_site.admin_view(self.revoke_view)
        return [path("<int:pk>/revoke/", revoke, name="alliance_membership_revoke"), *super().get_urls()]

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not (self.has_view_permission(request) and request.user.has_perm("alliance.revoke_membership")):
            raise PermissionDenied
        membership = get_object_or_404(Membership.objects.select_related("organisation"), pk=pk)
        form = RevokeForm(request.POST or None)
        refusal = policies.why_not(request.user, membership, "revoke")
        if request.method == "POST" and not refusal and form.is_valid():
            try:
                return self._revoke(request, membership, form.cleaned_data["reason"])
            except Refused as refused:
                refusal = refused.message
        context = {
            **self.admin_site.each_context(request),
            "title": gettext_lazy("撤销会员资格"),
            "opts": self.opts,
            "membership": membership,
            "form": form,
            "refusal": refusal,
        }
        status = 409 if refusal and request.method == "POST" else 200
        return TemplateResponse(request, "admin/alliance/revoke.html", context, status=status)

    def _revoke(self, request: HttpRequest, membership: Membership, reason: str) -> HttpResponse:
        memberships.revoke(membership, by=person(request), reason=reason)
        self.log_change(request, membership, _("撤销会员资格"))
        sentence = _("已撤销%(name)s的会员资格，已通知该单位。") % {"name": membership.organisation.name}
        self.message_user(request, sentence, messages.SUCCESS)
        return redirect("admin:alliance_membership_change", membership.pk)


@admin.register(Term)
class TermAdmin(AllianceReadOnlyAdmin[Term]):
    list_display = ["membership_number", "organisation", "level", "starts_on", "ends_on", "case"]
    list_filter = ["level"]
    list_select_related = ["membership__organisation", "application"]
    fields = ["membership", "level", "starts_on", "ends_on", "case"]
    readonly_fields = ["case"]
    search_fields = ["membership__number"]
    number_field = "membership__number"
    organisation_path = "membership__organisation"

    @admin.display(description=gettext_lazy("会员编号"))
    def membership_number(self, term: Term) -> str:
        return term.membership.number

    @admin.display(description=gettext_lazy("单位"))
    def organisation(self, term: Term) -> Organisation:
        return term.membership.organisation

    @admin.display(description=gettext_lazy("入会申请"))
    def case(self, term: Term) -> str | SafeString:
        return case_link(term)
