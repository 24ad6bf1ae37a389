"""Where each registration stands between submission and moving in, and for how many days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.chips import Chip
from casework import chips as case_chips
from casework.lifecycle import Side, Status
from casework.models import TrailEntry
from parks import chips
from parks.lifecycles import UNSIGNED, TenancyStatus
from parks.models import TENANCY_LABELS, ParkRegistration, Tenancy, TenancyStep, WaitingPlace

WAITING = "waiting"
# In the order of the way in.
STAGES: Mapping[str, str | Promise] = {
    Status.SUBMITTED: _("已提交"),
    Status.UNDER_REVIEW: _("审核中"),
    Status.CHANGES_REQUESTED: _("待补正"),
    WAITING: _("轮候中"),
    TenancyStatus.OFFERED: TENANCY_LABELS[TenancyStatus.OFFERED],
    TenancyStatus.ACCEPTED: TENANCY_LABELS[TenancyStatus.ACCEPTED],
    TenancyStatus.SIGNED: TENANCY_LABELS[TenancyStatus.SIGNED],
}
OVER = pgettext_lazy("stage of a registration", "已办结")


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage a registration has reached, since when, and how it looks."""

    stage: str
    since: datetime | None
    chip: Chip

    @property
    def days(self) -> int | None:
        """Whole days in Shanghai: 0 on the day itself."""
        if self.since is None:
            return None
        return (timezone.localdate() - timezone.localdate(self.since)).days


def with_standing(rows: QuerySet[ParkRegistration]) -> QuerySet[ParkRegistration]:
    """Annotated with all that `standing` reads: no query per row."""
    moved = TrailEntry.objects.filter(case=OuterRef("pk")).exclude(from_status=F("to_status"))
    held = Tenancy.objects.holding().filter(registration=OuterRef("pk"))
    step = TenancyStep.objects.filter(thing=OuterRef("held_by")).exclude(from_status=F("to_status"))
    place = WaitingPlace.objects.waiting().filter(registration=OuterRef("pk"))
    return rows.annotate(
        moved_at=Subquery(moved.order_by("-sequence").values("at")[:1]),
        held_by=Subquery(held.values("pk")[:1]),
        held_as=Subquery(held.values("status")[:1]),
        queued_at=Subquery(place.values("queued_at")[:1]),
    ).annotate(held_since=Subquery(step.order_by("-pk").values("at")[:1]))


def on_the_way(rows: QuerySet[ParkRegistration]) -> QuerySet[ParkRegistration]:
    """Of rows `with_standing`: what has been sent in and neither moved in nor come to an end."""
    under_way = [Status.SUBMITTED, Status.UNDER_REVIEW, Status.CHANGES_REQUESTED]
    not_yet_in = [*UNSIGNED, TenancyStatus.SIGNED]
    let = Q(("status", Status.APPROVED), ("held_as__in", not_yet_in))
    in_line = Q(("status", Status.APPROVED), ("queued_at__isnull", False))
    return rows.filter(Q(status__in=under_way) | in_line | let)


def standing(registration: ParkRegistration) -> Standing:
    """Of a row `with_standing`."""
    noted = registration.__dict__
    if registration.status != Status.APPROVED:
        chip = case_chips.of_case(registration, Side.REVIEWER)
        return Standing(registration.status, noted["moved_at"], chip)
    if held_as := noted["held_as"]:
        chip = chips.of_tenancy(Tenancy(status=held_as), Side.REVIEWER)
        return Standing(held_as, noted["held_since"], chip)
    if noted["queued_at"]:
        return Standing(WAITING, noted["queued_at"], chips.of_place(WaitingPlace.State.WAITING))
    return Standing(Status.APPROVED, noted["moved_at"], Chip("slate", "archive", OVER))
