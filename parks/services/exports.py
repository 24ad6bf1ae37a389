"""The lists of one park to take along. What is in them is decided here, who gets them by the page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.lifecycle import Status
from parks.models import Park, ParkRegistration, Tenancy, Unit, WaitingPlace, YearlyReport
from parks.states import state_of

Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Export:
    """One list: its name, its columns, and the rows of a park."""

    code: str
    title: Promise
    permission: str
    columns: Sequence[Promise]
    rows: Callable[[Park], Iterator[Cells]]


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


def registrations(park: Park) -> Iterator[Cells]:
    """Everything submitted; a draft is its organisation's own affair."""
    rows = ParkRegistration.objects.filter(park=park).exclude(status=Status.DRAFT)
    for one in rows.select_related("organisation", "sector").order_by("pk").iterator(500):
        yield (
            one.reference, one.organisation.name, one.organisation.code or "", one.get_status_display(),
            _local(one.submitted_at), _local(one.decided_at), one.project_name,
            str(one.sector) if one.sector else "", one.get_use_display(), one.area_min, one.area_max,
            one.lease_years, one.move_in_on, one.total_investment, one.output_value, one.annual_tax,
            one.staff_count, one.get_environment_class_display(),
        )  # fmt: skip


def units(park: Park) -> Iterator[Cells]:
    today = timezone.localdate()
    for unit in Unit.objects.filter(building__park=park).placed().with_holder():
        yield (
            str(unit.building), unit.floor, unit.code, unit.area, unit.get_use_display(), unit.rent,
            unit.load, unit.height, unit.power, str(state_of(unit, today).word), unit.available_from,
            unit.note,
        )  # fmt: skip


def tenancies(park: Park) -> Iterator[Cells]:
    rows = Tenancy.objects.filter(registration__park=park).with_parties().order_by("pk")
    for one in rows.iterator(500):
        yield (
            one.registration.reference, one.registration.organisation.name, str(one.unit), one.unit.area,
            one.get_status_display(), one.rent, one.answer_by, one.signed_on, one.starts_on, one.ends_on,
            one.moved_in_on, one.left_on,
        )  # fmt: skip


def waiting(park: Park) -> Iterator[Cells]:
    line = WaitingPlace.objects.in_line().filter(park=park).select_related("registration__organisation")
    for position, place in enumerate(line, start=1):
        asked = place.registration
        yield (
            position, asked.reference, asked.organisation.name, _local(place.queued_at),
            asked.get_use_display(), asked.area_min, asked.area_max, asked.height_min, asked.load_min,
            asked.power_min, asked.rent_max, asked.move_in_on,
        )  # fmt: skip


def reports(park: Park) -> Iterator[Cells]:
    """What was promised stands beside what came about."""
    rows = YearlyReport.objects.filter(tenancy__registration__park=park).with_parties()
    for one in rows.order_by("-year", "pk").iterator(500):
        asked = one.tenancy.registration
        yield (
            one.year, asked.organisation.name, str(one.tenancy.unit), one.get_status_display(), one.due_on,
            asked.output_value, one.revenue, asked.annual_tax, one.tax, asked.staff_count, one.staff_count,
            asked.total_investment, one.investment, one.patents,
        )  # fmt: skip


PAPERS = "parks.export_parkregistration"
EXPORTS = {
    export.code: export
    for export in (
        Export(
            "registrations", _("入园登记"), PAPERS,
            (
                _("办件编号"), _("申请单位"), _("统一社会信用代码"), _("状态"), _("首次提交时间"),
                _("办结时间"), _("项目名称"), _("所属产业"), _("用途"), _("需求面积下限（㎡）"),
                _("需求面积上限（㎡）"), _("租期（年）"), _("计划入驻日期"), _("总投资（万元）"),
                _("达产年产值（万元）"), _("达产年税收（万元）"), _("员工人数"), _("环评类别"),
            ),
            registrations,
        ),
        Export(
            "units", _("单元"), "parks.view_board",
            (
                _("楼栋"), _("楼层"), _("单元号"), _("面积（㎡）"), _("用途"), _("租金（元/㎡·月）"),
                _("楼面荷载（kN/㎡）"), _("层高（m）"), _("用电容量（kVA）"), _("状态"), _("可用日期"),
                _("说明"),
            ),
            units,
        ),
        Export(
            "tenancies", _("租用"), PAPERS,
            (
                _("办件编号"), _("申请单位"), _("单元"), _("面积（㎡）"), _("状态"), _("租金（元/㎡·月）"),
                _("答复期限"), _("签约日期"), _("起租日期"), _("届满日期"), _("入驻日期"), _("退出日期"),
            ),
            tenancies,
        ),
        Export(
            "waiting", _("轮候名单"), PAPERS,
            (
                _("轮候位次"), _("办件编号"), _("申请单位"), _("轮候起始时间"), _("用途"),
                _("需求面积下限（㎡）"), _("需求面积上限（㎡）"), _("层高不低于（m）"),
                _("楼面荷载不低于（kN/㎡）"),
                _("用电容量不低于（kVA）"), _("期望租金不高于（元/㎡·月）"), _("计划入驻日期"),
            ),
            waiting,
        ),
        Export(
            "reports", _("年度绩效"), PAPERS,
            (
                _("年度"), _("单位"), _("单元"), _("状态"), _("填报期限"), _("预计达产年产值（万元）"),
                _("营业收入（万元）"), _("预计达产年税收（万元）"), _("税收（万元）"), _("预计员工人数"),
                _("员工人数"), _("预计总投资（万元）"), _("累计完成投资（万元）"), _("有效专利数"),
            ),
            reports,
        ),
    )
}  # fmt: skip
