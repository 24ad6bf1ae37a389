"""What keeps a membership application from being submitted: one plain sentence per field."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts import phones
from accounts.models import OrganisationKind
from alliance import papers
from alliance.models import MembershipApplication, TitleTier
from alliance.sections import DECLARATIONS

REQUIRED = (
    "name", "code", "org_kind", "founded_on", "registered_address", "sector",
    "legal_representative", "representative_name", "representative_title", "representative_phone",
    "contact_name", "contact_title", "contact_phone", "contact_email",
    "main_products", "level", "introduction",
)  # fmt: skip
# Bodies without a share capital or a line in the classification of industries leave these empty.
REQUIRED_OF_COMPANIES = ("registered_capital", "industry_code")
COMPANIES = (OrganisationKind.ENTERPRISE, OrganisationKind.FINANCIAL)
# Asked of enterprises, whose tier the alliance is about; “无” is an answer.
REQUIRED_OF_ENTERPRISES = ("tier",)

INDUSTRY_CODE = re.compile(r"[A-T]?\d{2,4}")
INTRODUCTION_LENGTH = 800
FIRST_TIER_YEAR = 2011  # the ministry's first titles of this family

AMOUNTS = ("registered_capital", "revenue", "research_expense")

Finding = tuple[str, str]


def required_fields(application: MembershipApplication) -> tuple[str, ...]:
    kind = papers.kind_of_body(application)
    more = REQUIRED_OF_COMPANIES if kind in COMPANIES else ()
    return REQUIRED + more + (REQUIRED_OF_ENTERPRISES if kind == OrganisationKind.ENTERPRISE else ())


def findings(application: MembershipApplication) -> Iterator[Finding]:
    yield from _missing(application)
    yield from _identity(application)
    yield from _flaws(application)
    yield from _people(application)
    yield from _title(application)
    yield from _declarations(application)


def _missing(application: MembershipApplication) -> Iterator[Finding]:
    for name in required_fields(application):
        if getattr(application, name) in (None, "") and not (
            name == "code" and not application.organisation.code
        ):
            label = application._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            yield name, _("请填写“%(label)s”。") % {"label": label}


def _identity(application: MembershipApplication) -> Iterator[Finding]:
    organisation = application.organisation
    if not organisation.code:
        yield "code", _("本单位尚未登记统一社会信用代码，请先联系秘书处补登。")
    elif application.code and application.code != organisation.code:
        yield (
            "code",
            _("统一社会信用代码与单位登记的 %(code)s 不一致。登记有误的，请联系秘书处更正。")
            % {"code": organisation.code},
        )
    if len(application.introduction) > INTRODUCTION_LENGTH:
        yield "introduction", _("单位简介不得超过 %(limit)d 字，现有 %(length)d 字，请精简。") % {
            "limit": INTRODUCTION_LENGTH, "length": len(application.introduction),
        }  # fmt: skip


def _flaws(application: MembershipApplication) -> Iterator[Finding]:
    for name in ("founded_on", "industry_code", *AMOUNTS):
        if message := flaw(name, getattr(application, name)):
            yield name, message


def flaw(name: str, value: Any) -> str | None:
    """What is wrong with this value by itself: said beside the field once typed, and again at the end."""
    if value in (None, ""):
        return None
    if name == "founded_on" and value > timezone.localdate():
        return _("成立日期不能晚于今天。")
    if name == "industry_code" and not INDUSTRY_CODE.fullmatch(value):
        return _("请填写 GB/T 4754 的行业代码，例如 C3670 或 3670。")
    if name in AMOUNTS and value < 0:
        return _("金额不能为负数，请改正。")
    return None


def _people(application: MembershipApplication) -> Iterator[Finding]:
    for name in ("representative_phone", "contact_phone"):
        number = getattr(application, name)
        if not number:
            continue
        try:
            phones.clean_mobile(number)
        except ValidationError as problem:
            yield name, problem.messages[0]


def _title(application: MembershipApplication) -> Iterator[Finding]:
    if application.tier in ("", TitleTier.NONE):
        return
    today = timezone.localdate()
    year, until = application.tier_year, application.tier_until
    if year is None:
        yield "tier_year", _("请填写取得该称号的年份；没有称号的，梯度培育层级请选“无”。")
    elif year < _earliest_year(application.founded_on) or year > today.year:
        yield "tier_year", _("认定年份应在 %(first)d 年至 %(last)d 年之间，请核对。") % {
            "first": _earliest_year(application.founded_on), "last": today.year,
        }  # fmt: skip
    if until is None:
        yield "tier_until", _("请填写称号有效期的最后一天，以证书或公告为准。")
    elif until < today:
        yield (
            "tier_until",
            _("该称号已于%(day)s到期。已通过复核的，请填写新的有效期；没有有效称号的，梯度培育层级请选“无”。")
            % {"day": formats.date_format(until, "DATE_FORMAT")},
        )
    elif year is not None and until.year < year:
        yield "tier_until", _("称号有效期应晚于认定年份，请核对。")


def _earliest_year(founded_on: date | None) -> int:
    return max(FIRST_TIER_YEAR, founded_on.year if founded_on else FIRST_TIER_YEAR)


def _declarations(application: MembershipApplication) -> Iterator[Finding]:
    words = {
        "accepts_charter": _("请阅读联盟章程，并勾选“自愿遵守联盟章程”。"),
        "declares_truth": _("请勾选承诺：填报内容和材料真实、准确、完整。"),
        "consents_processing": _("请阅读《个人信息处理告知书》，并勾选同意。"),
    }
    for name in DECLARATIONS:
        if not getattr(application, name):
            yield name, words[name]
