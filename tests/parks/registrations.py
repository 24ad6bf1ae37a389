"""Park registrations, complete and walked through the real moves; a park, a building and its units."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, User
from casework.models import Case
from casework.services import documents
from parks.models import Building, Operator, Park, ParkRegistration, Unit
from parks.services import registration
from tests.applications import pdf, step

FIELDS: dict[str, Any] = {
    "entry_mode": "relocate",
    "legal_representative": "江晓",
    "current_address": "云岭示例路 1 号",
    "contact_name": "林越",
    "contact_phone": "13900139000",
    "contact_email": "contact@example.test",
    "project_name": "示例减速器中试线",
    "project_summary": "建设一条示例减速器中试线。",
    "main_products": "示例减速器",
    "use": "pilot",
    "area_min": Decimal(400),
    "area_max": Decimal(800),
    "lease_years": 5,
    "total_investment": Decimal(3000),
    "equipment_investment": Decimal(1800),
    "output_value": Decimal(5000),
    "annual_tax": Decimal(300),
    "staff_count": 60,
    "research_staff": 18,
    "environment_class": "register",
    "is_hazardous": False,
    "declares_truth": True,
    "consents_processing": True,
}


def a_park(slug: str = "lijia", name: str = "礼嘉示例园", **values: Any) -> Park:
    words = {"name": name, "english_name": f"{slug.title()} Park (example)"}
    return Park.objects.get_or_create(slug=slug, defaults={**words, **values})[0]


def a_unit(park: Park, code: str = "301", **values: Any) -> Unit:
    building = Building.objects.get_or_create(park=park, name="A 栋")[0]
    facts = {"floor": 3, "area": Decimal(500), "use": "pilot", "rent": Decimal(30), **values}
    return Unit.objects.create(building=building, code=code, **facts)


def operates(park: Park, user: User) -> User:
    Operator.objects.get_or_create(park=park, user=user)
    return user


def draft(organisation: Organisation, park: Park, by: User, **values: Any) -> ParkRegistration:
    """Complete, with its documents, not yet sent."""
    made = registration.start(organisation, park, by=by)
    facts = {**FIELDS, "move_in_on": timezone.localdate() + timedelta(days=90), **values}
    for name, value in facts.items():
        setattr(made, name, value)
    made.sector = made.sector or organisation.sector
    made.save()
    slots = (
        ["project_description"] if organisation.is_planned else ["business_licence", "project_description"]
    )
    for slot in slots:
        documents.attach(made, slot, pdf(f"{slot}.pdf"), by=by)
    made.refresh_from_db()
    return made


def submitted(organisation: Organisation, park: Park, by: User, **values: Any) -> Case:
    return step(draft(organisation, park, by, **values), "submit", by)
