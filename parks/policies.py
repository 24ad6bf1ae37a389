"""May this person, now: None, or the sentence that says why not. `user=None` is the system."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Seat, User
from casework.lifecycle import Lifecycle, Side, Status, UnknownMove
from casework.models import Moving, TrailEntry
from parks.lifecycles import REPORT, TENANCY, TenancyStatus
from parks.models import (
    Park,
    ParkRegistration,
    ReportStep,
    Tenancy,
    TenancyStep,
    Visit,
    VisitSlot,
    WaitingPlace,
    YearlyReport,
)
from parks.selectors.scope import parks_seen_by, works_in

Person = User | AnonymousUser | None
# Until the decision, once it was sent in.
REVIEWED = (Status.SUBMITTED, Status.UNDER_REVIEW)
MOVES_OF_A_UNIT = {"withdraw": "parks.offer_unit"}


def why_not(user: Person, thing: object, action: str, *, on: date | None = None) -> str | None:
    """Why this person may not do this now; None when they may. `on` is the day that counts for deadlines."""
    today = on or timezone.localdate()
    match thing, action:
        case ParkRegistration(), "offer":
            return _why_not_staff(user, thing, "parks.offer_unit") or _why_not_in_line(thing)
        case ParkRegistration(), "transfer":
            return _why_not_transfer(user, thing)
        case ParkRegistration(), "opine":
            return _why_not_staff(user, thing, "parks.add_opinion") or _why_not_under_review(thing)
        case WaitingPlace(), "leave":
            return _why_not_editor(user, thing.registration.organisation_id) or _why_not_waiting(thing)
        case Tenancy(), "show":
            return _why_not_editor(user, thing.registration.organisation_id) or _why_not_show(thing)
        case Tenancy(), "view" | "open_contract":
            return _why_not_look(user, thing, action)
        case Tenancy(), _ if action in TENANCY.actions:
            return _why_not_move_tenancy(user, thing, action, today)
        case YearlyReport(), _ if action in REPORT.actions:
            return _why_not_move_report(user, thing, action)
        case VisitSlot() | Visit(), _:
            return _why_not_visit(user, thing, action)
    raise LookupError(f"no rule for {action} on {type(thing).__name__}")


def why_not_register(user: Person, organisation: Organisation, park: Park) -> str | None:
    """An open registration is the constraint's business; here: who, and no second place in the same line."""
    if refusal := _why_not_editor(user, organisation.pk):
        return refusal
    of_theirs = {"registration__organisation": organisation, "registration__park": park}
    place = WaitingPlace.objects.waiting().filter(**of_theirs).select_related("registration").first()
    if place is not None:
        return _("本单位的入园登记 %(reference)s 正在该园区轮候，无须重复登记。") % {
            "reference": place.registration.reference
        }
    unanswered = Tenancy.objects.filter(status__in=[TenancyStatus.OFFERED, TenancyStatus.ACCEPTED])
    offered = unanswered.filter(**of_theirs).select_related("registration").first()
    if offered is None:
        return None
    return _("本单位的入园登记 %(reference)s 正在选房、签约，办结后可以再次登记。") % {
        "reference": offered.registration.reference
    }


def why_not_book(user: Person, slot: VisitSlot, organisation: Organisation) -> str | None:
    return _why_not_editor(user, organisation.pk) or why_slot_closed(slot)


def why_slot_closed(slot: VisitSlot) -> str | None:
    if slot.is_cancelled:
        return _("该参观时段已取消，请选择其他时段。")
    if slot.starts_at <= timezone.now():
        return _("该参观时段已经开始，请选择其他时段。")
    return _("该参观时段已约满，请选择其他时段。") if slot.taken >= slot.capacity else None


# --- who --------------------------------------------------------------------------------------------


def _why_not_editor(user: Person, organisation_id: int) -> str | None:
    seat = _seat(user, organisation_id)
    if seat is None:
        return _("您不是该单位的成员，请先向该单位负责人申请加入。")
    return None if seat.can_edit else _("您是该单位的查阅人，请由单位负责人或经办人办理。")


