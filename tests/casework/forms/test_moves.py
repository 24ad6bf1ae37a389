import pytest

from casework.forms import MoveForm
from casework.lifecycle import Need


@pytest.mark.parametrize(
    ("need", "asked"), [(Need.NONE, None), (Need.OPTIONAL, False), (Need.REQUIRED, True)]
)
def test_a_note_is_asked_for_as_the_table_of_moves_says(need, asked):
    note = MoveForm(need).fields.get("note")
    assert (note.required if note else None) is asked
