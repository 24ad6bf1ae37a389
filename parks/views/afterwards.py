"""After an approval: whose turn it is, the way on, and the steps from the line to the keys."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework.kinds import Stage, Turn, Way
from casework.lifecycle import Side
from casework.models import Case
from parks import chips, policies
from parks.lifecycles import TenancyStatus
from parks.models import ParkRegistration, Tenancy, WaitingPlace
from parks.selectors.afterwards import After, afterwards
from parks.views import words

# Which of the four steps is the present one; past the last, all are done.
REACHED = {
    TenancyStatus.OFFERED: 1,
    TenancyStatus.ACCEPTED: 2,
    TenancyStatus.SIGNED: 3,
    TenancyStatus.MOVED_IN: 4,
    TenancyStatus.LEFT: 4,
}


def turns(cases: Sequence[Case], side: Side) -> dict[int, Turn]:
    return {key: turn_of(one, side) for key, one in afterwards([case.pk for case in cases]).items()}


def turn_of(one: After, side: Side) -> Turn:
    if isinstance(one, WaitingPlace):
        chip = chips.of_place(one.state)
        tone = "amber" if side is Side.REVIEWER and chip.tone == "amber" else "slate"
        return Turn(tone, chip.icon, words.place_sentence(one, side))
    chip = chips.of_tenancy(one, side)
    tone = "cinnabar" if one.is_late() else chip.tone
    if _waits_for_code(one):
        tone = "amber" if side is Side.APPLICANT else "ink"
    return Turn(tone, chip.icon, words.sentence_to(one, side), str(one.unit))


def _waits_for_code(tenancy: Tenancy) -> bool:
    """Nothing can be signed before the enterprise has its code, and only it can enter that."""
    return tenancy.status == TenancyStatus.ACCEPTED and not tenancy.registration.organisation.code


# --- the way on ---------------------------------------------------------------------------------------


def way_on(registration: ParkRegistration, user: User, side: Side) -> Way | None:
    one = afterwards([registration.pk]).get(registration.pk)
    if one is None:
        return None
    return _way_of_applicant(one, user) if side is Side.APPLICANT else way_of_staff(one, registration, user)


def _way_of_applicant(one: After, user: User) -> Way | None:
    if not isinstance(one, Tenancy):
        return None
    if one.status == TenancyStatus.OFFERED and policies.why_not(user, one, "accept") is None:
        return Way(one.get_absolute_url(), _("前往答复"))
    # Whoever may still give the unit up is one who acts for the enterprise.
    if _waits_for_code(one) and policies.why_not(user, one, "decline") is None:
        return Way(reverse("organisation_enter_code", args=[one.registration.organisation_id]), _("补登代码"))
    return None


def way_of_staff(one: After, registration: ParkRegistration, user: User) -> Way | None:
    if isinstance(one, WaitingPlace):
        if policies.why_not(user, registration, "offer") is None:
            return Way(reverse("admin:parks_waitingplace_offer", args=[one.pk]), _("通知选房"))
        return None
    acts = {TenancyStatus.ACCEPTED: ("sign", _("登记签约")), TenancyStatus.SIGNED: ("move_in", _("登记入驻"))}
    action, label = acts.get(TenancyStatus(one.status), ("", ""))
    if not action or _waits_for_code(one) or policies.why_not(user, one, action) is not None:
        return None
    return Way(reverse(f"admin:parks_tenancy_{action}", args=[one.pk]), label)


# --- the steps ----------------------------------------------------------------------------------------


def stages(registration: Case) -> list[Stage]:
    """轮候, 选房, 签约, 入驻: the present one marked, with the days known; where it was left, it stops."""
    one = afterwards([registration.pk]).get(registration.pk)
    names = [_("轮候"), _("选房"), _("签约"), _("入驻")]
    if one is None:
        return []
    if isinstance(one, WaitingPlace):
        since = timezone.localdate(one.queued_at)
        if one.state == WaitingPlace.State.LEFT:
            return [Stage(_("已退出轮候"), "stopped", timezone.localdate(one.ended_at or one.queued_at))]
        return [Stage(names[0], "now", since), *(Stage(name, "next") for name in names[1:])]
    reached = REACHED[TenancyStatus(one.status)]
    line = [
        Stage(name, _state(number, reached), day if number <= reached else None)
        for number, (name, day) in enumerate(zip(names, _days(one), strict=True))
    ]
    return [*line, Stage(_("退出"), "done", one.left_on)] if one.left_on else line


def _state(number: int, reached: int) -> str:
    if number == reached:
        return "now"
    return "done" if number < reached else "next"


def _days(tenancy: Tenancy) -> list[date | None]:
    offered = timezone.localdate(tenancy.offered_at)
    return [None, offered, tenancy.signed_on, tenancy.moved_in_on]