def _why_not_staff(user: Person, registration: ParkRegistration, permission: str) -> str | None:
    """The permission, the park, and nobody on both sides of the desk."""
    if not isinstance(user, User) or not user.is_staff or not user.has_perm(permission):
        return _("您没有办理此事的权限。")
    if not works_in(user, registration.park_id):
        return _("您不是该园区的工作人员，不能办理此事。")
    if _seat(user, registration.organisation_id):
        return _("您是该单位的成员，按回避规定须由其他工作人员办理。")
    if _took_part(user, registration):
        return _("您曾代表该单位办理入园登记，按回避规定须由其他工作人员办理。")
    return None


def _took_part(user: User, registration: ParkRegistration) -> bool:
    """With the case, with an answer to an offer or with a year's report; one query."""
    if registration.applicant_id == user.pk:
        return True
    moved = TrailEntry.objects.filter(case_id=registration.pk, actor_id=user.pk, side=Side.APPLICANT)
    answered = TenancyStep.objects.filter(
        thing__registration=registration, actor_id=user.pk, action__in=_moves_of_applicants(TENANCY)
    )
    reported = ReportStep.objects.filter(
        thing__tenancy__registration=registration, actor_id=user.pk, action__in=_moves_of_applicants(REPORT)
    )
    parts = Q(Exists(moved)) | Q(Exists(answered)) | Q(Exists(reported))
    return ParkRegistration.objects.filter(parts, pk=registration.pk).exists()


def _moves_of_applicants(table: Lifecycle) -> list[str]:
    return [move.action for move in table.moves if move.by is Side.APPLICANT]


def _seat(user: Person, organisation_id: int) -> Seat | None:
    if not isinstance(user, User) or not user.is_active:
        return None
    return Seat.objects.filter(organisation_id=organisation_id, user=user).first()


# --- registrations ----------------------------------------------------------------------------------


def _why_not_in_line(registration: ParkRegistration) -> str | None:
    if registration.places.waiting().exists():
        return None
    held = registration.tenancies.holding().select_related("offered_by", "unit__building").first()
    if held is None:
        return _("该入园登记目前不在轮候名单中，不能选房。请刷新页面查看。")
    return _("%(name)s已于%(time)s通知该单位选房（%(unit)s），不能再通知其他单元。请刷新页面查看。") % {
        "name": held.offered_by or _("系统"), "unit": held.unit,
        "time": formats.date_format(timezone.localtime(held.offered_at), "DATETIME_FORMAT"),
    }  # fmt: skip


def _why_not_under_review(registration: ParkRegistration) -> str | None:
    if registration.status in REVIEWED:
        return None
    return _("评审意见只能在提交之后、作出决定之前填写。")


def _why_not_transfer(user: Person, registration: ParkRegistration) -> str | None:
    if refusal := _why_not_editor(user, registration.organisation_id):
        return refusal
    if registration.status == Status.DRAFT:
        return _("草稿尚未提交，无须转往其他园区，请直接在其他园区登记。")
    return None


def _why_not_waiting(place: WaitingPlace) -> str | None:
    if place.state == WaitingPlace.State.WAITING:
        return None
    return _("该入园登记已不在轮候名单中，请刷新页面查看。")


# --- tenancies and reports --------------------------------------------------------------------------


def _why_no_move(table: Lifecycle, thing: Moving, action: str) -> str | None:
    try:
        table.find(action, thing.status)
    except UnknownMove:
        return _("状态已经变化，不能再进行此项操作。请刷新页面查看。")
    return None


def _why_not_move_tenancy(user: Person, tenancy: Tenancy, action: str, today: date) -> str | None:
    registration = tenancy.registration
    if action in ("accept", "decline"):
        who = _why_not_editor(user, registration.organisation_id)
    elif action == "lapse":
        who = None if user is None else _("逾期未答复由系统在期限届满后自动办理。")
    else:
        who = _why_not_staff(user, registration, MOVES_OF_A_UNIT.get(action, "parks.move_tenancy"))
    return who or _why_no_move(TENANCY, tenancy, action) or _why_not_today(tenancy, action, today)


