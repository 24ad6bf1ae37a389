"""Buildings and units. A unit's state is never typed: it follows from tenancies and dates."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.chips import Chip
from accounts.views.person import person
from casework.admin.states import drawn
from parks.admin import importing
from parks.admin.scope import ParkFilter, ScopedAdmin, within, works
from parks.models import Building, Tenancy, Unit
from parks.models.units import UnitQuerySet
from parks.quantities import plain, storey_mark
from parks.selectors.scope import parks_seen_by, parks_worked_by
from parks.states import HELD_AS, LOOKS, State, state_of


@admin.register(Building)
class BuildingAdmin(ScopedAdmin[Building]):
    list_display = ["name", "english_name", "park", "order"]
    list_filter = [ParkFilter]
    list_select_related = ["park"]
    search_fields = ["name", "english_name"]
    fields = ["park", "name", "english_name", "order"]

    def get_readonly_fields(self, request: HttpRequest, obj: Building | None = None) -> list[str]:
        """A building stays where it stands: with it its units and their tenancies would change the park."""
        return ["park"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Building | None = None) -> bool:
        used = obj is not None and obj.units.exists()
        return not used and super().has_delete_permission(request, obj)


class BuildingFilter(admin.SimpleListFilter):
    """Buildings of the parks this person sees, by park where there are several."""

    title = gettext_lazy("楼栋")
    parameter_name = "in"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        seen = within(Building.objects.select_related("park"), parks_seen_by(person(request)))
        buildings = list(seen.order_by("park__order", "order", "pk"))
        several = len({building.park_id for building in buildings}) > 1
        return [(str(b.pk), f"{b.park} · {b}" if several else str(b)) for b in buildings]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Unit]) -> QuerySet[Unit]:
        chosen = self.value() or ""
        return queryset.filter(building=int(chosen)) if chosen.isdecimal() and len(chosen) < 10 else queryset


def _in_state(state: str) -> Q:
    """Of units `with_holder`: the rows that `states.state_of` gives this state."""
    held = {status for status, held_as in HELD_AS.items() if held_as == state}
    if held:
        return Q(holding__in=held)
    nobody = Q(holding__isnull=True)
    later = Q(available_from__gt=timezone.localdate())
    return {
        State.WITHHELD: nobody & Q(is_withheld=True),
        State.LATER: nobody & Q(is_withheld=False) & later,
        State.FREE: nobody & Q(is_withheld=False) & ~later,
    }[State(state)]


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("状态")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state, look.word) for state, look in LOOKS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Unit]) -> QuerySet[Unit]:
        chosen = self.value()
        return queryset.filter(_in_state(chosen)) if chosen in set(State) else queryset


@admin.register(Unit)
class UnitAdmin(ScopedAdmin[Unit]):
    list_display = ["code", "building", "storey", "measured", "use", "asked", "drawn_state", "available_from"]
    list_filter = [ParkFilter, BuildingFilter, StateFilter, "use"]
    list_select_related = ["building"]
    search_fields = ["code", "building__name", "building__english_name"]
    search_help_text = gettext_lazy("单元号、楼栋名称")
    ordering = ["building__park__order", "building__order", "building", "floor", "code"]
    actions = ["withhold", "release"]
    change_form_template = "admin/parks/row.html"
    fields = [
        "building", "floor", "code", "area", "use", "rent", "load", "height", "power",
        "available_from", "is_withheld", "note",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> UnitQuerySet:
        rows: Any = super().get_queryset(request).select_related("building__park")
        return rows.with_holder()  # type: ignore[no-any-return]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "building" and field is not None:
            field.queryset = field.queryset.select_related("park").order_by("park__order", "order", "pk")
            if parks_worked_by(person(request)).count() > 1:
                field.label_from_instance = lambda building: f"{building.park} · {building}"
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> list[str]:
        """What somebody has been offered or has signed for stays what it was."""
        return ["building", "floor", "code", "area", "use"] if obj is not None and _was_let(obj) else []

    def has_delete_permission(self, request: HttpRequest, obj: Unit | None = None) -> bool:
        return not (obj is not None and _was_let(obj)) and super().has_delete_permission(request, obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Whoever may delete, but not this one, is told why on its page."""
        unit = self.get_object(request, object_id)
        if unit is not None and _was_let(unit) and self.may_write(request, unit):
            self.message_user(request, _undeletable(unit), messages.ERROR)
            return redirect("admin:parks_unit_change", unit.pk)
        return super().delete_view(request, object_id, extra_context)

    def may_write(self, request: HttpRequest, unit: Unit) -> bool:
        return request.user.has_perm("parks.delete_unit") and works(request, unit)

    def get_urls(self) -> list[URLPattern]:
        return [*importing.urls(self), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        tools = []
        if self.has_add_permission(request):
            tools.append((reverse("admin:parks_unit_import"), _("从 XLSX 导入")))
        return super().changelist_view(request, {"tools": tools, **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        unit = kwargs.get("obj")
        if isinstance(unit, Unit) and _was_let(unit) and self.may_write(request, unit):
            context["notice"] = _undeletable(unit)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("楼层"), ordering="floor")
    def storey(self, unit: Unit) -> str:
        return storey_mark(unit.floor)

    @admin.display(description=gettext_lazy("面积（㎡）"), ordering="area")
    def measured(self, unit: Unit) -> str:
        return plain(unit.area)

    @admin.display(description=gettext_lazy("租金（元/㎡·月）"), ordering="rent", empty_value="—")
    def asked(self, unit: Unit) -> str:
        return plain(unit.rent)

    @admin.display(description=gettext_lazy("状态"))
    def drawn_state(self, unit: Unit) -> SafeString:
        state = state_of(unit, timezone.localdate())
        return drawn(Chip(state.tone, state.icon, state.word))

    # --- many at once ---------------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Units are deleted one by one, each with its sentence where it cannot be."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    def has_withhold_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    @admin.action(description=gettext_lazy("暂不招租"), permissions=["withhold"])
    def withhold(self, request: HttpRequest, queryset: QuerySet[Unit]) -> None:
        self._mark(request, queryset, is_withheld=True)

    @admin.action(description=gettext_lazy("恢复招租"), permissions=["withhold"])
    def release(self, request: HttpRequest, queryset: QuerySet[Unit]) -> None:
        self._mark(request, queryset, is_withheld=False)

    def _mark(self, request: HttpRequest, queryset: QuerySet[Unit], *, is_withheld: bool) -> None:
        """Only where they act: who sees more marks no more."""
        mine = within(queryset, parks_worked_by(person(request))).filter(is_withheld=not is_withheld)
        units = list(mine)
        Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(is_withheld=is_withheld)
        word = _("暂不招租") if is_withheld else _("恢复招租")
        for unit in units:
            self.log_change(request, unit, word)
        done = ngettext("%(count)d 个单元已更新。", "%(count)d 个单元已更新。", len(units))
        self.message_user(request, done % {"count": len(units)}, messages.SUCCESS)


def _was_let(unit: Unit) -> bool:
    return Tenancy.objects.filter(unit=unit.pk).exists()


def _undeletable(unit: Unit) -> str:
    if getattr(unit, "holding", None):
        return _("该单元正在选房、签约或租用，不能删除。")
    return _("该单元有租用记录，不能删除。不再出租的，请勾选“暂不招租”。")
