"""People of an organisation. Each change locks the organisation's row first, so that two owners who
leave at once cannot both be "not the last"."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import letters, policies
from accounts.models import Organisation, Role, Seat, User
from accounts.refusals import Refused
from accounts.services import post


class SeatRefused(Refused):
    """The people of the organisation stay as they are."""


def lock(organisation_id: int) -> Organisation:
    """Nobody else changes this organisation's people until the transaction ends."""
    return Organisation.objects.select_for_update().get(pk=organisation_id)


def refuse_if(refusal: str | None) -> None:
    if refusal:
        raise SeatRefused(refusal)


@transaction.atomic
def change_role(seat: Seat, *, role: str, by: User) -> Seat:
    seat = _locked(seat)
    refuse_if(policies.why_not(by, seat, "change"))
    if seat.role == role:
        return seat
    refuse_if(_last_owner(seat))
    seat.role = role
    seat.save(update_fields=["role"])
    if seat.user_id != by.pk:
        post.put(letters.role_changed(seat, by=by, stamp=f"{timezone.now():%Y%m%d%H%M%S%f}"))
    return seat


@transaction.atomic
def remove(seat: Seat, *, by: User) -> None:
    """An owner takes a colleague's seat away."""
    seat = _locked(seat)
    refuse_if(policies.why_not(by, seat, "remove"))
    refuse_if(_last_owner(seat))
    organisation, user, number = seat.organisation, seat.user, seat.pk
    seat.delete()
    if user.pk != by.pk:
        post.put(letters.seat_removed(organisation, user, seat=number, by=by))


@transaction.atomic
def leave(seat: Seat, *, by: User) -> None:
    seat = _locked(seat)
    refuse_if(policies.why_not(by, seat, "leave"))
    seat.delete()


@transaction.atomic
def hand_over(organisation: Organisation, *, to: Seat, by: User) -> Seat:
    """The owner makes a colleague owner and becomes an editor, in one step."""
    lock(organisation.pk)
    mine = Seat.objects.filter(organisation=organisation, user=by, role=Role.OWNER).first()
    theirs = (
        Seat.objects.filter(pk=to.pk, organisation=organisation)
        .select_related("user", "organisation")
        .first()
    )
    if mine is None:
        raise SeatRefused(_("只有本单位负责人可以移交负责人。"))
    if theirs is None or theirs.user_id == by.pk or not theirs.user.is_active:
        raise SeatRefused(_("请选择本单位的其他成员作为新的负责人。"))
    theirs.role, mine.role = Role.OWNER, Role.EDITOR
    Seat.objects.bulk_update([theirs, mine], ["role"])
    post.put(letters.role_changed(theirs, by=by, stamp=f"{timezone.now():%Y%m%d%H%M%S%f}"))
    return theirs


def take(organisation: Organisation, user: User, role: str) -> Seat:
    """A seat for this person; one they hold already is kept, and never lowered."""
    seat, created = Seat.objects.get_or_create(organisation=organisation, user=user, defaults={"role": role})
    if not created and _rank(role) > _rank(seat.role):
        seat.role = role
        seat.save(update_fields=["role"])
    return seat


def _rank(role: str) -> int:
    return [Role.VIEWER, Role.EDITOR, Role.OWNER].index(Role(role))


def _locked(seat: Seat) -> Seat:
    lock(seat.organisation_id)
    current = Seat.objects.select_related("organisation", "user").filter(pk=seat.pk).first()
    if current is None:
        raise SeatRefused(_("该成员已不在本单位，请刷新页面查看。"))
    return current


def _last_owner(seat: Seat) -> str | None:
    if policies.last_owner(seat) is None:
        return None
    return _("该成员是本单位唯一的负责人。请先将负责人移交给其他成员。")
