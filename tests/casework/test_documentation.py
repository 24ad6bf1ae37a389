import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from casework import documentation
from casework.lifecycle import CASE
from casework.management.commands.lifecycle_doc import every_other


def test_the_page_in_docs_is_fresh():
    kept = (settings.BASE_DIR / "docs" / "lifecycle.md").read_text()
    assert kept == documentation.page(CASE, every_other()), "run manage.py lifecycle_doc"


def test_every_move_stands_in_the_diagram_and_in_the_table():
    page = documentation.page(CASE, every_other())
    for move in [move for lifecycle in (CASE, *every_other()) for move in lifecycle.moves]:
        assert f"| {move.action} |" in page
        for source in move.sources:
            assert f"{source} --> {move.target}: {move.action}" in page


def test_what_moves_besides_cases_is_found_wherever_it_is():
    assert [lifecycle.name for lifecycle in every_other()] == ["tenancy", "yearly report"]


def test_the_command_writes_it_and_its_check_sees_when_it_is_stale(tmp_path):
    page = tmp_path / "lifecycle.md"
    with pytest.raises(CommandError, match="stale"):
        call_command("lifecycle_doc", "--check", "--file", page)
    call_command("lifecycle_doc", "--file", page)
    call_command("lifecycle_doc", "--check", "--file", page)
    page.write_text(page.read_text() + "by hand")
    with pytest.raises(CommandError, match="stale"):
        call_command("lifecycle_doc", "--check", "--file", page)