def _why_not_today(tenancy: Tenancy, action: str, today: date) -> str | None:
    match action:
        case "accept" if tenancy.is_late(today):
            sentence = _("答复期限已于 %(answer)s 届满，不能再接受。本单位将排到轮候名单末位。")
            return sentence % {"answer": formats.date_format(tenancy.answer_by, "DATE_FORMAT")}
        case "lapse" if not tenancy.is_late(today):
            return _("答复期限尚未届满。")
        case "sign" if not tenancy.registration.organisation.code:
            return _("该单位尚未填写统一社会信用代码，取得代码后才能签约。")
    return None


def _why_not_look(user: Person, tenancy: Tenancy, action: str) -> str | None:
    registration = tenancy.registration
    seat = _seat(user, registration.organisation_id)
    if seat is None and not _sees(user, registration.park_id):
        return _("您无权查看该租用。")
    if action == "open_contract" and not tenancy.contract:
        return _("尚未上传合同扫描件。")
    return None


def _sees(user: Person, park_id: int) -> bool:
    if not isinstance(user, User) or not user.has_perm("parks.view_tenancy"):
        return False
    return parks_seen_by(user).filter(pk=park_id).exists()


def _why_not_show(tenancy: Tenancy) -> str | None:
    return None if tenancy.is_open else _("该租用已经结束，不再公开展示。")


def _why_not_move_report(user: Person, report: YearlyReport, action: str) -> str | None:
    registration = report.tenancy.registration
    if action == "submit":
        who = _why_not_editor(user, registration.organisation_id)
    else:
        who = _why_not_staff(user, registration, "parks.check_yearlyreport")
    return who or _why_no_move(REPORT, report, action)


# --- visits -----------------------------------------------------------------------------------------


def _why_not_visit(user: Person, thing: VisitSlot | Visit, action: str) -> str | None:
    match thing, action:
        case VisitSlot(), "book":
            return _why_not_editor_anywhere(user) or why_slot_closed(thing)
        case VisitSlot(), "cancel":
            return _why_not_receive(user, thing) or _why_not_cancel_slot(thing)
        case Visit(), "cancel":
            return _why_not_cancel_visit(user, thing)
        case Visit(), "mark":
            return _why_not_receive(user, thing.slot) or _why_not_mark(thing)
        case Visit(), "view":
            seat = _seat(user, thing.organisation_id)
            return None if seat or not _why_not_receive(user, thing.slot) else _("您无权查看该参观预约。")
    raise LookupError(f"no rule for {action} on {type(thing).__name__}")


def _why_not_editor_anywhere(user: Person) -> str | None:
    seats = user.seats.all() if isinstance(user, User) and user.is_active else Seat.objects.none()
    if any(seat.can_edit for seat in seats):
        return None
    return _("参观须以单位名义预约，请由单位负责人或经办人办理。")


def _why_not_receive(user: Person, slot: VisitSlot) -> str | None:
    if not isinstance(user, User) or not user.is_staff or not user.has_perm("parks.mark_visit"):
        return _("您没有办理参观预约的权限。")
    return None if works_in(user, slot.park_id) else _("您不是该园区的工作人员，不能办理此事。")


def _why_not_cancel_slot(slot: VisitSlot) -> str | None:
    if slot.is_cancelled:
        return _("该参观时段已取消。")
    return _("该参观时段已经开始，不能取消。") if slot.starts_at <= timezone.now() else None


def _why_not_cancel_visit(user: Person, visit: Visit) -> str | None:
    if (refusal := _why_not_editor(user, visit.organisation_id)) and _why_not_receive(user, visit.slot):
        return refusal
    if visit.state != Visit.State.BOOKED:
        return _("该参观预约已取消或已记录到访情况，请刷新页面查看。")
    return _("参观已经开始，不能取消。") if visit.slot.starts_at <= timezone.now() else None


def _why_not_mark(visit: Visit) -> str | None:
    if visit.state == Visit.State.CANCELLED:
        return _("该参观预约已取消，无须记录到访情况。")
    return _("参观尚未开始，不能记录到访情况。") if visit.slot.starts_at > timezone.now() else None
