"""The queue's filters. Each costs at most one query, however many cases there are."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Sector, User
from accounts.views.person import person
from casework import kinds, selectors
from casework.lifecycle import Status
from casework.models import STATUS_LABELS

Lookups = list[tuple[str, Any]]
EVERYTHING = "all"


class StateFilter(admin.SimpleListFilter):
    """Without a choice: what waits for staff. A search without a choice looks in all states."""

    title = _("状态")
    parameter_name = "state"

    def __init__(self, request: HttpRequest, params: dict[str, Any], *rest: Any) -> None:
        super().__init__(request, params, *rest)
        self.searching = bool(request.GET.get("q", "").strip())

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        states = [(status, label) for status, label in STATUS_LABELS.items() if status != Status.DRAFT]
        return [*states, (EVERYTHING, _("全部状态"))]

    def value(self) -> str | None:
        return super().value() or (EVERYTHING if self.searching else None)

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        chosen = self.value()
        waiting = _("待工作人员办理")
        if not self.searching:
            query = changelist.get_query_string(remove=[str(self.parameter_name)])
            yield {"selected": chosen is None, "query_string": query, "display": waiting}
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({str(self.parameter_name): value})
            yield {"selected": chosen == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        if chosen is None:
            return queryset.with_reviewers()
        return queryset if chosen == EVERYTHING else queryset.filter(status=chosen)


class KindFilter(admin.SimpleListFilter):
    title = _("办件类型")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        allowed = [kind for kind in kinds.every() if request.user.has_perm(kind.view_permission)]
        return [(kind.code, kind.label) for kind in allowed]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class AssigneeFilter(admin.SimpleListFilter):
    title = _("承办人")
    parameter_name = "assignee"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        handed_out = selectors.queue_for(person(request)).open().order_by().values("assignee")
        people = User.objects.filter(pk__in=handed_out)
        others = people.exclude(pk=person(request).pk).order_by("name", "pk")
        return [("me", _("本人")), ("nobody", _("无人承办")), *((str(user.pk), user.name) for user in others)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        if chosen == "me":
            return queryset.filter(assignee=request.user.pk)
        if chosen == "nobody":
            return queryset.filter(assignee__isnull=True)
        return queryset.filter(assignee=int(chosen)) if chosen and chosen.isdecimal() else queryset


class OverdueFilter(admin.SimpleListFilter):
    title = _("办理期限")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        return [("yes", _("已逾期"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.overdue() if self.value() else queryset


class SectorFilter(admin.SimpleListFilter):
    title = _("产业领域")
    parameter_name = "sector"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        return [(sector.slug, str(sector)) for sector in Sector.objects.all()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        return queryset.filter(organisation__sector__slug=chosen) if chosen else queryset
