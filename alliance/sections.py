"""The pages of the membership form: which field stands where, and in which unit it is counted."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.kinds import Requirement, Section

SUBJECT = (
    "name", "code", "org_kind", "ownership", "founded_on", "registered_capital", "registered_address",
    "office_address", "park_name", "sector", "industry_code", "website",
)  # fmt: skip
PEOPLE = (
    "legal_representative", "representative_name", "representative_title", "representative_phone",
    "contact_name", "contact_title", "contact_phone", "contact_email", "contact_wechat",
)  # fmt: skip
BUSINESS = ("main_products", "niche", "staff_count", "revenue", "research_expense", "above_scale", "listing")
QUALIFICATION = (
    "tier", "tier_year", "tier_until", "high_tech", "single_champion", "research_facility", "patent_count",
    "management_systems",
)  # fmt: skip
DECLARATIONS = ("accepts_charter", "declares_truth", "consents_processing")
INTENT = ("level", "needs", "resources", "recommender", "introduction", *DECLARATIONS)

UNITS: dict[str, str | Promise] = {
    "registered_capital": _("万元"),
    "revenue": _("万元"),
    "research_expense": _("万元"),
    "staff_count": _("人"),
    "patent_count": _("件"),
}

NEEDS: tuple[tuple[str, str | Promise], ...] = (
    ("financing", _("融资")),
    ("premises", _("场地")),
    ("talent", _("人才")),
    ("orders", _("订单与供应链")),
    ("policy", _("政策与申报辅导")),
)


def sections(slots: Sequence[Requirement]) -> Sequence[Section]:
    return (
        Section("subject", _("主体信息"), SUBJECT, hint=_("单位的登记信息，与证照一致。")),
        Section("people", _("人员"), PEOPLE, hint=_("法定代表人、会员代表和日常联系人。")),
        Section("business", _("经营情况"), BUSINESS, hint=_("主营业务和上年度数据，以审计报告为准。")),
        Section(
            "qualification", _("资质"), QUALIFICATION,
            hint=_("本单位的称号、资质和认证，没有的选“无”或“否”。"),
        ),
        Section("intent", _("意向与承诺"), INTENT, hint=_("申请级别、诉求和三项承诺。")),
        Section(
            "documents", _("申请材料"), slots=tuple(slot.code for slot in slots),
            hint=_("扫描件为 PDF、JPG 或 PNG 格式，单个文件不超过 20 MB。请勿上传身份证扫描件。"),
        ),
    )  # fmt: skip
