"""Who: an editor of the enterprise, or staff of the park with nothing on the other side of the desk."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from accounts.models import Seat, User
from casework.lifecycle import Lifecycle, Side
from casework.models import TrailEntry
from parks.lifecycles import REPORT, TENANCY
from parks.models import ParkRegistration, ReportStep, TenancyStep
from parks.selectors.scope import works_in

Person = User | AnonymousUser | None


def why_not_editor(user: Person, organisation_id: int) -> str | None:
    seat = seat_of(user, organisation_id)
    if seat is None:
        return _("您不是该单位的成员，请先向该单位负责人申请加入。")
    return None if seat.can_edit else _("您是该单位的查阅人，请由单位负责人或经办人办理。")


def why_not_staff(user: Person, registration: ParkRegistration, permission: str) -> str | None:
    """The permission, the park, and nobody on both sides of the desk."""
    if not isinstance(user, User) or not user.is_staff or not user.has_perm(permission):
        return _("您没有办理此事的权限。")
    if not works_in(user, registration.park_id):
        return _("您不是该园区的工作人员，不能办理此事。")
    if seat_of(user, registration.organisation_id):
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


def seat_of(user: Person, organisation_id: int) -> Seat | None:
    if not isinstance(user, User) or not user.is_active:
        return None
    return Seat.objects.filter(organisation_id=organisation_id, user=user).first()
