from datetime import date, timedelta

import pytest
from django.utils import translation

from parks.lifecycles import TENANCY
from parks.models import HOLDING
from parks.states import LOOKS, State, unit_state

TODAY = date(2026, 11, 26)


def state(holding=None, *, withheld=False, free_from=None):
    return unit_state(holding, is_withheld=withheld, available_from=free_from, today=TODAY)


@pytest.mark.parametrize(
    ("holding", "found"),
    [
        (None, State.FREE),
        ("offered", State.RESERVED),
        ("accepted", State.RESERVED),
        ("signed", State.FITTING),
        ("moved_in", State.LET),
    ],
)
def test_who_holds_a_unit_says_what_it_is(holding, found):
    assert state(holding).state == found


def test_a_status_that_holds_a_unit_makes_it_something_else_than_free():
    assert all(not state(status).can_be_let for status in HOLDING)
    assert set(HOLDING) == {str(status) for status in TENANCY.open_statuses}


def test_a_status_that_is_over_leaves_the_unit_free():
    for status in ("left", "declined", "lapsed", "withdrawn"):
        assert state(status).state == State.FREE


def test_a_withheld_unit_is_not_to_be_let_today_or_later():
    assert state(withheld=True).state == State.WITHHELD
    assert state(withheld=True, free_from=TODAY + timedelta(days=9)).state == State.WITHHELD
    assert not state(withheld=True).can_be_let


def test_a_unit_with_somebody_in_it_is_let_whatever_is_ticked():
    assert state("moved_in", withheld=True).state == State.LET


def test_from_a_day_to_come_the_unit_says_which():
    look = state(free_from=date(2027, 3, 1))
    assert look.state == State.LATER
    assert look.word == "2027年3月1日起可租"
    assert look.can_be_let


@pytest.mark.parametrize("days", [0, -1])
def test_on_that_day_it_is_free(days):
    assert state(free_from=TODAY + timedelta(days=days)).state == State.FREE


def test_states_differ_by_word_and_by_pattern_and_not_by_colour_alone():
    looks = list(LOOKS.values())
    assert set(LOOKS) == set(State)
    for told_apart in ("pattern", "icon", "word", "short"):
        assert len({str(getattr(look, told_apart)) for look in looks}) == len(looks), told_apart


def test_every_word_is_of_the_readers_language_when_it_is_read():
    with translation.override("zh-hans"):
        assert str(LOOKS[State.FREE].word) == "空置"
