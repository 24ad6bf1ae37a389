from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Sector
from casework.models import Case
from parks.models.parks import Park
from parks.models.units import Unit, Use

# What the case engine calls this kind of case.
REGISTRATION = "park"


class EntryMode(models.TextChoices):
    RELOCATE = "relocate", _("迁入")
    FOUND = "found", _("新设立")
    BRANCH = "branch", _("设立分支机构")


class EnvironmentClass(models.TextChoices):
    """By the weight of the assessment, heaviest first."""

    REPORT = "report", _("编制环境影响报告书")
    FORM = "form", _("编制环境影响报告表")
    REGISTER = "register", _("填报环境影响登记表")
    EXEMPT = "exempt", _("豁免")


def _amount(label: Any, *, digits: int = 14) -> models.DecimalField:  # type: ignore[type-arg]
    return models.DecimalField(
        label, max_digits=digits, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


class ParkRegistration(Case):
    """An application for a place in a park. All fields may be empty in a draft: what a submission
    needs is checked by its kind. Money in 万元, areas in ㎡; figures per 亩 are computed (`parks.yields`).
    """

    park = models.ForeignKey(
        Park, models.PROTECT, related_name="registrations", verbose_name=_("园区"), editable=False
    )
    wanted_unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("意向单元")
    )
    # The registration in another park that this one was made from, without typing anything again.
    transferred_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="transfers", editable=False,
        verbose_name=_("转自"),
    )  # fmt: skip

    # 申请主体. An enterprise that is still to be founded has an intended name and no code yet.
    name = models.CharField(_("单位名称"), max_length=120, blank=True)
    entry_mode = models.CharField(_("入园方式"), max_length=10, choices=EntryMode, blank=True)
    registered_capital = _amount(_("注册资本"))
    founding_on = models.DateField(_("成立日期"), null=True, blank=True)
    legal_representative = models.CharField(_("法定代表人"), max_length=60, blank=True)
    current_address = models.CharField(_("现址"), max_length=200, blank=True)
    shareholders = models.TextField(_("股东结构"), max_length=500, blank=True)
    contact_name = models.CharField(_("联系人姓名"), max_length=60, blank=True)
    contact_title = models.CharField(_("联系人职务"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系人手机"), max_length=20, blank=True)
    contact_email = models.EmailField(_("联系人邮箱"), blank=True)
    # 项目
    project_name = models.CharField(_("项目名称"), max_length=120, blank=True)
    project_summary = models.TextField(_("项目简介"), max_length=1000, blank=True)
    main_products = models.CharField(_("主要产品"), max_length=300, blank=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所属产业")
    )
    intellectual_property = models.TextField(_("知识产权"), max_length=500, blank=True)
    # 场地
    use = models.CharField(_("用途"), max_length=12, choices=Use, blank=True)
    area_min = _amount(_("需求面积下限"), digits=9)
    area_max = _amount(_("需求面积上限"), digits=9)
    floor_wish = models.CharField(_("楼层要求"), max_length=60, blank=True)
    height_min = _amount(_("层高不低于"), digits=5)
    load_min = _amount(_("楼面荷载不低于"), digits=6)
    power_min = _amount(_("用电容量不低于"), digits=8)
    water_demand = models.CharField(_("给排水要求"), max_length=200, blank=True)
    network_demand = models.CharField(_("网络要求"), max_length=200, blank=True)
    lease_years = models.PositiveSmallIntegerField(
        _("租期"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    rent_max = _amount(_("期望租金不高于"), digits=8)
    move_in_on = models.DateField(_("计划入驻日期"), null=True, blank=True)
    # 投资与产出
    total_investment = _amount(_("总投资"))
    equipment_investment = _amount(_("其中：设备投资"))
    output_value = _amount(_("达产年产值"))
    annual_tax = _amount(_("达产年税收"))
    staff_count = models.PositiveIntegerField(_("员工人数"), null=True, blank=True)
    research_staff = models.PositiveIntegerField(_("其中：研发人员"), null=True, blank=True)
    last_revenue = _amount(_("近一年营业收入"))
    last_tax = _amount(_("近一年税收"))
    # 环境与安全
    environment_class = models.CharField(_("环评类别"), max_length=10, choices=EnvironmentClass, blank=True)
    energy_note = models.CharField(_("能耗说明"), max_length=300, blank=True)
    pollution_note = models.CharField(_("污染物与噪音说明"), max_length=300, blank=True)
    is_hazardous = models.BooleanField(_("涉及危险化学品"), null=True, blank=True)
    safety_note = models.CharField(_("安全生产说明"), max_length=300, blank=True)
    # 承诺
    shows_publicly = models.BooleanField(_("同意入驻后在园区页面展示单位名称"), default=False)
    declares_truth = models.BooleanField(_("承诺填报内容和材料真实、准确、完整"), default=False)
    consents_processing = models.BooleanField(_("同意按《个人信息处理告知书》处理个人信息"), default=False)

    # The case's own manager gives cases, as far as types go.
    objects: ClassVar[models.Manager["ParkRegistration"]] = models.Manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("入园登记")
        verbose_name_plural = _("入园登记")
        permissions = [
            ("review_parkregistration", "Can review park registrations"),
            ("export_parkregistration", "Can export park registrations"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(area_min__isnull=True) | Q(area_min__gte=0), name="registration_area_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(total_investment__isnull=True) | Q(total_investment__gte=0),
                name="registration_investment_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(annual_tax__isnull=True) | Q(annual_tax__gte=0),
                name="registration_tax_not_negative",
            ),
        ]


class Aspect(models.TextChoices):
    """What a joint review looks at (domain.md §5: 联合评审)."""

    INDUSTRY = "industry", _("产业")
    PLANNING = "planning", _("规划")
    ENVIRONMENT = "environment", _("环保")
    SAFETY = "safety", _("安全")
    FIRE = "fire", _("消防")
    YIELD = "yield", _("亩均效益")


class Verdict(models.TextChoices):
    AGREE = "agree", pgettext_lazy("review opinion", "同意")
    CONDITIONAL = "conditional", _("有条件同意")
    DISAGREE = "disagree", _("不同意")
    NOT_CONCERNED = "not_concerned", _("不涉及")


class Opinion(models.Model):
    """One person's opinion on one aspect of a registration; they may word it anew until the decision."""

    registration = models.ForeignKey(
        ParkRegistration, models.CASCADE, related_name="opinions", verbose_name=_("入园登记")
    )
    aspect = models.CharField(_("评审方面"), max_length=12, choices=Aspect)
    verdict = models.CharField(_("意见"), max_length=14, choices=Verdict)
    note = models.CharField(_("理由或条件"), max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("评审人")
    )
    at = models.DateTimeField(_("时间"), auto_now=True)

    class Meta:
        verbose_name = _("评审意见")
        verbose_name_plural = _("评审意见")
        ordering = ["registration", "aspect", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "aspect", "author"], name="one_opinion_per_aspect_and_person"
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=["conditional", "disagree"]) | ~Q(note=""),
                name="opinion_against_has_its_reason",
                violation_error_message=_("有条件同意或不同意的，请写明条件或理由。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_aspect_display()} · {self.get_verdict_display()}"
