"""Chinese in Python goes through gettext, so that it can be said in English; exceptions are named here."""

import ast
import re

import pytest

from tests.house.tree import ROOT, sources

HAN = re.compile(r"[\u3400-\u9fff]")
GETTEXT = {
    "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext",
    "npgettext_lazy", "gettext_noop",
}  # fmt: skip
# Data and patterns, not sentences for a reader: the file and why.
DATA = {
    "portal/settings.py": "a language is named in itself",
    "accounts/phonetics.py": "endings of company names that search leaves out",
    "parks/services/units_reading.py": "what a cell of a sheet may hold, in either language",
}
DATA_FOLDERS = ("management", "demo", "formats", "data")


def _spoken_nodes(tree: ast.Module) -> set[int]:
    """Strings that gettext gets, docstrings, and what is below them."""
    said: set[int] = set()
    for node in ast.walk(tree):
        spoken: list[ast.AST] = []
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            spoken = list(node.args) if called in GETTEXT else []
        elif isinstance(node, ast.Expr):
            spoken = [node.value] if isinstance(node.value, ast.Constant) else []
        said |= {id(below) for root in spoken for below in ast.walk(root)}
    return said


def unsaid(source: str) -> list[str]:
    tree = ast.parse(source)
    said = _spoken_nodes(tree)
    return [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and HAN.search(node.value)
        and id(node) not in said
    ]


SPEAKING = [
    path
    for path in sources()
    if str(path.relative_to(ROOT)) not in DATA and not set(DATA_FOLDERS) & set(path.relative_to(ROOT).parts)
]


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: str(path.relative_to(ROOT)))
def test_chinese_in_python_goes_through_gettext(path):
    assert unsaid(path.read_text()) == []


def test_the_check_sees_a_bare_sentence():
    assert unsaid('raise ValueError("代码不正确。")')
    assert unsaid('raise ValueError(f"代码{code}不正确。")')
    assert unsaid('raise ValueError(_("代码不正确。"))') == []
