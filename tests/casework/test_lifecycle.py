import pytest

from casework.lifecycle import CASE, Lifecycle, Move, Side, Status, UnknownMove

END = {"done": None, "open": Side.APPLICANT}


def table(*moves, turns=END):
    return Lifecycle("trial", initial="open", turns=turns, moves=moves)


def test_every_status_says_whose_turn_it_is():
    assert set(CASE.turns) == set(Status)


def test_exactly_the_decided_withdrawn_and_lapsed_are_over():
    over = {status for status in CASE.statuses if CASE.turn(status) is None}
    assert over == {"approved", "rejected", "withdrawn", "lapsed"}


def test_every_status_can_be_reached_from_the_first():
    reached, before = {CASE.initial}, set()
    while reached != before:
        before = set(reached)
        reached |= {move.target for status in before for move in CASE.moves_from(status)}
    assert reached == set(CASE.statuses)


def test_a_move_that_is_not_in_the_table_is_unknown():
    with pytest.raises(UnknownMove):
        CASE.find("approve", Status.DRAFT)


def test_a_status_without_a_turn_is_refused():
    with pytest.raises(ValueError, match="without a turn"):
        table(Move("go", ("open",), "nowhere", Side.APPLICANT))


def test_an_action_that_leads_two_ways_is_refused():
    with pytest.raises(ValueError, match="two ways"):
        table(Move("go", ("open",), "done", Side.APPLICANT), Move("go", ("open",), "open", Side.REVIEWER))


def test_actions_are_named_once_though_two_moves_share_one():
    turns = {**END, "half": Side.REVIEWER}
    both = table(
        Move("go", ("open",), "half", Side.APPLICANT),
        Move("go", ("half",), "done", Side.REVIEWER),
        turns=turns,
    )
    assert both.actions == ("go",)
    assert both.find("go", "half").by is Side.REVIEWER
