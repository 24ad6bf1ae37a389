import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.models import Building, Unit
from parks.views.plan import GUTTER, LEAST, MOST_IN_ROW, WIDTH, drawn, shortened, widths

TODAY = date(2026, 11, 26)
AREAS = st.lists(st.floats(min_value=0.01, max_value=50_000), min_size=1, max_size=MOST_IN_ROW)


def unit(pk, floor, code, area=100, holding=None, **facts):
    made = Unit(
        pk=pk, building=Building(pk=1), floor=floor, code=code, area=Decimal(area), use="office", **facts
    )
    made.holding = holding
    return made


def boxes(plan):
    return [box for storey in plan.storeys for box in storey.boxes]


@given(AREAS)
def test_the_boxes_of_a_row_fill_it_and_none_is_too_narrow_to_press(areas):
    found = widths(areas, WIDTH - GUTTER)
    assert sum(found) == pytest.approx(WIDTH - GUTTER, abs=0.1)
    assert min(found) >= LEAST - 0.01


def test_wider_is_larger():
    first, second = widths([300, 100], 332)
    assert (first, second) == (249, 83)


def test_what_is_too_small_to_be_read_takes_its_width_from_the_others():
    assert widths([1000, 1], 332) == [288, LEAST]


def test_the_top_floor_is_drawn_first_and_the_ground_lies_under_the_first_floor():
    plan = drawn([unit(1, -1, "B101"), unit(2, 1, "101"), unit(3, 2, "201")], TODAY)
    assert [storey.mark for storey in plan.storeys] == ["2F", "1F", "B1"]
    first, cellar = plan.storeys[1].boxes[0], plan.storeys[2].boxes[0]
    assert first.y + first.height < plan.ground < cellar.y


def test_without_a_cellar_the_building_stands_on_the_ground():
    plan = drawn([unit(1, 1, "101"), unit(2, 2, "201")], TODAY)
    lowest = plan.storeys[-1].boxes[0]
    assert lowest.y + lowest.height < plan.ground < plan.height


def test_boxes_never_overlap_and_stay_inside_the_drawing():
    plan = drawn([unit(n, floor, f"{floor}{n:02d}", 40 + n) for floor in (1, 2) for n in range(1, 10)], TODAY)
    for storey in plan.storeys:
        edges = [(box.x, box.x + box.width) for box in storey.boxes]
        assert all(right < left for (_, right), (left, _) in itertools.pairwise(edges))
        assert edges[0][0] == GUTTER
        assert edges[-1][1] <= WIDTH + 0.1
    assert max(box.y + box.height for box in boxes(plan)) <= plan.height


def test_a_crowded_floor_goes_on_in_a_second_row_without_a_second_mark():
    plan = drawn([unit(n, 1, f"1{n:02d}") for n in range(1, MOST_IN_ROW + 2)], TODAY)
    assert [storey.mark for storey in plan.storeys] == ["1F", ""]
    assert [len(storey.boxes) for storey in plan.storeys] == [4, 4]


def test_each_box_says_code_state_area_and_use_and_leads_to_its_unit():
    (box,) = boxes(drawn([unit(7, 1, "101", 320, "signed")], TODAY))
    assert box.title == "101：装修，320 ㎡，办公"
    assert box.words == "装修 · 320 ㎡"
    assert box.url == "/parks/units/7/"


def test_the_unit_of_the_page_is_marked():
    plan = drawn([unit(7, 1, "101"), unit(8, 1, "102")], TODAY, current=8)
    assert [box.current for box in boxes(plan)] == [False, True]


def test_a_narrow_box_says_the_state_alone():
    plan = drawn([unit(n, 1, f"10{n}") for n in range(1, 8)], TODAY)
    assert {box.words for box in boxes(plan)} == {"空置"}


def test_of_a_long_code_the_end_is_kept():
    assert shortened("101", 44) == "101"
    assert shortened("示例园区-东-1203", 44) == "…-1203"


def test_a_building_without_units_is_an_empty_drawing():
    plan = drawn([], TODAY)
    assert plan.storeys == []
    assert plan.ground is None
