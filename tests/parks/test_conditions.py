from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Organisation, User
from parks import conditions
from parks.conditions import State
from parks.models import Condition, Measure, Park, ParkRegistration
from parks.services import registration


@pytest.fixture
def made(organisation: Organisation, owner: User, park: Park) -> ParkRegistration:
    return registration.start(organisation, park, by=owner)


def finding(made: ParkRegistration, measure: str, **values: Any) -> conditions.Finding:
    Condition.objects.create(park=made.park, measure=measure, **values)
    (found,) = conditions.check(made)
    return found


@pytest.mark.parametrize(
    ("bound", "investment", "state"),
    [
        ("at_least", "300", State.MET),
        ("at_least", "299.99", State.UNMET),
        ("at_most", "300", State.MET),
        ("at_most", "300.01", State.UNMET),
        ("at_least", None, State.UNKNOWN),
    ],
)
def test_a_threshold_is_held_against_the_number_and_the_number_is_told(
    made: ParkRegistration, bound: str, investment: str | None, state: State
) -> None:
    made.total_investment = Decimal(investment) if investment else None
    found = finding(made, Measure.TOTAL_INVESTMENT, bound=bound, threshold=Decimal(300))
    assert found.state is state
    assert (investment or "总投资") in found.sentence


def test_a_figure_per_mu_is_computed_by_the_formula(made: ParkRegistration) -> None:
    made.total_investment, made.area_min = Decimal(600), Decimal("1000.005")
    found = finding(made, Measure.INVESTMENT_PER_MU, bound="at_least", threshold=Decimal(600))
    assert found.value == Decimal("600.00")
    assert found.state is State.MET


def test_without_a_plot_ratio_nothing_per_mu_is_known(made: ParkRegistration) -> None:
    made.park.plot_ratio = None
    made.annual_tax, made.area_min = Decimal(30), Decimal(1000)
    found = finding(made, Measure.TAX_PER_MU, bound="at_least", threshold=Decimal(30))
    assert found.state is State.UNKNOWN
    assert found.sentence == "园区尚未填写容积率，暂不能计算。"


@pytest.mark.parametrize("lacking", ["annual_tax", "area_min"])
def test_what_a_figure_per_mu_lacks_is_named(made: ParkRegistration, lacking: str) -> None:
    made.annual_tax, made.area_min = Decimal(30), Decimal(1000)
    setattr(made, lacking, None)
    value, why = conditions.measured(made, Measure.TAX_PER_MU)
    assert value is None
    assert str(ParkRegistration._meta.get_field(lacking).verbose_name) in why


@pytest.mark.parametrize(
    ("staff", "research", "value"),
    [(60, 20, Decimal("33.33")), (0, 0, None), (None, 3, None), (60, None, None)],
)
def test_the_share_of_researchers(
    made: ParkRegistration, staff: int | None, research: int | None, value: Decimal | None
) -> None:
    made.staff_count, made.research_staff = staff, research
    assert conditions.measured(made, Measure.RESEARCH_SHARE)[0] == value


def test_a_focus_sector_of_the_park_is_met_and_another_is_not(made: ParkRegistration) -> None:
    focus = Condition(measure=Measure.FOCUS_SECTOR)
    assert conditions.evaluate(made, [focus], set())[0].state is State.UNKNOWN
    assert made.sector_id is not None
    made.park.sectors.add(made.sector_id)
    assert finding(made, Measure.FOCUS_SECTOR).state is State.MET
    assert conditions.evaluate(made, [focus], {0})[0].state is State.UNMET
    made.sector = None
    assert conditions.check(made)[0].state is State.UNKNOWN


@pytest.mark.parametrize(
    ("measure", "name", "value", "state"),
    [
        (Measure.NO_HAZARDOUS, "is_hazardous", False, State.MET),
        (Measure.NO_HAZARDOUS, "is_hazardous", True, State.UNMET),
        (Measure.NO_HAZARDOUS, "is_hazardous", None, State.UNKNOWN),
        (Measure.NO_FULL_REPORT, "environment_class", "form", State.MET),
        (Measure.NO_FULL_REPORT, "environment_class", "report", State.UNMET),
        (Measure.NO_FULL_REPORT, "environment_class", "", State.UNKNOWN),
    ],
)
def test_what_is_answered_by_yes_or_no(
    made: ParkRegistration, measure: str, name: str, value: Any, state: State
) -> None:
    setattr(made, name, value)
    assert finding(made, measure).state is state


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_has_its_answer(made: ParkRegistration, measure: Measure) -> None:
    condition = Condition(measure=measure, bound="at_least", threshold=Decimal(1))
    if not condition.unit:
        condition.bound, condition.threshold = "", None
    (found,) = conditions.evaluate(made, [condition], {0})
    assert found.sentence
