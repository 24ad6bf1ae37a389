from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.wording import by_language
from parks.models.parks import Park


class Use(models.TextChoices):
    RESEARCH = "research", _("研发")
    PILOT = "pilot", _("中试")
    PRODUCTION = "production", _("生产")
    OFFICE = "office", _("办公")
    STORAGE = "storage", _("仓储")


class Building(models.Model):
    park = models.ForeignKey(Park, models.PROTECT, related_name="buildings", verbose_name=_("园区"))
    name = models.CharField(_("楼栋"), max_length=40)
    english_name = models.CharField(_("英文名称"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("楼栋")
        verbose_name_plural = _("楼栋")
        ordering = ["park", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["park", "name"], name="one_building_per_park_and_name")
        ]

    def __str__(self) -> str:
        return by_language(self.name, self.english_name)


class UnitQuerySet(models.QuerySet["Unit"]):
    def placed(self) -> Self:
        """With building and park, in the order of a walk: park, building, floor from below, unit."""
        return self.select_related("building__park").order_by(
            "building__park__order", "building__order", "building_id", "floor", "code"
        )

    def with_holder(self) -> Self:
        """Each with `holding`: the status of the tenancy that holds it, or None."""
        from parks.models.tenancies import Tenancy  # noqa: PLC0415  units stand below tenancies

        held = Tenancy.objects.holding().filter(unit=OuterRef("pk"))
        return self.annotate(holding=models.Subquery(held.values("status")[:1]))

    def unheld(self) -> Self:
        """Nobody has an offer, a contract or the keys."""
        from parks.models.tenancies import Tenancy  # noqa: PLC0415

        return self.filter(~Exists(Tenancy.objects.holding().filter(unit=OuterRef("pk"))))

    def lettable(self) -> Self:
        """What may be offered: nobody holds it, and it is not withheld; free now or from a day on."""
        return self.unheld().filter(is_withheld=False)


class Unit(models.Model):
    """A part of a floor that is let as one. Its state is never typed: it follows from tenancies and dates."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="units", verbose_name=_("楼栋"))
    # 1 is the ground floor, negative ones lie below it; there is no floor 0.
    floor = models.SmallIntegerField(_("楼层"))
    code = models.CharField(_("单元号"), max_length=20)
    area = models.DecimalField(
        _("面积（㎡）"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0.01)]
    )
    use = models.CharField(_("用途"), max_length=12, choices=Use)
    rent = models.DecimalField(
        _("租金（元/㎡·月）"), max_digits=8, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    load = models.DecimalField(
        _("楼面荷载（kN/㎡）"), max_digits=6, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    height = models.DecimalField(
        _("层高（m）"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    power = models.DecimalField(
        _("用电容量（kVA）"), max_digits=8, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    available_from = models.DateField(_("可用日期"), null=True, blank=True, help_text=_("现在可用的不填。"))
    is_withheld = models.BooleanField(
        _("暂不招租"), default=False, help_text=_("勾选后不在公开页面展示为可租，也不能选房。")
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("单元")
        verbose_name_plural = _("单元")
        ordering = ["building", "floor", "code"]
        constraints = [
            models.UniqueConstraint(fields=["building", "code"], name="one_unit_per_building_and_code"),
            models.CheckConstraint(condition=Q(area__gt=0), name="unit_area_above_zero"),
            models.CheckConstraint(
                condition=~Q(floor=0), name="unit_floor_is_not_zero",
                violation_error_message=_("楼层没有 0 层：地面层填 1，地下一层填 -1。"),
            ),
            models.CheckConstraint(
                condition=(Q(rent__isnull=True) | Q(rent__gte=0))
                & (Q(load__isnull=True) | Q(load__gte=0))
                & (Q(height__isnull=True) | Q(height__gte=0))
                & (Q(power__isnull=True) | Q(power__gte=0)),
                name="unit_figures_not_negative",
            ),
        ]  # fmt: skip
        indexes = [models.Index(F("area"), name="unit_area")]

    def __str__(self) -> str:
        return f"{self.building} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("unit", args=[self.pk])
