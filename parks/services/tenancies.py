"""From the offer of a unit to the day the enterprise leaves it: the only writer of a tenancy's status.

Locks are taken in one order everywhere (`waiting.hold`): who ends a tenancy holds its case, and only a case
that waits in line, and so has no tenancy to end, is taken after it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from casework.refusals import Refused
from casework.services import steps
from parks import letters, policies
from parks.models import Tenancy
from parks.services import contracts, waiting
from parks.services.offers import offer, pass_on, tell, why_held, why_not_lettable

__all__ = [
    "accept", "decline", "lapse", "leave", "move_in", "offer", "open_contract", "pass_on", "show_publicly",
    "sign", "why_held", "why_not_lettable", "withdraw",
]  # fmt: skip

# No lease is longer than twenty years (Civil Code, article 705); in days, leap days included.
LONGEST_LEASE = 20 * 366
# Residents from before the portal are recorded with their own days; a day before this one is a slip.
EARLIEST = date(2000, 1, 1)

# --- the enterprise's answer ------------------------------------------------------------------------


@transaction.atomic
def accept(tenancy: Tenancy, *, by: User, revision: int) -> Tenancy:
    taken = _take(tenancy, "accept", by=by, revision=revision)
    tell(taken, gettext_noop("已接受选房：%(unit)s"))
    letters.accepted(taken)
    return taken


@transaction.atomic
def decline(tenancy: Tenancy, *, by: User, revision: int, note: str = "", waits_on: bool = True) -> Tenancy:
    """Not this unit: back to the end of the line, and the unit goes to the next.

    With `waits_on=False` the registration does not wait any longer (it goes to another park).
    """
    at = timezone.now()
    taken = _take(tenancy, "decline", by=by, revision=revision, note=note)
    tell(taken, gettext_noop("已放弃选房：%(unit)s"))
    place = waiting.queue_again(taken.registration, at=at) if waits_on else None
    next_one = pass_on(taken.unit, at=at)
    letters.declined(taken, place, note=note)
    letters.unit_not_taken(taken, next_one)
    return taken


@transaction.atomic
def lapse(tenancy: Tenancy, *, at: datetime) -> Tenancy:
    """The system's move once the day to answer is over; who answers at the same moment wins or is told."""
    taken = _take(tenancy, "lapse", by=None, at=at)
    tell(taken, gettext_noop("选房逾期未答复：%(unit)s"))
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
    tell(taken, gettext_noop("选房通知已收回：%(unit)s"))
    place = waiting.give_back(taken.registration)
    letters.withdrawn(taken, place, note=note)
    return taken


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
    return _sign(tenancy, by=by, revision=revision, note=note, values=values)


@transaction.atomic
def _sign(tenancy: Tenancy, *, by: User, revision: int, note: str, values: dict[str, Any]) -> Tenancy:
    taken = _take(tenancy, "sign", by=by, revision=revision, note=note, values=values)
    tell(taken, gettext_noop("已签约：%(unit)s"), gettext_noop("租期至 %(day)s"), values["ends_on"])
    letters.signed(taken)
    return taken


@transaction.atomic
def move_in(tenancy: Tenancy, *, by: User, revision: int, on: date, note: str = "") -> Tenancy:
    _check_past(on)
    if tenancy.signed_on is not None and on < tenancy.signed_on:
        raise Refused(_("入驻日期不能早于签约日期，请核对。"))
    taken = _take(tenancy, "move_in", by=by, revision=revision, note=note, values={"moved_in_on": on})
    tell(taken, gettext_noop("已入驻：%(unit)s"))
    letters.moved_in(taken)
    return taken


@transaction.atomic
def leave(tenancy: Tenancy, *, by: User, revision: int, on: date, note: str) -> Tenancy:
    """The enterprise is out, and the unit goes to the next in line."""
    _check_past(on)
    if tenancy.moved_in_on is not None and on < tenancy.moved_in_on:
        raise Refused(_("退出日期不能早于入驻日期，请核对。"))
    if tenancy.signed_on is not None and on < tenancy.signed_on:
        raise Refused(_("退出日期不能早于签约日期，请核对。"))
    taken = _take(tenancy, "leave", by=by, revision=revision, note=note, values={"left_on": on})
    tell(taken, gettext_noop("已退出：%(unit)s"))
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
    waiting.hold(tenancy.registration)
    seen = Tenancy.objects.with_parties().get(pk=tenancy.pk)
    if revision is not None and seen.revision != revision:
        raise steps.faster(seen)
    if refusal := policies.why_not(by, seen, action, on=timezone.localdate(at) if at else None):
        raise Refused(refusal)
    return seen


def _check_days(*, signed_on: date, starts_on: date, ends_on: date, rent: Decimal | None) -> None:
    """Nothing that only a slip of the keys makes: a year with a wrong digit, two days exchanged."""
    _check_past(signed_on)
    _check_year(starts_on)
    if ends_on <= starts_on:
        raise Refused(_("届满日期须晚于起租日期，请核对。"))
    if ends_on <= signed_on:
        raise Refused(_("届满日期须晚于签约日期，请核对。"))
    if (ends_on - starts_on).days > LONGEST_LEASE:
        raise Refused(_("租期不能超过 20 年，请核对起租日期和届满日期。"))
    if rent is not None and rent < 0:
        raise Refused(_("租金不能为负数，请核对。"))


def _check_past(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("日期不能晚于今天：尚未发生的事项，请在发生后记录。"))
    _check_year(day)


def _check_year(day: date) -> None:
    if day < EARLIEST:
        raise Refused(_("日期不能早于 %(year)s 年，请核对年份。") % {"year": EARLIEST.year})
