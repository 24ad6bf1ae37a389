from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organisation, User
from parks import completeness
from parks.models import Park, ParkRegistration
from tests.parks.registrations import a_park, a_unit, draft

TODAY = timezone.localdate()


@pytest.fixture
def made(organisation: Organisation, owner: User, park: Park) -> ParkRegistration:
    return draft(organisation, park, owner)


def names(made: ParkRegistration) -> list[str]:
    return [name for name, _message in completeness.findings(made)]


def test_a_filled_in_registration_is_complete(made: ParkRegistration) -> None:
    assert names(made) == []


@pytest.mark.parametrize("name", [*completeness.REQUIRED, *completeness.REQUIRED_OF_FOUNDED])
def test_what_is_required_is_asked_for_by_its_name(made: ParkRegistration, name: str) -> None:
    field = ParkRegistration._meta.get_field(name)
    setattr(made, name, None if field.null else "")
    messages = dict(completeness.findings(made))
    assert str(field.verbose_name) in messages[name]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"area_max": Decimal(399)}, "area_max"),
        ({"equipment_investment": Decimal("3000.01")}, "equipment_investment"),
        ({"research_staff": 61}, "research_staff"),
        ({"move_in_on": TODAY - timedelta(days=1)}, "move_in_on"),
        ({"area_min": Decimal(0)}, "area_min"),
        ({"rent_max": Decimal(-1)}, "rent_max"),
        ({"current_address": ""}, "current_address"),
        ({"contact_phone": "023-60000000"}, "contact_phone"),
        ({"founding_on": TODAY + timedelta(days=1)}, "founding_on"),
        ({"is_hazardous": True}, "safety_note"),
        ({"declares_truth": False}, "declares_truth"),
        ({"consents_processing": False}, "consents_processing"),
    ],
)
def test_what_does_not_fit_together_is_said_at_its_field(
    made: ParkRegistration, values: dict[str, Any], name: str
) -> None:
    for field, value in values.items():
        setattr(made, field, value)
    assert names(made) == [name]


def test_a_unit_of_another_park_is_no_wish(made: ParkRegistration) -> None:
    made.wanted_unit = a_unit(a_park("dadi", "大地示例园"))
    assert names(made) == ["wanted_unit"]
    made.wanted_unit = a_unit(made.park)
    assert names(made) == []


def test_who_is_to_be_founded_says_when_and_with_how_much(made: ParkRegistration) -> None:
    made.organisation.is_planned = True
    made.legal_representative = ""
    assert names(made) == ["registered_capital", "founding_on"]
    made.registered_capital, made.founding_on = Decimal(500), TODAY - timedelta(days=1)
    assert names(made) == ["founding_on"]
    made.founding_on = TODAY + timedelta(days=30)
    assert names(made) == []
