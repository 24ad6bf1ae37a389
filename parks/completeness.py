"""What keeps a park registration from being submitted: one plain sentence per field."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import phones
from parks.models import EntryMode, ParkRegistration
from parks.sections import UNITS

REQUIRED = (
    "name", "entry_mode", "contact_name", "contact_phone", "contact_email",
    "project_name", "project_summary", "main_products", "sector",
    "use", "area_min", "area_max", "lease_years", "move_in_on",
    "total_investment", "output_value", "annual_tax", "staff_count",
    "environment_class", "is_hazardous",
)  # fmt: skip
# Of who is still to be founded: what it will be; of all others: who stands for it in law.
REQUIRED_OF_PLANNED = ("registered_capital", "founding_on")
REQUIRED_OF_FOUNDED = ("legal_representative",)

# What was right when it was sent and may be wrong by the time a correction of something else is answered.
BY_TIME = ("move_in_on", "founding_on", "registered_capital", "legal_representative")
# Each of these is part of the other, and may not exceed it.
PARTS = (
    ("equipment_investment", "total_investment"),
    ("research_staff", "staff_count"),
    ("area_min", "area_max"),
)

Finding = tuple[str, str]


def required_fields(registration: ParkRegistration) -> tuple[str, ...]:
    planned = registration.organisation.is_planned
    return REQUIRED + (REQUIRED_OF_PLANNED if planned else REQUIRED_OF_FOUNDED)


def findings(registration: ParkRegistration) -> Iterator[Finding]:
    yield from _missing(registration)
    yield from _flaws(registration)
    yield from _parts(registration)
    yield from _subject(registration)
    yield from _site(registration)
    yield from _safety(registration)
    yield from _declarations(registration)


def _missing(registration: ParkRegistration) -> Iterator[Finding]:
    for name in required_fields(registration):
        if getattr(registration, name) in (None, ""):
            label = registration._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            yield name, _("请填写“%(label)s”。") % {"label": label}


def _flaws(registration: ParkRegistration) -> Iterator[Finding]:
    for name in ("move_in_on", *UNITS):
        if message := flaw(name, getattr(registration, name)):
            yield name, message


def flaw(name: str, value: Any) -> str | None:
    """What is wrong with this value by itself: said beside the field once typed, and again at the end."""
    if value in (None, ""):
        return None
    if name == "move_in_on" and value < timezone.localdate():
        return _("计划入驻日期已过，请填写今天或以后的日期。")
    if name in ("area_min", "area_max", "lease_years") and value <= 0:
        return _("请填写大于 0 的数。")
    if name in UNITS and value < 0:
        return _("不能为负数，请改正。")
    return None


def _parts(registration: ParkRegistration) -> Iterator[Finding]:
    for part, whole in PARTS:
        less, more = getattr(registration, part), getattr(registration, whole)
        if less is not None and more is not None and less > more:
            yield _too_much(part, whole)


def _too_much(part: str, whole: str) -> Finding:
    words = {
        "equipment_investment": _("设备投资是总投资的一部分，不能大于总投资，请核对。"),
        "research_staff": _("研发人员是员工的一部分，不能多于员工人数，请核对。"),
        "area_min": _("需求面积上限不能小于下限，请核对。"),
    }
    return (whole if part == "area_min" else part), words[part]


def _subject(registration: ParkRegistration) -> Iterator[Finding]:
    today, founding = timezone.localdate(), registration.founding_on
    if founding and registration.organisation.is_planned and founding < today:
        yield (
            "founding_on",
            _(
                "预计成立日期已过：已经成立的，请先在单位页面补登统一社会信用代码；尚未成立的，请填写新的预计日期。"
            ),
        )
    if founding and not registration.organisation.is_planned and founding > today:
        yield "founding_on", _("成立日期不能晚于今天。")
    if registration.entry_mode == EntryMode.RELOCATE and not registration.current_address:
        yield "current_address", _("从现址迁入的，请填写现址。")
    if registration.contact_phone:
        try:
            phones.clean_mobile(registration.contact_phone)
        except ValidationError as problem:
            yield "contact_phone", problem.messages[0]


def _site(registration: ParkRegistration) -> Iterator[Finding]:
    unit = registration.wanted_unit
    if unit is not None and unit.building.park_id != registration.park_id:
        yield (
            "wanted_unit",
            _("意向单元不在%(park)s园区，请重新选择，也可以不选。") % {"park": registration.park},
        )


def _safety(registration: ParkRegistration) -> Iterator[Finding]:
    if registration.is_hazardous and not registration.safety_note.strip():
        yield "safety_note", _("涉及危险化学品的，请写明品种、最大存量和安全措施。")


def _declarations(registration: ParkRegistration) -> Iterator[Finding]:
    if not registration.declares_truth:
        yield "declares_truth", _("请勾选承诺：填报内容和材料真实、准确、完整。")
    if not registration.consents_processing:
        yield "consents_processing", _("请阅读《个人信息处理告知书》，并勾选同意。")
