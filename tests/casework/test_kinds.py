import pytest

from casework.kinds import Requirement


@pytest.mark.parametrize(("many", "files"), [(True, 1), (False, 3)])
def test_a_slot_for_many_files_says_how_many_and_any_other_takes_one(many, files):
    with pytest.raises(ValueError, match="max_files"):
        Requirement("proofs", "证明材料", many=many, max_files=files)


def test_a_field_and_a_slot_may_share_a_name(draft, kind):
    assert kind.section_of(draft, "name") == "subject"
    assert kind.section_of(draft, "name", "document") == "documents"
    assert kind.label_of(draft, "document", "name") == "名称核准书"
    assert kind.label_of(draft, "field", "name") == "单位名称"


def test_a_stranger_has_no_section(draft, kind):
    with pytest.raises(LookupError):
        kind.section_of(draft, "password")
