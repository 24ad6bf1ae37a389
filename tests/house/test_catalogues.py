"""Chinese is the source; every sentence has its English. No gaps, nothing fuzzy, nothing left over."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.tree import PACKAGES, ROOT

CATALOGUES = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))


def load(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def keys(catalogue: Catalog) -> set[tuple[str, str]]:
    texts = [message for message in catalogue if message.id]
    return {(message.context or "", str(message.id)) for message in texts}


def test_the_english_catalogue_is_there():
    assert ROOT / "locale/en/LC_MESSAGES/django.po" in CATALOGUES


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_has_no_gap(path):
    messages = [message for message in load(path) if message.id]
    strings = [(m, m.string if isinstance(m.string, tuple) else (m.string,)) for m in messages]
    assert [m.id for m, texts in strings if not all(texts)] == []
    assert [m.id for m in messages if m.fuzzy] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_translation_keeps_the_placeholders(path):
    broken = {str(message.id): [str(error) for error in message.check()] for message in load(path)}
    assert {text: errors for text, errors in broken.items() if errors} == {}


@pytest.mark.skipif(
    shutil.which("xgettext") is None and not os.environ.get("CI"),
    reason="GNU gettext is not installed, so the texts cannot be collected anew (CI does)",
)
def test_the_english_catalogue_holds_just_the_texts_of_the_code(tmp_path):
    for name in (*PACKAGES, "templates", "locale"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "manage.py", tmp_path)
    command = ["manage.py", "makemessages", "--locale", "en", "--no-wrap", "--verbosity", "0"]
    environment = os.environ | {"DEBUG": "true", "PORTAL_DATA_DIR": str(tmp_path / "var")}
    subprocess.run([sys.executable, *command], cwd=tmp_path, env=environment, check=True)
    collected = keys(load(tmp_path / "locale/en/LC_MESSAGES/django.po"))
    committed = keys(load(ROOT / "locale/en/LC_MESSAGES/django.po"))
    assert sorted(collected - committed) == [], "make messages, then translate"
    assert sorted(committed - collected) == [], "make messages takes out what the code no longer says"


def test_every_chinese_override_replaces_a_text_its_library_still_has():
    libraries = [
        Path(find_spec(name).origin).parent
        for name in ("allauth", "django.contrib.auth", "django.contrib.admin")
    ]
    theirs = set().union(*(keys(load(lib / "locale/zh_Hans/LC_MESSAGES/django.po")) for lib in libraries))
    ours = keys(load(ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"))
    assert sorted(ours - theirs) == []
