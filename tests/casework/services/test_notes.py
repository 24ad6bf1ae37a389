import pytest

from casework.lifecycle import Status
from casework.refusals import Refused
from casework.services import notes


def test_staff_write_a_note_and_the_trail_does_not_show_it(walk, reviewer):
    case = walk(Status.SUBMITTED)
    note = notes.add(case, "  已电话核实。 ", reviewer)
    assert (note.text, note.author) == ("已电话核实。", reviewer)
    assert "已电话核实" in str(note)
    assert case.trail.count() == 1


@pytest.mark.parametrize(("text", "sentence"), [("  ", "请填写"), ("长" * 2001, "2000")])
def test_a_note_says_something_and_not_everything(walk, reviewer, text, sentence):
    with pytest.raises(Refused, match=sentence):
        notes.add(walk(Status.SUBMITTED), text, reviewer)


@pytest.mark.parametrize("person", ["owner", "outsider", "auditor", "other_staff"])
def test_others_write_none(walk, person, request):
    case = walk(Status.SUBMITTED)
    with pytest.raises(Refused):
        notes.add(case, "看看", request.getfixturevalue(person))
    assert not case.internal_notes.exists()
