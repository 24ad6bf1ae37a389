from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from alliance.models import Alliance

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    call_command("load_alliance", stdout=out, **options)
    return out.getvalue()


def test_it_says_what_it_made_and_that_nothing_was_left_to_do():
    assert "made Alliance liangjiang" in run()
    assert run() == "Everything was in place.\n"
    assert Alliance.objects.count() == 1


def test_it_can_be_quiet():
    assert run(verbosity=0) == ""


def test_a_missing_file_is_said_plainly(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(file=tmp_path / "elsewhere.toml")


def test_a_broken_file_changes_nothing(tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("[alliance]\nslug = 1")
    with pytest.raises(CommandError, match="lacks something"):
        run(file=broken)
    assert not Alliance.objects.exists()
