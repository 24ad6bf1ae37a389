"""A unit is offered to who waits in line, by an operator or from one to the next by itself.

Whoever ends an offer passes the unit on in the same transaction, so that no unit lies free while somebody
waits for it.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
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
from parks.services import waiting


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
    waiting.hold(registration)
    if refusal := policies.why_not(by, registration, "offer") or why_not_lettable(registration, unit):
        raise Refused(refusal)
    at = at or timezone.now()
    place = line.place_of(registration)
    if place is None or not waiting.serve(place, at=at):
        raise Refused(_gone())
    try:
        return _begin(registration, unit, by=by, rent=rent, at=at)
    except IntegrityError:
        raise Refused(why_held(unit) or _gone()) from None


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
    tell(tenancy, gettext_noop("选房通知：%(unit)s"), gettext_noop("请于 %(day)s 前答复"), tenancy.answer_by)
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
        "unit": unit,
        "time": date_format(timezone.localtime(holder.offered_at), "DATETIME_FORMAT"),
        "name": holder.offered_by or _("系统"),
        "organisation": holder.registration.organisation,
    }  # fmt: skip


def _gone() -> str:
    return _("该单元或该入园登记的状态刚刚变化，请刷新页面后再试。")


def tell(tenancy: Tenancy, label: str, detail: str = "", day: date | None = None) -> None:
    """The tenancy's line among what the approval brought about, as it stands now."""
    with in_chinese():
        values = {"unit": str(tenancy.unit), "day": day.isoformat() if day else ""}
    effects.record(
        tenancy.registration, f"tenancy-{tenancy.pk}", label, detail=detail, values=values,
        url=tenancy.get_absolute_url(),
    )  # fmt: skip
