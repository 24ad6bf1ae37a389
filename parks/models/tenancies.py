from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import Moving, Step
from parks.lifecycles import TENANCY, TenancyStatus
from parks.models.parks import Park
from parks.models.registrations import ParkRegistration
from parks.models.units import Unit

TENANCY_LABELS: dict[str, Promise] = {
    TenancyStatus.OFFERED: _("待答复"),
    TenancyStatus.ACCEPTED: _("待签约"),
    TenancyStatus.SIGNED: _("已签约"),
    TenancyStatus.MOVED_IN: _("已入驻"),
    TenancyStatus.LEFT: _("已退出"),
    TenancyStatus.DECLINED: _("已放弃"),
    TenancyStatus.LAPSED: _("逾期未答复"),
    TenancyStatus.WITHDRAWN: _("已收回"),
}
TENANCY_ACTIONS: dict[str, Promise] = {
    "begin": _("发出选房通知"),
    "accept": _("接受"),
    "decline": _("放弃"),
    "lapse": _("逾期未答复"),
    "withdraw": _("收回"),
    "sign": _("签约"),
    "move_in": _("入驻"),
    "leave": _("退出"),
    "open_contract": _("查看合同"),
    "show": _("同意公开展示"),
    "hide": _("撤回公开展示"),
}
STATUSES = [str(status) for status in TENANCY.statuses]
# While one of these, the unit is nobody else's.
HOLDING = [str(status) for status in TENANCY.open_statuses]
UNDER_CONTRACT = [str(TenancyStatus.SIGNED), str(TenancyStatus.MOVED_IN)]


class TenancyQuerySet(models.QuerySet["Tenancy"]):
    def holding(self) -> Self:
        return self.filter(status__in=HOLDING)

    def of(self, user_id: int) -> Self:
        """Tenancies of organisations in which this person holds a seat."""
        return self.filter(registration__organisation__seats__user_id=user_id)

    def residents(self) -> Self:
        return self.filter(status=TenancyStatus.MOVED_IN)

    def with_parties(self) -> Self:
        return self.select_related("registration__organisation", "registration__park", "unit__building__park")


class Tenancy(Moving):
    """From the offer of a unit to the day the enterprise leaves it. One holder per unit, by constraint.

    `status` is moved by `parks.services.tenancies` and by nothing else.
    """

    lifecycle = TENANCY

    status = models.CharField(
        _("状态"), max_length=20, choices=[(str(key), word) for key, word in TENANCY_LABELS.items()],
        default=str(TenancyStatus.OFFERED), editable=False,
    )  # fmt: skip
    registration = models.ForeignKey(
        ParkRegistration, models.PROTECT, related_name="tenancies", verbose_name=_("入园登记")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tenancies", verbose_name=_("单元"))
    rent = models.DecimalField(
        _("租金（元/㎡·月）"), max_digits=8, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    offered_at = models.DateTimeField(_("通知时间"), default=timezone.now)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("通知人"),
    )  # fmt: skip
    # The last day to answer the offer.
    answer_by = models.DateField(_("答复期限"))
    signed_on = models.DateField(_("签约日期"), null=True, blank=True)
    starts_on = models.DateField(_("起租日期"), null=True, blank=True)
    ends_on = models.DateField(_("届满日期"), null=True, blank=True)
    contract = models.FileField(_("合同扫描件"), max_length=200, blank=True)
    contract_name = models.CharField(_("合同文件名"), max_length=200, blank=True)
    moved_in_on = models.DateField(_("入驻日期"), null=True, blank=True)
    left_on = models.DateField(_("退出日期"), null=True, blank=True)
    shows_publicly = models.BooleanField(_("同意公开展示"), default=False)

    objects = TenancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("租用")
        verbose_name_plural = _("租用")
        ordering = ["-pk"]
        permissions = [
            ("offer_unit", "Can offer units to registered enterprises"),
            ("move_tenancy", "Can record contracts, moving in and leaving"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="tenancy_status_is_in_the_table"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(status__in=HOLDING), name="one_holder_per_unit"
            ),
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(status__in=HOLDING),
                name="one_unit_held_per_registration",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=UNDER_CONTRACT)
                | Q(signed_on__isnull=False, starts_on__isnull=False, ends_on__isnull=False),
                name="tenancy_under_contract_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="tenancy_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(status="moved_in") | Q(moved_in_on__isnull=False),
                name="tenancy_moved_in_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(status="left", left_on__isnull=False)
                | (~Q(status="left") & Q(left_on__isnull=True)),
                name="tenancy_left_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["status", "answer_by"], name="tenancy_answer")]

    def __str__(self) -> str:
        return f"{self.registration.reference} · {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("tenancy", args=[self.pk])

    @property
    def park(self) -> Park:
        return self.registration.park

    def is_late(self, today: date | None = None) -> bool:
        """The day to answer is over, whether or not the housekeeping has come by."""
        return self.status == TenancyStatus.OFFERED and self.answer_by < (today or timezone.localdate())


class TenancyStep(Step):
    """A line of a tenancy's history; append-only, in the database too."""

    thing = models.ForeignKey(Tenancy, models.PROTECT, related_name="steps", verbose_name=_("租用"))

    class Meta(Step.Meta):
        verbose_name = _("租用记录")
        verbose_name_plural = _("租用记录")

    @property
    def action_label(self) -> str:
        return str(TENANCY_ACTIONS.get(self.action, self.action))


class WaitingPlaceQuerySet(models.QuerySet["WaitingPlace"]):
    def waiting(self) -> Self:
        return self.filter(state=WaitingPlace.State.WAITING)

    def in_line(self) -> Self:
        """First come, first served."""
        return self.waiting().order_by("queued_at", "pk")


class WaitingPlace(models.Model):
    """A place in a park's waiting list for space; what it waits for stands in its registration."""

    class State(models.TextChoices):
        WAITING = "waiting", _("轮候中")
        SERVED = "served", _("已通知选房")
        LEFT = "left", _("已退出轮候")

    registration = models.ForeignKey(
        ParkRegistration, models.PROTECT, related_name="places", verbose_name=_("入园登记")
    )
    # The registration's park, again, so that a list of one park needs no join.
    park = models.ForeignKey(Park, models.PROTECT, related_name="places", verbose_name=_("园区"))
    queued_at = models.DateTimeField(_("轮候起始时间"), default=timezone.now)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING, editable=False)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True, editable=False)

    objects = WaitingPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("轮候")
        verbose_name_plural = _("轮候名单")
        ordering = ["park", "queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state="waiting"),
                name="one_waiting_place_per_registration",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="waiting_place_ended_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["park", "state", "queued_at", "id"], name="waiting_line")]

    def __str__(self) -> str:
        return f"{self.registration.reference} · {self.get_state_display()}"
