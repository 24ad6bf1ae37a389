from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from parks.forms.units import UnitSearchForm
from parks.models import Park
from parks.selectors.units import Criteria

PARKS = [Park(pk=1, slug="lijia", name="礼嘉"), Park(pk=2, slug="dadi", name="大地")]


def searched(**data):
    form = UnitSearchForm(data, parks=PARKS)
    return form, form.criteria()


def test_nothing_typed_looks_for_everything():
    form, criteria = searched()
    assert criteria == Criteria()
    assert not form.errors


def test_numbers_are_understood_as_people_write_them():
    _, criteria = searched(area_min="1,200", area_max="１５００", rent_max="35.5", park="dadi", use="office")
    assert criteria == Criteria(
        park="dadi", use="office", area_min=Decimal(1200), area_max=Decimal(1500), rent_max=Decimal("35.5")
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("area_min", "大一点"), ("area_max", "-5"), ("rent_max", "NaN"), ("power_min", "9" * 30),
        ("load_min", "1.234"), ("by", "2026-13-45"), ("park", "nowhere"), ("use", "palace"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_said_beside_its_field_stays_and_looks_for_nothing(name, typed):
    form, criteria = searched(**{name: typed, "area_min" if name != "area_min" else "load_min": "3"})
    assert list(form.errors) == [name]
    assert str(form.errors[name][0]).endswith("。")
    assert form[name].value() == typed
    assert getattr(criteria, name) == getattr(Criteria(), name)
    assert Decimal(3) in (criteria.area_min, criteria.load_min)


def test_a_day_that_is_over_is_refused_and_today_is_not():
    today = timezone.localdate()
    assert "今天或以后" in searched(by=str(today - timedelta(days=1)))[0].errors["by"][0]
    form, criteria = searched(by=str(today))
    assert not form.errors
    assert criteria.by == today


def test_an_upper_limit_under_the_lower_is_refused_and_the_lower_stays():
    form, criteria = searched(area_min="500", area_max="100")
    assert list(form.errors) == ["area_max"]
    assert (criteria.area_min, criteria.area_max) == (Decimal(500), None)


def test_a_day_far_away_is_a_day():
    assert searched(by="2099-01-01")[1].by == date(2099, 1, 1)
