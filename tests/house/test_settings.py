import ast
import os
import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.house.tree import ROOT, sources

STARTS = [sys.executable, "-c", "import portal.settings"]


def variables_read() -> Counter[str]:
    tree = ast.parse((ROOT / "portal" / "settings.py").read_text())
    return Counter(
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and isinstance(node.args[0], ast.Constant)
    )


def start(tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    (tmp_path / "portal").mkdir()
    # A copy, so that a developer's .env beside the real one plays no part.
    for name in ("settings.py", "environment.py"):
        (tmp_path / "portal" / name).write_text((ROOT / "portal" / name).read_text())
    return subprocess.run(
        STARTS, cwd=tmp_path, env=clean | environment, capture_output=True, text=True, check=False
    )


def test_the_environment_is_read_in_one_place():
    readers = re.compile(r"\bos\.(environ|getenv)\b|\bEnv\(")
    found = [path.name for path in sources() if readers.search(path.read_text())]
    assert found == ["settings.py", "wsgi.py"] or found == ["settings.py"]


def test_each_variable_is_read_once():
    assert [name for name, times in variables_read().items() if times > 1] == []


def test_env_example_names_every_variable_and_no_other():
    example = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE)) == set(variables_read())


def test_without_a_key_it_refuses_to_start_and_says_why(tmp_path):
    run = start(tmp_path)
    assert run.returncode != 0
    assert "SECRET_KEY is not set" in run.stderr


def test_with_a_key_it_starts_secure(tmp_path):
    run = start(tmp_path, SECRET_KEY="x" * 60)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("TRUSTED_PROXIES", "one"),
        ("TRUSTED_PROXIES", "-1"),
        ("SESSION_HOURS", "long"),
        ("SESSION_HOURS", "0"),
        ("MEMBERSHIP_TERM_YEARS", "0"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://a@b/c"),
        ("DATABASE_URL", "postgres://portal@127.0.0.1:port/x"),
        ("DATABASE_URL", "postgres://127.0.0.1/"),
        ("REDIS_URL", "127.0.0.1"),
        ("EMAIL_URL", "foo"),
        ("EMAIL_URL", "smtp://mail.example:port"),
        ("PORTAL_URL", "alliance.example"),
        ("ALLOWED_HOSTS", "https://alliance.example/"),
        ("CLAMD_ADDRESS", "clamd"),
        ("DEFAULT_FROM_EMAIL", "the alliance"),
        ("LOG_LEVEL", "LOUD"),
        ("PORTAL_DATA_DIR", "/proc/self/cmdline/x"),
        ("S3_BUCKET", "documents"),  # its package is in a lock of its own
    ],
)
def test_a_wrong_value_is_loud_and_names_the_variable(tmp_path, name, value):
    run = start(tmp_path, SECRET_KEY="x" * 60, **{name: value})
    assert run.returncode != 0
    assert re.search(rf"^\S*Env\w*Error: .*{name}", run.stderr, re.MULTILINE), run.stderr


def test_a_refused_address_does_not_show_its_password(tmp_path):
    run = start(tmp_path, SECRET_KEY="x" * 60, DATABASE_URL="mysql://a:quite-secret@b/c")
    assert "quite-secret" not in run.stderr


def test_a_variable_left_empty_is_a_variable_not_set(tmp_path):
    names = ["PORTAL_URL", "PORTAL_DATA_DIR", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"]
    run = start(tmp_path, SECRET_KEY="x" * 60, **dict.fromkeys(names, ""))
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "var").is_dir()
