from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganisationKind, Ownership, Sector
from alliance.models.memberships import Level
from casework.models import Case

# What the case engine calls this kind of case.
MEMBERSHIP = "membership"


class TitleTier(models.TextChoices):
    """Tiers of 梯度培育; the first carries its name under 工信部企业〔2026〕2号."""

    NONE = "none", _("无")
    INNOVATIVE = "innovative", _("科技和创新型中小企业")
    SPECIALISED = "specialised", _("专精特新中小企业")
    LITTLE_GIANT = "little_giant", _("专精特新“小巨人”企业")


class ListingStatus(models.TextChoices):
    NONE = "none", _("未上市")
    PREPARING = "preparing", _("上市筹备中")
    NEEQ = "neeq", _("新三板挂牌")
    LISTED = "listed", _("已上市")


class ResearchFacility(models.TextChoices):
    NONE = "none", _("无")
    BELOW_CITY = "below_city", _("市级以下")
    CITY = "city", _("市级")
    PROVINCIAL = "provincial", _("省部级")
    NATIONAL = "national", _("国家级")


class MembershipApplication(Case):
    """An application to join, or to renew. All fields may be empty in a draft: what a submission needs is
    checked by its kind, so that a draft saves at any point.
    """

    is_renewal = models.BooleanField(_("续期申请"), default=False, editable=False)

    # 主体
    name = models.CharField(_("单位名称"), max_length=120, blank=True)
    code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    org_kind = models.CharField(_("单位类型"), max_length=20, choices=OrganisationKind, blank=True)
    ownership = models.CharField(_("企业类型"), max_length=20, choices=Ownership, blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    registered_capital = models.DecimalField(
        _("注册资本"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    registered_address = models.CharField(_("注册地址"), max_length=200, blank=True)
    office_address = models.CharField(_("办公地址"), max_length=200, blank=True)
    park_name = models.CharField(_("所在园区"), max_length=80, blank=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("产业领域")
    )
    industry_code = models.CharField(_("国民经济行业代码（GB/T 4754）"), max_length=6, blank=True)
    website = models.URLField(_("网站"), blank=True)
    # 人员
    legal_representative = models.CharField(_("法定代表人"), max_length=60, blank=True)
    representative_name = models.CharField(_("会员代表姓名"), max_length=60, blank=True)
    representative_title = models.CharField(_("会员代表职务"), max_length=60, blank=True)
    representative_phone = models.CharField(_("会员代表手机"), max_length=20, blank=True)
    contact_name = models.CharField(_("联系人姓名"), max_length=60, blank=True)
    contact_title = models.CharField(_("联系人职务"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系人手机"), max_length=20, blank=True)
    contact_email = models.EmailField(_("联系人邮箱"), blank=True)
    contact_wechat = models.CharField(_("联系人微信"), max_length=40, blank=True)
    # 经营
    main_products = models.CharField(_("主营业务与主导产品"), max_length=300, blank=True)
    niche = models.CharField(_("细分领域"), max_length=120, blank=True)
    staff_count = models.PositiveIntegerField(_("员工人数"), null=True, blank=True)
    revenue = models.DecimalField(
        _("上年度营业收入"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    research_expense = models.DecimalField(
        _("上年度研发费用"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    above_scale = models.BooleanField(_("规模以上企业"), null=True, blank=True)
    listing = models.CharField(_("上市状态"), max_length=12, choices=ListingStatus, blank=True)
    # 资质
    tier = models.CharField(_("梯度培育层级"), max_length=14, choices=TitleTier, blank=True)
    tier_year = models.PositiveSmallIntegerField(_("认定年份"), null=True, blank=True)
    tier_until = models.DateField(_("称号有效期至"), null=True, blank=True)
    high_tech = models.BooleanField(_("高新技术企业"), null=True, blank=True)
    single_champion = models.BooleanField(_("制造业单项冠军"), null=True, blank=True)
    research_facility = models.CharField(
        _("研发机构级别"), max_length=12, choices=ResearchFacility, blank=True
    )
    patent_count = models.PositiveIntegerField(_("有效专利数"), null=True, blank=True)
    management_systems = models.CharField(_("体系认证"), max_length=200, blank=True)
    # 意向
    level = models.CharField(_("申请级别"), max_length=12, choices=Level, blank=True)
    needs = models.JSONField(_("诉求"), default=list, blank=True)
    resources = models.CharField(_("可提供资源"), max_length=500, blank=True)
    recommender = models.CharField(_("推荐单位"), max_length=120, blank=True)
    introduction = models.TextField(_("单位简介"), max_length=800, blank=True)
    # 承诺: given per submission, kept as versioned consents; the ticks here are only the form's.
    accepts_charter = models.BooleanField(_("自愿遵守联盟章程"), default=False)
    declares_truth = models.BooleanField(_("承诺填报内容和材料真实、准确、完整"), default=False)
    consents_processing = models.BooleanField(_("同意按《个人信息处理告知书》处理个人信息"), default=False)

    class Meta:
        verbose_name = _("入会申请")
        verbose_name_plural = _("入会申请")
        permissions = [("review_membershipapplication", "Can review membership applications")]
        constraints = [
            models.CheckConstraint(
                condition=Q(registered_capital__isnull=True) | Q(registered_capital__gte=0),
                name="application_capital_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(revenue__isnull=True)
                | Q(research_expense__isnull=True)
                | Q(research_expense__gte=0, revenue__gte=0),
                name="application_figures_not_negative",
            ),
        ]
