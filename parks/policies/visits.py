"""Who may book, cancel and receive a visit."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Seat, User
from parks.models import Visit, VisitSlot
from parks.policies.people import Person, seat_of, why_not_editor
from parks.selectors.scope import works_in


def why_not_book(user: Person, slot: VisitSlot, organisation: Organisation) -> str | None:
    return why_not_editor(user, organisation.pk) or why_slot_closed(slot)


def why_slot_closed(slot: VisitSlot) -> str | None:
    if slot.is_cancelled:
        return _("该参观时段已取消，请选择其他时段。")
    if slot.starts_at <= timezone.now():
        return _("该参观时段已经开始，请选择其他时段。")
    return _("该参观时段已约满，请选择其他时段。") if slot.taken >= slot.capacity else None


def why_not_visit(user: Person, thing: VisitSlot | Visit, action: str) -> str | None:
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
            seat = seat_of(user, thing.organisation_id)
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
    if (refusal := why_not_editor(user, visit.organisation_id)) and _why_not_receive(user, visit.slot):
        return refusal
    if visit.state != Visit.State.BOOKED:
        return _("该参观预约已取消或已记录到访情况，请刷新页面查看。")
    return _("参观已经开始，不能取消。") if visit.slot.starts_at <= timezone.now() else None


def _why_not_mark(visit: Visit) -> str | None:
    if visit.state == Visit.State.CANCELLED:
        return _("该参观预约已取消，无须记录到访情况。")
    return _("参观尚未开始，不能记录到访情况。") if visit.slot.starts_at > timezone.now() else None
