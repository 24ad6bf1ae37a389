"""Whose turn it is with a unit, a report, a visit, and until when: one sentence each, to the enterprise."""

from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from casework.lifecycle import Side
from parks import chips
from parks.lifecycles import ReportStatus, TenancyStatus
from parks.models import Tenancy, WaitingPlace, YearlyReport

Shown = dict[str, Any]


def day(value: date | None) -> str:
    return formats.date_format(value, "DATE_FORMAT") if value else ""


def tenancy_turn(tenancy: Tenancy) -> Shown:
    chip = chips.of_tenancy(tenancy, Side.APPLICANT)
    tone = "cinnabar" if tenancy.is_late() else chip.tone
    return {"tone": tone, "icon": chip.icon, "sentence": tenancy_sentence(tenancy)}


def tenancy_sentence(tenancy: Tenancy) -> str:
    values = {
        "answer": day(tenancy.answer_by),
        "ends": day(tenancy.ends_on),
        "starts": day(tenancy.starts_on),
    }
    match tenancy.status:
        case TenancyStatus.OFFERED if tenancy.is_late():
            return _("答复期限已于 %(answer)s 届满，不能再接受。本单位将排到轮候名单末位。") % values
        case TenancyStatus.OFFERED:
            return _("待您办理：请在 %(answer)s 前答复是否接受，逾期未答复的，视为放弃。") % values
        case TenancyStatus.ACCEPTED if not tenancy.registration.organisation.code:
            return _("待您办理：签约前须补登统一社会信用代码。")
        case TenancyStatus.ACCEPTED:
            return _("待园区办理：等待签订租赁合同，园区将联系登记的联系人。")
        case TenancyStatus.SIGNED:
            return _("待园区办理：已签约，租期 %(starts)s 至 %(ends)s，入驻后由园区登记。") % values
        case TenancyStatus.MOVED_IN:
            return _("已入驻，租期至 %(ends)s。") % values
    return _over(tenancy)


def _over(tenancy: Tenancy) -> str:
    match tenancy.status:
        case TenancyStatus.LEFT:
            return _("已于 %(day)s 退出。") % {"day": day(tenancy.left_on)}
        case TenancyStatus.DECLINED:
            return _("本单位已放弃此单元。")
        case TenancyStatus.LAPSED:
            return _("未在 %(day)s 前答复，视为放弃此单元。") % {"day": day(tenancy.answer_by)}
    return _("园区已收回选房通知，原因见办理记录；本单位恢复原轮候位次。")


def place_sentence(place: WaitingPlace, side: Side) -> str:
    """Of a place `with_ahead`."""
    if place.state == WaitingPlace.State.LEFT:
        return _("已办结：已退出轮候。")
    values = {"position": place.__dict__["ahead"] + 1}
    if side is Side.APPLICANT:
        return _("轮候中：现排第 %(position)s 位，有合适的单元时通知选房。") % values
    return _("待工作人员办理：轮候第 %(position)s 位，有合适的单元时请通知选房。") % values


def sentence_to(tenancy: Tenancy, side: Side) -> str:
    """The same from either side of the desk."""
    if side is Side.APPLICANT:
        return tenancy_sentence(tenancy)
    values = {"day": day(tenancy.answer_by), "starts": day(tenancy.starts_on), "ends": day(tenancy.ends_on)}
    match tenancy.status:
        case TenancyStatus.OFFERED if tenancy.is_late():
            return _("答复期限已于 %(day)s 届满，系统将按轮候顺序通知下一家单位选房。") % values
        case TenancyStatus.OFFERED:
            return _("待申请单位办理：选房通知的答复期限为 %(day)s。") % values
        case TenancyStatus.ACCEPTED if not tenancy.registration.organisation.code:
            return _("待申请单位办理：签约前须补登统一社会信用代码。")
        case TenancyStatus.ACCEPTED:
            return _("待工作人员办理：请与该单位签订租赁合同并登记签约。")
        case TenancyStatus.SIGNED:
            return _("待工作人员办理：已签约，租期 %(starts)s 至 %(ends)s，入驻后请登记。") % values
    return tenancy_sentence(tenancy)


def report_turn(report: YearlyReport, side: Side = Side.APPLICANT) -> Shown:
    chip = chips.of_report(report, side)
    sentence = report_sentence(report) if side is Side.APPLICANT else _report_to_staff(report)
    return {"tone": chip.tone, "icon": chip.icon, "sentence": sentence}


def _report_to_staff(report: YearlyReport) -> str:
    match report.status:
        case ReportStatus.ASKED:
            return _("待申请单位办理：填报期限为 %(day)s。") % {"day": day(report.due_on)}
        case ReportStatus.SUBMITTED:
            return _("待工作人员办理：请核对填报数，有误的退回修改。")
    return report_sentence(report)


def report_sentence(report: YearlyReport) -> str:
    values = {"day": day(report.due_on), "year": report.year}
    match report.status:
        case ReportStatus.ASKED:
            return _("待您办理：请在 %(day)s 前填报 %(year)s 年度绩效。") % values
        case ReportStatus.SUBMITTED:
            return _("待园区办理：%(year)s 年度绩效已提交，等待园区核对。") % values
    return _("%(year)s 年度绩效已由园区核对。") % values
