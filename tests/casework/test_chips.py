import pytest

from casework import chips
from casework.lifecycle import CASE, Side, Status
from casework.models import ACTION_LABELS, Case, EffectState, ScanState

SIDES = [Side.APPLICANT, Side.REVIEWER]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("status", CASE.turns)
def test_amber_is_what_waits_for_the_reader(status, side):
    waits = CASE.turn(status) is side and status != Status.DRAFT
    chip = chips.of_case(Case(status=status), side)
    assert (chip.tone == "amber") is waits
    assert chip.icon
    assert chip.word


def test_both_sides_know_a_case_by_the_same_icon():
    for status in CASE.turns:
        assert len({chips.of_case(Case(status=status), side).icon for side in SIDES}) == 1


def test_every_move_and_every_state_has_its_look():
    unknown = chips.of_entry("something else")
    assert [action for action in ACTION_LABELS if chips.of_entry(action) == unknown] == []
    for state in ScanState:
        assert all(chips.of_scan(state, side).word for side in SIDES)
    for state in EffectState:
        assert chips.of_effect(state).word == state.label


def test_that_no_scanner_answers_is_a_matter_of_staff():
    assert str(chips.of_scan("unscanned", Side.APPLICANT).word) == "已收到"
    assert chips.of_scan("failed", Side.APPLICANT) == chips.of_scan("pending", Side.APPLICANT)
    assert chips.of_scan("failed", Side.REVIEWER).tone == "amber"
