from typing import Any

import pytest

from accounts.models import Organisation, User
from parks.forms.registration import FORMS
from parks.models import Park, ParkRegistration
from parks.services import registration
from tests.parks import world
from tests.parks.registrations import a_unit


@pytest.fixture
def made(organisation: Organisation, owner: User, park: Park) -> ParkRegistration:
    return registration.start(organisation, park, by=owner)


def test_of_units_only_those_of_the_park_that_are_to_be_had_are_offered(
    made: ParkRegistration, other_park: Park
) -> None:
    there = world.letting()
    free = a_unit(made.park, "301")
    a_unit(other_park, "301")
    a_unit(made.park, "302", is_withheld=True)
    world.offered(there, a_unit(made.park, "303"))
    field: Any = FORMS["site"](instance=made).fields["wanted_unit"]
    assert list(field.queryset) == [free]
    assert list(field.choices)[1][1] == "A 栋 301 · 中试 · 500.00 ㎡"


def test_the_unit_that_was_chosen_stays_to_be_seen(made: ParkRegistration) -> None:
    made.wanted_unit = a_unit(made.park, is_withheld=True)
    field: Any = FORMS["site"](instance=made).fields["wanted_unit"]
    assert list(field.queryset) == [made.wanted_unit]


def test_figures_are_understood_as_people_write_them(made: ParkRegistration) -> None:
    form = FORMS["output"]({"total_investment": "１,２００.５"}, instance=made)
    assert form.is_valid()
    assert form.cleaned_data["total_investment"] == 1200.5


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("site", "move_in_on", "2026-01-01"),
        ("site", "lease_years", "0"),
        ("output", "annual_tax", "-1"),
        ("subject", "contact_phone", "023-60000000"),
        ("subject", "name", "云"),
        ("subject", "name", "www.example.com"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    made: ParkRegistration, section: str, name: str, value: str
) -> None:
    form = FORMS[section]({name: value}, instance=made)
    assert not form.is_valid()
    assert list(form.errors) == [name]


@pytest.mark.parametrize("section", FORMS)
def test_a_draft_may_be_left_empty(made: ParkRegistration, section: str) -> None:
    assert FORMS[section]({}, instance=made).is_valid()


def test_radio_buttons_offer_no_dashes(made: ParkRegistration) -> None:
    for section, name in (("subject", "entry_mode"), ("site", "use"), ("environment", "environment_class")):
        field: Any = FORMS[section](instance=made).fields[name]
        assert all(value for value, _word in field.choices)
