import subprocess
import sys
from pathlib import Path

from tests.house.tree import PACKAGES, ROOT, pyproject

LINT_IMPORTS = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]


def test_floors_and_layers_import_downwards_only():
    run = subprocess.run(LINT_IMPORTS, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_contracts_go_red_when_a_lower_floor_imports_a_higher_one(tmp_path):
    for package in PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    named = {module for contract in contracts for module in contract.get("source_modules", [])}
    for module in named | {"alliance.models", "casework.models"}:
        (tmp_path / f"{module.replace('.', '/')}.py").touch()
    (tmp_path / "accounts" / "models.py").write_text("import alliance.models\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    run = subprocess.run(LINT_IMPORTS, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "accounts is not allowed to import alliance" in run.stdout


def test_every_package_is_under_the_contracts():
    linted = pyproject()["tool"]["importlinter"]["root_packages"]
    found = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert set(linted) == set(PACKAGES) == found
