from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from parks.models.parks import Park


class VisitSlotQuerySet(models.QuerySet["VisitSlot"]):
    def upcoming(self) -> Self:
        return self.filter(starts_at__gt=timezone.now(), is_cancelled=False).order_by("starts_at", "pk")


class VisitSlot(models.Model):
    """A time at which a park receives visitors. `taken` counts by compare-and-set, never past capacity."""

    park = models.ForeignKey(Park, models.CASCADE, related_name="slots", verbose_name=_("园区"))
    starts_at = models.DateTimeField(_("开始时间"))
    minutes = models.PositiveSmallIntegerField(
        _("时长（分钟）"), default=60, validators=[MinValueValidator(1)]
    )
    place = models.CharField(_("集合地点"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("可接待单位数"), default=3, validators=[MinValueValidator(1)]
    )
    taken = models.PositiveSmallIntegerField(_("已预约"), default=0, editable=False)
    is_cancelled = models.BooleanField(_("已取消"), default=False, editable=False)

    objects = VisitSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("参观时段")
        verbose_name_plural = _("参观时段")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["park", "starts_at"], name="one_slot_per_park_and_time"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity"), capacity__gte=1), name="slot_never_oversold",
                violation_error_message=_("可接待单位数不能少于已预约的单位数，也不能少于 1。"),
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="slot_lasts"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.park} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"


class Visit(models.Model):
    """An organisation's appointment in a slot."""

    class State(models.TextChoices):
        BOOKED = "booked", _("已预约")
        CANCELLED = "cancelled", _("已取消")
        CAME = "came", _("已到访")
        MISSED = "missed", _("未到访")

    slot = models.ForeignKey(VisitSlot, models.PROTECT, related_name="visits", verbose_name=_("参观时段"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="visits", verbose_name=_("单位")
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("预约人")
    )
    people = models.PositiveSmallIntegerField(_("到访人数"), default=1, validators=[MinValueValidator(1)])
    purpose = models.CharField(_("参观重点"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.BOOKED, editable=False)
    booked_at = models.DateTimeField(_("预约时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("参观预约")
        verbose_name_plural = _("参观预约")
        ordering = ["slot__starts_at", "pk"]
        permissions = [("mark_visit", "Can record who came and cancel appointments")]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "organisation"], condition=Q(state="booked"),
                name="one_appointment_per_slot_and_organisation",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation} · {self.slot}"
