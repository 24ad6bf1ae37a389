"""The times at which a park receives visitors, and who comes."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.person import person, posted
from casework.admin.states import drawn
from casework.refusals import Refused
from parks import chips, policies
from parks.admin import asking
from parks.admin.forms import CancelSlotForm
from parks.admin.scope import ParkFilter, ReadOnlyScopedAdmin, ScopedAdmin
from parks.models import Visit, VisitSlot
from parks.services import visits

FURTHEST = timedelta(days=731)


class UpcomingFilter(admin.SimpleListFilter):
    title = gettext_lazy("时间")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("upcoming", gettext_lazy("尚未开始")), ("past", gettext_lazy("已开始或已取消"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        upcoming = VisitSlot.objects.upcoming().order_by().values("pk")
        if self.value() == "upcoming":
            return queryset.filter(pk__in=upcoming)
        return queryset.exclude(pk__in=upcoming) if self.value() == "past" else queryset


class SlotForm(forms.ModelForm[VisitSlot]):
    def clean_starts_at(self) -> datetime:
        """Visitors come from now on; who types a year that is far away has slipped."""
        starts: datetime = self.cleaned_data["starts_at"]
        if starts <= timezone.now():
            raise ValidationError(_("开始时间已过，请填写以后的时间。"))
        if starts > timezone.now() + FURTHEST:
            raise ValidationError(_("开始时间不能晚于两年以后，请核对年份。"))
        return starts


@admin.register(VisitSlot)
class VisitSlotAdmin(ScopedAdmin[VisitSlot]):
    list_display = ["starts_at", "park", "place", "minutes", "booked", "drawn_state"]
    list_filter = [ParkFilter, UpcomingFilter]
    list_select_related = ["park"]
    ordering = ["-starts_at", "-pk"]
    form = SlotForm
    fields = ["park", "starts_at", "minutes", "place", "capacity"]
    change_form_template = "admin/parks/row.html"

    def has_change_permission(self, request: HttpRequest, obj: VisitSlot | None = None) -> bool:
        """A time that visitors were told stays what it was; it is cancelled and opened anew."""
        settled = obj is not None and (obj.is_cancelled or obj.taken > 0)
        return not settled and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: VisitSlot | None = None) -> bool:
        """Only one that nobody ever booked."""
        used = obj is not None and Visit.objects.filter(slot=obj.pk).exists()
        return not used and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        cancel = self.wrapped(self.cancel_view)
        return [path("<int:pk>/cancel/", cancel, name=self.address("cancel")), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        slot = kwargs.get("obj")
        if isinstance(slot, VisitSlot) and policies.why_not(person(request), slot, "cancel") is None:
            context["tools"] = [(reverse("admin:parks_visitslot_cancel", args=[slot.pk]), _("取消时段"))]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("状态"))
    def drawn_state(self, slot: VisitSlot) -> SafeString:
        return drawn(chips.of_slot(slot))

    @admin.display(description=gettext_lazy("已预约"))
    def booked(self, slot: VisitSlot) -> str:
        return f"{slot.taken} / {slot.capacity}"

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        slot = self.own(request, pk, "parks.mark_visit")
        form = CancelSlotForm(posted(request))
        ask = asking.Ask(
            title=_("取消参观时段"), button=_("取消时段"), tone="cinnabar", row=slot,
            consequence=_("已预约的 %(count)d 家单位会收到通知，其中写明取消原因。") % {"count": slot.taken},
            refusal=policies.why_not(person(request), slot, "cancel"),
        )  # fmt: skip
        return asking.answer(
            self, request, ask, form,
            done=_("时段已取消，已通知预约单位。"),
            act=lambda: visits.cancel_slot(slot, by=person(request), reason=form.cleaned_data["reason"]),
        )  # fmt: skip


@admin.register(Visit)
class VisitAdmin(ReadOnlyScopedAdmin[Visit]):
    list_display = ["organisation", "when", "people", "purpose", "drawn_state"]
    list_filter = [ParkFilter, "state"]
    list_select_related = ["slot__park", "organisation"]
    ordering = ["-slot__starts_at", "-pk"]
    search_fields = ["organisation__name"]
    search_help_text = gettext_lazy("单位名称、统一社会信用代码、拼音或拼音首字母")
    number_field = ""
    fields = ["organisation", "slot", "booked_by", "people", "purpose", "drawn_state", "booked_at"]
    readonly_fields = ["drawn_state"]
    change_form_template = "admin/parks/visit.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Visit]:
        return super().get_queryset(request).select_related("slot__park", "organisation", "booked_by")

    def get_urls(self) -> list[URLPattern]:
        act = self.wrapped(self.act_view)
        return [path("<int:pk>/act/", act, name=self.address("act")), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        visit = kwargs.get("obj")
        if isinstance(visit, Visit) and request.user.has_perm("parks.mark_visit"):
            context["act_url"] = reverse("admin:parks_visit_act", args=[visit.pk])
            context["choices"] = self._choices(request, visit)
        return super().render_change_form(request, context, *args, **kwargs)

    def _choices(self, request: HttpRequest, visit: Visit) -> list[tuple[str, str]]:
        words = [
            ("came", "mark", _("已到访")),
            ("missed", "mark", _("未到访")),
            ("cancel", "cancel", _("取消预约")),
        ]
        user = person(request)
        return [(act, word) for act, rule, word in words if policies.why_not(user, visit, rule) is None]

    @admin.display(description=gettext_lazy("时间"), ordering="slot__starts_at")
    def when(self, visit: Visit) -> str:
        return str(visit.slot)

    @admin.display(description=gettext_lazy("状态"), ordering="state")
    def drawn_state(self, visit: Visit) -> SafeString:
        return drawn(chips.of_visit(visit.state))

    def act_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only a POST acts; a GET leads to the visit."""
        visit = self.own(request, pk, "parks.mark_visit")
        if request.method == "POST":
            try:
                self._act(request, visit, request.POST.get("act", ""))
            except Refused as refusal:
                self.message_user(request, refusal.message, messages.ERROR)
        return redirect("admin:parks_visit_change", visit.pk)

    def _act(self, request: HttpRequest, visit: Visit, act: str) -> None:
        if act in (Visit.State.CAME, Visit.State.MISSED):
            visits.mark(visit, act, by=person(request))
        elif act == "cancel":
            visits.cancel(visit, by=person(request))
        else:
            return
        self.log_change(request, visit, act)
        self.message_user(request, _("预约状态已更新。"), messages.SUCCESS)
