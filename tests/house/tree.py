"""The tree as the house tests read it: which files are ours."""

import functools
import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "parks", "alliance", "casework", "accounts")


@functools.cache
def our_files(*suffixes: str) -> list[Path]:
    """Files of the repository, also those not yet added; what git ignores is not ours."""
    if not (ROOT / ".git").exists():  # an unpacked archive
        made_here = {".venv", "var", "__pycache__"}
        paths = [path for path in ROOT.rglob("*") if not made_here & set(path.relative_to(ROOT).parts)]
    else:
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        paths = [ROOT / name for name in listed.split("\0")]
    return sorted(path for path in paths if path.name.endswith(suffixes) and path.is_file())


def sources() -> list[Path]:
    """Python of the packages, migrations apart: those are written by a command."""
    return [
        path
        for path in our_files(".py")
        if path.relative_to(ROOT).parts[0] in PACKAGES and "migrations" not in path.parts
    ]


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())
