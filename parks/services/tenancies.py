"""From the offer of a unit to the day the enterprise leaves it: the only writer of a tenancy's status.

Whoever ends an offer passes the unit on in the same transaction, so that no unit lies free while somebody
waits for it. Locks are taken in one order everywhere: the tenancy, a place in line, the new tenancy.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.wording import in_chinese
from casework import clock
from casework.refusals import Refused
from casework.services import effects, steps
from parks import letters, policies
from parks.models import ParkRegistration, Tenancy, Unit
from parks.selectors import tenancies as read
from parks.selectors import waiting as line
from parks.services import contracts, waiting

# --- offering ---------------------------------------------------------------------------------------


@transaction.atomic
def offer(
    registration: ParkRegistration,
    unit: Unit,
    *,
    by: User,
    rent: Decimal | None = None,
    at: datetime | None = None,
) -> Tenancy:
    """Offer this unit to who waits in line; raises Refused, naming who was faster."""
    if refusal := policies.why_not(by, registration, "offer") or why_not_lettable(registration, unit):
        raise Refused(refusal)
    place = line.place_of(registration)
    at = at or timezone.now()
    if place is None or not waiting.serve(place, at=at):
        raise Refused(_who_was_faster(registration) or _("该入园登记刚刚退出轮候，请刷新页面查看。"))
    try:
        return _begin(registration, unit, by=by, rent=rent, at=at)
    except IntegrityError:
        raise Refused(why_held(unit) or _who_was_faster(registration) or _gone()) from None


def _begin(
    registration: ParkRegistration, unit: Unit, *, by: User | None, rent: Decimal | None, at: datetime
) -> Tenancy:
    """The row under its constraints, its first line, its letters. The place in line is served already."""
    with transaction.atomic():
        tenancy = Tenancy.objects.create(
            registration=registration, unit=unit, rent=unit.rent if rent is None else rent, offered_at=at,
            offered_by=by, shows_publicly=registration.shows_publicly,
            answer_by=clock.add_working_days(timezone.localdate(at), registration.park.offer_days),
        )  # fmt: skip
    steps.begin(tenancy, by=by, at=at)
    _tell(tenancy, gettext_noop("选房通知：%(unit)s"), gettext_noop("请于 %(day)s 前答复"), tenancy.answer_by)
    letters.offered(tenancy)
    return tenancy


def pass_on(unit: Unit, *, at: datetime | None = None) -> Tenancy | None:
    """Offer the unit to the next in line whom it fits; None where nobody does, or it is not to be let."""
    at = at or timezone.now()
    if not Unit.objects.lettable().filter(pk=unit.pk).exists():
        return None
    for place in line.fitting_places(unit):
        try:
            with transaction.atomic():
                if waiting.serve(place, at=at):
                    return _begin(place.registration, unit, by=None, rent=None, at=at)
        except IntegrityError:
            # The unit was taken meanwhile, or this registration holds another: look again before going on.
            if read.holder_of(unit) is not None:
                return None
    return None


def why_not_lettable(registration: ParkRegistration, unit: Unit) -> str | None:
    """Why this unit cannot be offered to this registration at all. Whether it fits is for people to judge."""
    if unit.building.park_id != registration.park_id:
        return _("该单元不在登记的园区内，请选择本园区的单元。")
    if unit.is_withheld:
        return _("该单元暂不招租，请选择其他单元。")
    return why_held(unit)


def why_held(unit: Unit) -> str | None:
    """Who got the unit, and when: for an operator who wanted it for somebody else."""
    holder = read.holder_of(unit)
    if holder is None:
        return None
    return _("%(unit)s已于%(time)s由%(name)s通知%(organisation)s选房，请选择其他单元。") % {
        "unit": unit, "time": _moment(holder.offered_at), "name": holder.offered_by or _("系统"),
        "organisation": holder.registration.organisation,
    }  # fmt: skip


def _who_was_faster(registration: ParkRegistration) -> str | None:
    held = read.held_by(registration)
    if held is None:
        return None
    return _("%(name)s已于%(time)s通知该单位选房（%(unit)s），您的操作没有生效。请刷新页面查看。") % {
        "name": held.offered_by or _("系统"), "time": _moment(held.offered_at), "unit": held.unit,
    }  # fmt: skip


def _gone() -> str:
    return _("该单元或该入园登记的状态刚刚变化，请刷新页面后再试。")


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


# --- the enterprise's answer ------------------------------------------------------------------------


@transaction.atomic
def accept(tenancy: Tenancy, *, by: User, revision: int) -> Tenancy:
    taken = _take(tenancy, "accept", by=by, revision=revision)
    _tell(taken, gettext_noop("已接受选房：%(unit)s"))
    letters.accepted(taken)
    return taken


@transaction.atomic
def decline(tenancy: Tenancy, *, by: User, revision: int, note: str = "", waits_on: bool = True) -> Tenancy:
    """Not this unit: back to the end of the line, and the unit goes to the next.

    With `waits_on=False` the registration does not wait any longer (it goes to another park).
    """
    at = timezone.now()
    taken = _take(tenancy, "decline", by=by, revision=revision, note=note)
    _tell(taken, gettext_noop("已放弃选房：%(unit)s"))
    place = waiting.queue_again(taken.registration, at=at) if waits_on else None
    next_one = pass_on(taken.unit, at=at)
    letters.declined(taken, place, note=note)
    letters.unit_not_taken(taken, next_one)
    return taken


@transaction.atomic
def lapse(tenancy: Tenancy, *, at: datetime) -> Tenancy:
    """The system's move once the day to answer is over; who answers at the same moment wins or is told."""
    taken = _take(tenancy, "lapse", by=None, at=at)
    _tell(taken, gettext_noop("选房逾期未答复：%(unit)s"))
    place = waiting.queue_again(taken.registration, at=at)
    next_one = pass_on(taken.unit, at=at)
    letters.lapsed(taken, place)
    letters.unit_not_taken(taken, next_one)
    return taken


