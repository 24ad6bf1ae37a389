"""What a demo organisation says of itself, and what it writes into its application."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from accounts.models import OrganisationKind, Ownership, Sector
from alliance.models import Level, ListingStatus, ResearchFacility, TitleTier
from alliance.services.membership import SHARED
from portal.demo.codes import serial_code
from portal.demo.names import Name, mobile, person, words

# Every organisation shows some of these on its public page; the first two nearly all.
OFTEN_SHOWN = (
    "introduction", "main_products", "english_name", "website",
    "founded_on", "staff_count", "office_address", "logo",
)  # fmt: skip


def organisation(index: int, name: Name, sectors: Mapping[str, Sector], random: Random) -> dict[str, Any]:
    """The fields of Organisation, for one more of its index."""
    trade = name.trade
    address = f"重庆市两江新区{random.choice(words().streets)}{random.randrange(1, 300)}号"
    company = trade.kind in (OrganisationKind.ENTERPRISE, OrganisationKind.FINANCIAL)
    ownerships = [Ownership.PRIVATE] * 6 + [Ownership.STATE, Ownership.JOINT, Ownership.FOREIGN]
    return {
        "kind": trade.kind,
        "code": serial_code(index + 1, trade.authority),
        "name": name.chinese,
        "short_name": name.short,
        "english_name": name.english,
        "ownership": random.choice(ownerships) if company else "",
        "sector": sectors.get(trade.sector),
        "industry_code": trade.industry[0],
        "industry_label": trade.industry[1],
        "founded_on": date(random.randrange(2003, 2021), random.randrange(1, 13), random.randrange(1, 28)),
        "registered_capital": Decimal(random.randrange(200, 20_000)) if company else None,
        "staff_count": random.randrange(15, 600),
        "legal_representative": person(random),
        "registered_address": address,
        "office_address": address,
        "contact_name": person(random),
        "contact_title": "行政主管",
        "contact_phone": mobile(random),
        "contact_email": f"contact{index}@demo.example",
        "website": f"https://org{index}.demo.example",
        "main_products": f"{trade.product}的研发与服务（示例）",
        "introduction": f"{name.chinese}是演示数据中的虚构单位，主营{trade.product}，仅用于展示平台功能。",
        "shown_fields": [field for place, field in enumerate(OFTEN_SHOWN) if random.random() > place * 0.1],
    }


def application(
    own: Mapping[str, Any], random: Random, today: date, level: str = Level.MEMBER
) -> dict[str, Any]:
    """The fields of a complete application of an organisation with these facts."""
    shared = {ours: own[theirs] for ours, theirs in SHARED.items()}
    revenue = Decimal(random.randrange(800, 45_000))
    person_in_charge = own["legal_representative"] if random.random() < 0.6 else person(random)
    return {
        **shared,
        "code": own["code"],
        "park_name": "无",
        "representative_name": person_in_charge,
        "representative_title": random.choice(words().titles),
        "representative_phone": mobile(random),
        "niche": own["main_products"].removesuffix("的研发与服务（示例）"),
        "revenue": revenue,
        "research_expense": (revenue * random.randrange(3, 12) / 100).quantize(Decimal("0.01")),
        "above_scale": revenue >= 2000,
        "listing": random.choice([ListingStatus.NONE] * 5 + [ListingStatus.PREPARING, ListingStatus.NEEQ]),
        **_title(own, random, today),
        "high_tech": random.random() < 0.6,
        "single_champion": False,
        "research_facility": random.choice(list(ResearchFacility)[:4]),
        "patent_count": random.randrange(0, 80),
        "management_systems": random.choice(["ISO 9001", "ISO 9001、ISO 14001", "IATF 16949", "无"]),
        "level": level,
        "needs": sorted(random.sample(["financing", "premises", "talent", "orders", "policy"], 2)),
        "resources": "试验设备可对会员开放（示例）",
        "recommender": "无",
        "accepts_charter": True,
        "declares_truth": True,
        "consents_processing": True,
    }


def _title(own: Mapping[str, Any], random: Random, today: date) -> dict[str, Any]:
    tiers = [
        TitleTier.NONE,
        TitleTier.INNOVATIVE,
        TitleTier.INNOVATIVE,
        TitleTier.SPECIALISED,
        TitleTier.LITTLE_GIANT,
    ]
    tier = random.choice(tiers) if own["kind"] == OrganisationKind.ENTERPRISE else TitleTier.NONE
    if tier == TitleTier.NONE:
        return {"tier": tier, "tier_year": None, "tier_until": None}
    year = today.year - random.randrange(0, 2)
    return {"tier": tier, "tier_year": year, "tier_until": today + timedelta(days=random.randrange(200, 700))}
