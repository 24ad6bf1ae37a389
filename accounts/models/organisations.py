from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.wording import by_language


class OrganisationKind(models.TextChoices):
    """Who joins an alliance: enterprises, and the institutions that serve them."""

    ENTERPRISE = "enterprise", _("企业")
    FINANCIAL = "financial", _("金融机构")
    LAW_FIRM = "law_firm", _("律师事务所")
    ACCOUNTING_FIRM = "accounting_firm", _("会计师事务所")
    INSTITUTE = "institute", _("高校院所")
    SERVICE_BODY = "service_body", _("服务机构")


class Ownership(models.TextChoices):
    PRIVATE = "private", _("民营")
    STATE = "state", _("国有")
    FOREIGN = "foreign", _("外资")
    JOINT = "joint", _("合资")
    COLLECTIVE = "collective", _("集体")
    OTHER = "other", _("其他")


class Sector(models.Model):
    """A field of industry; the rows come from the alliance's data file, not from code."""

    slug = models.SlugField(_("代号"), unique=True)
    name = models.CharField(_("名称"), max_length=60, unique=True)
    english_name = models.CharField(_("英文名称"), max_length=120)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("产业领域")
        verbose_name_plural = _("产业领域")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return by_language(self.name, self.english_name)


# The fields an organisation may put on its public page; one tick each, none ticked by default.
SHOWABLE_FIELDS = (
    "code",
    "english_name",
    "ownership",
    "industry_label",
    "founded_on",
    "registered_capital",
    "staff_count",
    "registered_address",
    "office_address",
    "legal_representative",
    "contact_name",
    "contact_phone",
    "contact_email",
    "website",
    "main_products",
    "introduction",
    "logo",
)


def label_of(name: str) -> str:
    """What a field of an organisation is called on its pages."""
    return str(getattr(Organisation._meta.get_field(name), "verbose_name", name))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of(self, user_id: int) -> Self:
        """Organisations in which this person holds a seat."""
        return self.filter(seats__user_id=user_id)


class Organisation(models.Model):
    """A legal body, filled in once and reused by every application."""

    kind = models.CharField(
        _("单位类型"), max_length=20, choices=OrganisationKind, default=OrganisationKind.ENTERPRISE
    )
    # Null only where staff have still to find the code (the chair unit of the article).
    code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True, null=True, blank=True)
    # Still to be founded: under its intended name, without a code until it has one.
    is_planned = models.BooleanField(_("拟设立"), default=False, editable=False)
    code_confirmed_by_staff = models.BooleanField(_("代码经人工核实"), default=False)
    name = models.CharField(_("单位名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    english_name = models.CharField(_("英文名称"), max_length=160, blank=True)
    pinyin = models.CharField(_("拼音"), max_length=400, blank=True, db_index=True)
    initials = models.CharField(_("拼音首字母"), max_length=120, blank=True, db_index=True)
    # Normalised names and their two-character grams: what the search reads. Kept by the service.
    search_text = models.TextField(editable=False, blank=True, default="")
    grams = models.TextField(editable=False, blank=True, default="")

    ownership = models.CharField(_("企业类型"), max_length=20, choices=Ownership, blank=True)
    sector = models.ForeignKey(
        Sector,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("产业领域"),
    )
    industry_code = models.CharField(_("国民经济行业代码（GB/T 4754）"), max_length=6, blank=True)
    industry_label = models.CharField(_("行业名称"), max_length=60, blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    registered_capital = models.DecimalField(
        _("注册资本（万元）"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    staff_count = models.PositiveIntegerField(_("员工人数"), null=True, blank=True)
    legal_representative = models.CharField(_("法定代表人"), max_length=60, blank=True)
    registered_address = models.CharField(_("注册地址"), max_length=200, blank=True)
    office_address = models.CharField(_("办公地址"), max_length=200, blank=True)
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_title = models.CharField(_("联系人职务"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    contact_email = models.EmailField(_("联系邮箱"), blank=True)
    website = models.URLField(_("网站"), blank=True)
    main_products = models.CharField(_("主营业务与主导产品"), max_length=300, blank=True)
    introduction = models.TextField(_("单位简介"), max_length=800, blank=True)
    logo = models.FileField(_("标志"), upload_to="logos/", blank=True)
    shown_fields = models.JSONField(_("公开展示的内容"), default=list, blank=True)

    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering = ["pinyin", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__isnull=True) | Q(code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                name="organisation_code_has_the_charset_of_gb32100",
                violation_error_message=_("统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）。"),
            ),
            models.CheckConstraint(
                condition=Q(is_planned=False) | Q(code__isnull=True), name="organisation_planned_has_no_code"
            ),
            models.CheckConstraint(
                condition=Q(registered_capital__isnull=True) | Q(registered_capital__gte=0),
                name="organisation_capital_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.pk])

    @property
    def display_name(self) -> str:
        """The English name for an English reader, where there is one."""
        return by_language(self.name, self.english_name)