# --- the operators' moves ---------------------------------------------------------------------------


@transaction.atomic
def withdraw(tenancy: Tenancy, *, by: User, revision: int, note: str) -> Tenancy:
    """The park takes the offer back: the registration is where it was in the line, the unit stays free."""
    taken = _take(tenancy, "withdraw", by=by, revision=revision, note=note)
    _tell(taken, gettext_noop("选房通知已收回：%(unit)s"))
    place = waiting.give_back(taken.registration)
    letters.withdrawn(taken, place, note=note)
    return taken


@transaction.atomic
def sign(
    tenancy: Tenancy,
    *,
    by: User,
    revision: int,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    rent: Decimal | None,
    contract: "UploadedFile[bytes] | None",
    note: str = "",
) -> Tenancy:
    """Record the contract. Its file is written first and the row after; what fails leaves a file to sweep."""
    _check(tenancy, "sign", by=by, revision=revision)
    _check_days(signed_on=signed_on, starts_on=starts_on, ends_on=ends_on, rent=rent)
    values: dict[str, Any] = {"signed_on": signed_on, "starts_on": starts_on, "ends_on": ends_on}
    if rent is not None:
        values["rent"] = rent
    if contract is not None:
        values |= contracts.keep(tenancy, contract)
    taken = _take(tenancy, "sign", by=by, revision=revision, note=note, values=values)
    _tell(taken, gettext_noop("已签约：%(unit)s"), gettext_noop("租期至 %(day)s"), ends_on)
    letters.signed(taken)
    return taken


@transaction.atomic
def move_in(tenancy: Tenancy, *, by: User, revision: int, on: date, note: str = "") -> Tenancy:
    _check_past(on)
    taken = _take(tenancy, "move_in", by=by, revision=revision, note=note, values={"moved_in_on": on})
    _tell(taken, gettext_noop("已入驻：%(unit)s"))
    letters.moved_in(taken)
    return taken


@transaction.atomic
def leave(tenancy: Tenancy, *, by: User, revision: int, on: date, note: str) -> Tenancy:
    """The enterprise is out, and the unit goes to the next in line."""
    _check_past(on)
    if tenancy.moved_in_on is not None and on < tenancy.moved_in_on:
        raise Refused(_("退出日期不能早于入驻日期，请核对。"))
    taken = _take(tenancy, "leave", by=by, revision=revision, note=note, values={"left_on": on})
    _tell(taken, gettext_noop("已退出：%(unit)s"))
    next_one = pass_on(taken.unit)
    letters.left(taken, note=note)
    letters.unit_not_taken(taken, next_one)
    return taken


# --- what moves nothing -----------------------------------------------------------------------------


@transaction.atomic
def open_contract(tenancy: Tenancy, *, by: User) -> FieldFile:
    """The contract for this person; the opening stands in the history that the enterprise reads."""
    if refusal := policies.why_not(by, tenancy, "open_contract"):
        raise Refused(refusal)
    steps.remark(tenancy, "open_contract", by=by)
    return tenancy.contract


@transaction.atomic
def show_publicly(tenancy: Tenancy, shown: bool, *, by: User) -> Tenancy:
    """The enterprise's own consent to be named on the park's page, given or taken back at any time."""
    if refusal := policies.why_not(by, tenancy, "show"):
        raise Refused(refusal)
    if (
        Tenancy.objects.holding()
        .filter(pk=tenancy.pk)
        .exclude(shows_publicly=shown)
        .update(shows_publicly=shown)
    ):
        steps.remark(tenancy, "show" if shown else "hide", by=by)
    tenancy.refresh_from_db()
    return tenancy


# --- the one way through ----------------------------------------------------------------------------


def _take(
    tenancy: Tenancy,
    action: str,
    *,
    by: User | None,
    revision: int | None = None,
    note: str = "",
    at: datetime | None = None,
    values: Mapping[str, Any] | None = None,
) -> Tenancy:
    seen = _check(tenancy, action, by=by, revision=revision, at=at)
    steps.take(seen, action, by=by, note=note, at=at, **(values or {}))
    tenancy.refresh_from_db()
    return seen


def _check(
    tenancy: Tenancy, action: str, *, by: User | None, revision: int | None, at: datetime | None = None
) -> Tenancy:
    """The tenancy as it is now, if it is as the page showed it and this person may."""
    seen = Tenancy.objects.with_parties().get(pk=tenancy.pk)
    if revision is not None and seen.revision != revision:
        raise steps.faster(seen)
    if refusal := policies.why_not(by, seen, action, on=timezone.localdate(at) if at else None):
        raise Refused(refusal)
    return seen


def _check_days(*, signed_on: date, starts_on: date, ends_on: date, rent: Decimal | None) -> None:
    _check_past(signed_on)
    if ends_on <= starts_on:
        raise Refused(_("租期届满日须晚于起租日期，请核对。"))
    if rent is not None and rent < 0:
        raise Refused(_("租金不能为负数，请核对。"))


def _check_past(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("日期不能晚于今天：尚未发生的事项，请在发生后记录。"))


def _tell(tenancy: Tenancy, label: str, detail: str = "", day: date | None = None) -> None:
    """The tenancy's line among what the approval brought about, as it stands now."""
    with in_chinese():
        values = {"unit": str(tenancy.unit), "day": day.isoformat() if day else ""}
    effects.record(
        tenancy.registration, f"tenancy-{tenancy.pk}", label, detail=detail, values=values,
        url=tenancy.get_absolute_url(),
    )  # fmt: skip
