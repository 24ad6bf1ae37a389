"""The pages of the park registration: which field stands where, and in which unit it is counted."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.kinds import Requirement, Section

SUBJECT = (
    "name", "entry_mode", "registered_capital", "founding_on", "legal_representative", "current_address",
    "shareholders", "contact_name", "contact_title", "contact_phone", "contact_email",
)  # fmt: skip
PROJECT = ("project_name", "project_summary", "main_products", "sector", "intellectual_property")
SITE = (
    "wanted_unit", "use", "area_min", "area_max", "floor_wish", "height_min", "load_min", "power_min",
    "water_demand", "network_demand", "lease_years", "rent_max", "move_in_on",
)  # fmt: skip
OUTPUT = (
    "total_investment", "equipment_investment", "output_value", "annual_tax", "staff_count",
    "research_staff", "last_revenue", "last_tax",
)  # fmt: skip
ENVIRONMENT = ("environment_class", "energy_note", "pollution_note", "is_hazardous", "safety_note")
DECLARATIONS = ("declares_truth", "consents_processing")
PLEDGES = ("shows_publicly", *DECLARATIONS)

# Where the figures per 亩 are shown beside the form: where what they need is typed, and on the page
# that comes after saving it.
WITH_FIGURES = ("site", "output", "environment")

UNITS: dict[str, str | Promise] = {
    "registered_capital": _("万元"),
    "area_min": _("㎡"),
    "area_max": _("㎡"),
    "height_min": _("m"),
    "load_min": _("kN/㎡"),
    "power_min": _("kVA"),
    "lease_years": _("年"),
    "rent_max": _("元/㎡·月"),
    "total_investment": _("万元"),
    "equipment_investment": _("万元"),
    "output_value": _("万元"),
    "annual_tax": _("万元"),
    "staff_count": _("人"),
    "research_staff": _("人"),
    "last_revenue": _("万元"),
    "last_tax": _("万元"),
}


def sections(slots: Sequence[Requirement]) -> Sequence[Section]:
    return (
        Section("subject", _("主体"), SUBJECT, hint=_("申请入园的单位及其联系人；尚未设立的填写拟设情况。")),
        Section("project", _("项目"), PROJECT, hint=_("拟在园区实施的项目。")),
        Section("site", _("场地"), SITE, hint=_("需要多大面积、什么条件的场地，何时入驻。")),
        Section("output", _("投资与产出"), OUTPUT, hint=_("项目的投资、产值、税收和用工，按预计数填写。")),
        Section("environment", _("环境与安全"), ENVIRONMENT, hint=_("环评类别、能耗、污染物和危险化学品。")),
        Section("pledges", _("承诺"), PLEDGES, hint=_("是否同意展示单位名称，以及两项承诺。")),
        Section(
            "documents", _("材料"), slots=tuple(slot.code for slot in slots),
            hint=_("扫描件为 PDF、JPG 或 PNG 格式，单个文件不超过 20 MB。请勿上传身份证扫描件。"),
        ),
    )  # fmt: skip
