from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Sector
from accounts.wording import by_language
from parks.quantities import measured


class Park(models.Model):
    """An industrial park of the alliance. What no source gives stays empty until its operator fills it in."""

    slug = models.SlugField(_("代号"), unique=True)
    name = models.CharField(_("名称"), max_length=60, unique=True)
    english_name = models.CharField(_("英文名称"), max_length=120)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    introduction = models.TextField(_("简介"), blank=True)
    english_introduction = models.TextField(_("英文简介"), blank=True)
    operator_name = models.CharField(_("运营方"), max_length=120, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    contact = models.CharField(_("招商联系方式"), max_length=200, blank=True)
    plaque_on = models.DateField(_("授牌日期"), null=True, blank=True)
    sectors = models.ManyToManyField(Sector, blank=True, related_name="parks", verbose_name=_("重点产业"))
    admission = models.TextField(_("入驻条件说明"), blank=True)
    english_admission = models.TextField(_("英文入驻条件说明"), blank=True)
    plot_ratio = models.DecimalField(
        _("容积率"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0.01)],
        help_text=_("用于按租用面积折算用地：亩 = 面积（㎡）÷ 666.67 ÷ 容积率。"),
    )  # fmt: skip
    offer_days = models.PositiveSmallIntegerField(
        _("选房答复期限（工作日）"), default=5, validators=[MinValueValidator(1)]
    )
    opinions_needed = models.PositiveSmallIntegerField(
        _("评审人数下限"), default=2, validators=[MinValueValidator(1)],
        help_text=_("批准入园前，填写评审意见的人数不得少于此数。"),
    )  # fmt: skip
    source = models.CharField(_("资料来源"), max_length=200, blank=True)
    source_date = models.DateField(_("资料日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("园区")
        verbose_name_plural = _("园区")
        ordering = ["order", "pk"]
        permissions = [
            ("view_every_park", "Can see all parks, not only those they operate"),
            ("work_every_park", "Can act in all parks, not only in those they operate"),
            ("view_board", "Can see the figures of a park"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(plot_ratio__isnull=True) | Q(plot_ratio__gt=0), name="park_plot_ratio_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(offer_days__gte=1, opinions_needed__gte=1),
                name="park_days_and_opinions_at_least_one",
            ),
        ]

    def __str__(self) -> str:
        return by_language(self.name, self.english_name)

    def get_absolute_url(self) -> str:
        return reverse("park", args=[self.slug])

    @property
    def words(self) -> str:
        return by_language(self.introduction, self.english_introduction)

    @property
    def admission_words(self) -> str:
        return by_language(self.admission, self.english_admission)


class Operator(models.Model):
    """Who works for a park. Besides it they need a staff account in the group of park operators."""

    park = models.ForeignKey(Park, models.CASCADE, related_name="operators", verbose_name=_("园区"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="operated", verbose_name=_("工作人员")
    )
    since = models.DateField(_("起始日期"), auto_now_add=True)

    class Meta:
        verbose_name = _("园区工作人员")
        verbose_name_plural = _("园区工作人员")
        ordering = ["park", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["park", "user"], name="one_operator_per_park_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.park} · {self.user}"


class Figure(models.Model):
    """One figure about a park, as its source gives it: with the source, and the day it was true."""

    park = models.ForeignKey(Park, models.CASCADE, related_name="figures", verbose_name=_("园区"))
    label = models.CharField(_("指标"), max_length=60)
    english_label = models.CharField(_("英文指标"), max_length=120, blank=True)
    # As the source writes it: "120+", "约 400".
    value = models.CharField(_("数值"), max_length=30)
    unit = models.CharField(_("计量单位"), max_length=20, blank=True)
    english_unit = models.CharField(_("英文计量单位"), max_length=30, blank=True)
    as_of = models.CharField(_("截至"), max_length=10, help_text=_("年、年月或年月日，例如 2022-02。"))
    source = models.CharField(_("来源"), max_length=200)
    url = models.URLField(_("来源网址"), blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("园区数据")
        verbose_name_plural = _("园区数据")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["park", "label", "as_of"], name="one_figure_per_park_and_day"),
            models.CheckConstraint(
                condition=Q(as_of__regex=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
                name="figure_as_of_is_a_date",
                violation_error_message=_("请按“2022”“2022-02”或“2022-02-01”的格式填写。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.value}{self.counted_in}"

    @property
    def title(self) -> str:
        return by_language(self.label, self.english_label)

    @property
    def counted_in(self) -> str:
        return by_language(self.unit, self.english_unit)


class Measure(models.TextChoices):
    """What a condition looks at. Those without a unit are answered by yes or no and take no threshold."""

    TOTAL_INVESTMENT = "total_investment", _("总投资")
    INVESTMENT_PER_MU = "investment_per_mu", _("投资强度")
    OUTPUT_VALUE = "output_value", _("达产年产值")
    ANNUAL_TAX = "annual_tax", _("年税收")
    TAX_PER_MU = "tax_per_mu", _("亩均税收")
    LAST_REVENUE = "last_revenue", _("近一年营业收入")
    STAFF_COUNT = "staff_count", _("员工人数")
    RESEARCH_SHARE = "research_share", _("研发人员占比")
    AREA = "area_min", _("需求面积")
    FOCUS_SECTOR = "focus_sector", _("属于园区重点产业")
    NO_HAZARDOUS = "no_hazardous", _("不涉及危险化学品")
    NO_FULL_REPORT = "no_full_report", _("无须编制环境影响报告书")


UNITS = {
    Measure.TOTAL_INVESTMENT: _("万元"),
    Measure.INVESTMENT_PER_MU: _("万元/亩"),
    Measure.OUTPUT_VALUE: _("万元"),
    Measure.ANNUAL_TAX: _("万元"),
    Measure.TAX_PER_MU: _("万元/亩"),
    Measure.LAST_REVENUE: _("万元"),
    Measure.STAFF_COUNT: _("人"),
    Measure.RESEARCH_SHARE: _("%"),
    Measure.AREA: _("㎡"),
}
# Plain strings for the constraint, so that a migration never imports them.
COUNTED = [str(measure) for measure in UNITS]


class Condition(models.Model):
    """One condition of admission, kept by the operator: a threshold in the measure's unit, or a yes."""

    class Bound(models.TextChoices):
        AT_LEAST = "at_least", _("不低于")
        AT_MOST = "at_most", _("不高于")

    park = models.ForeignKey(Park, models.CASCADE, related_name="conditions", verbose_name=_("园区"))
    measure = models.CharField(_("指标"), max_length=20, choices=Measure)
    bound = models.CharField(_("要求"), max_length=10, choices=Bound, blank=True)
    threshold = models.DecimalField(_("门槛值"), max_digits=14, decimal_places=2, null=True, blank=True)
    is_required = models.BooleanField(
        _("必备"), default=True, help_text=_("不勾选的为优先条件，不满足也可以入园。")
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    source = models.CharField(_("依据"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("入驻条件")
        verbose_name_plural = _("入驻条件")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["park", "measure", "bound"], name="one_condition_per_measure_and_bound"
            ),
            models.CheckConstraint(
                condition=Q(measure__in=COUNTED, threshold__isnull=False, bound__in=["at_least", "at_most"])
                | (~Q(measure__in=COUNTED) & Q(threshold__isnull=True, bound="")),
                name="condition_has_the_threshold_its_measure_takes",
                violation_error_message=_(
                    "有数值的指标，须选择要求并填写门槛值；只判断是或否的指标，两项均不填。"
                ),
            ),
        ]

    def __str__(self) -> str:
        if self.threshold is None:
            return str(self.get_measure_display())
        return (
            f"{self.get_measure_display()} {self.get_bound_display()} {measured(self.threshold, self.unit)}"
        )

    @property
    def unit(self) -> str:
        return str(UNITS.get(Measure(self.measure), ""))
