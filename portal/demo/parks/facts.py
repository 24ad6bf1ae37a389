"""What a demo enterprise writes into its registration for a park."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from accounts.models import Organisation
from parks.models import EntryMode, EnvironmentClass, Unit, Use

ENVIRONMENT = (EnvironmentClass.REGISTER, EnvironmentClass.EXEMPT, EnvironmentClass.FORM)
# More than any unit of the demo has: whoever asks for it waits.
VAST = (Decimal(4000), Decimal(6000))


def registration(organisation: Organisation, unit: Unit | None, random: Random, day: date) -> dict[str, Any]:
    """The fields of a complete registration that this unit fits, or that no unit fits."""
    product = organisation.main_products.removesuffix("的研发与服务（示例）")
    least, most = (unit.area * Decimal("0.8"), unit.area * Decimal("1.3")) if unit else VAST
    investment = Decimal(round(float(least) * random.uniform(0.3, 1.4)))
    revenue = Decimal(random.randrange(800, 9000))
    staff = organisation.staff_count or random.randrange(12, 60)
    mode = EntryMode.RELOCATE if random.random() < 0.7 else EntryMode.BRANCH
    return {
        "entry_mode": EntryMode.FOUND if organisation.is_planned else mode,
        "shareholders": "创始团队 70%，员工持股平台 30%（示例）",
        "project_name": f"{product}产业化项目（示例）",
        "project_summary": f"建设{product}的研发、试制和测试场地，分两期实施（示例）。",
        "intellectual_property": f"与{product}相关的发明专利 {random.randrange(1, 9)} 项（示例）",
        "use": unit.use if unit else Use.PRODUCTION,
        "area_min": least.quantize(Decimal(10)),
        "area_max": most.quantize(Decimal(10)),
        "lease_years": random.choice([3, 3, 5]),
        "rent_max": unit.rent if unit else None,
        "move_in_on": day + timedelta(days=random.randrange(30, 120)),
        "total_investment": investment,
        "equipment_investment": round(investment * Decimal("0.6")),
        "output_value": revenue * 2,
        "annual_tax": round(revenue * Decimal("0.09")),
        "staff_count": staff,
        "research_staff": max(1, staff * random.randrange(5, 40) // 100),
        "last_revenue": None if organisation.is_planned else revenue,
        "last_tax": None if organisation.is_planned else round(revenue * Decimal("0.06")),
        "environment_class": random.choice(ENVIRONMENT),
        "is_hazardous": False,
        "shows_publicly": random.random() < 0.7,
        "declares_truth": True,
        "consents_processing": True,
    }  # fmt: skip
