import importlib.metadata
import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, our_files, pyproject

# Used by a command line or by Django's own code, so no line of ours imports them.
NAMED_ELSEWHERE = {
    "gunicorn": "Procfile",
    "babel": "Makefile",
    "psycopg": "DATABASE_URL",
    "redis": "REDIS_URL",
    "rendercv-fonts": "rendercv_fonts",
    "whitenoise": "whitenoise.",
}


def test_every_dependency_says_why_it_is_here():
    lines = (ROOT / "pyproject.toml").read_text().split("# --- ruff")[0].splitlines()
    dependencies = [line for line in lines if re.match(r'\s+"[a-z].*",', line)]
    assert len(dependencies) > 30
    without_reason = [line.strip() for line in dependencies if not re.search(r'",\s+# \w.{9,}', line)]
    assert not without_reason


def _modules_of(distribution: str) -> list[str]:
    wanted = canonicalize_name(distribution)
    return [
        module
        for module, owners in importlib.metadata.packages_distributions().items()
        if wanted in {canonicalize_name(owner) for owner in owners} and module.isidentifier()
    ]


@pytest.mark.parametrize("line", pyproject()["project"]["dependencies"])
def test_every_runtime_dependency_is_used(line):
    name = Requirement(line).name
    text = "\n".join(
        path.read_text()
        for path in our_files(".py", "Procfile", "Makefile")
        if "house" not in path.relative_to(ROOT).parts
    )
    wanted = [NAMED_ELSEWHERE[name]] if name in NAMED_ELSEWHERE else _modules_of(name)
    assert any(re.search(rf"\b{re.escape(word)}", text) for word in wanted), (
        f"Nothing uses {name}: drop the line, then `make lock`."
    )
