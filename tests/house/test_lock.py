"""The locks are what pyproject.toml asks for: proved without the network, from what is installed."""

import importlib.metadata
import re

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.tree import ROOT, pyproject

LOCKS = {"requirements.txt": (), "requirements-dev.txt": ("dev",), "requirements-s3.txt": ("s3",)}
INSTALLED_LOCKS = ["requirements.txt", "requirements-dev.txt"]
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>.+?))?(?: \\)?$")


def pins(lock: str) -> dict[str, tuple[Version, Marker | None]]:
    found = [match for line in (ROOT / lock).read_text().splitlines() if (match := PIN.match(line))]
    return {
        match["name"]: (Version(match["version"]), Marker(match["marker"]) if match["marker"] else None)
        for match in found
    }


def asked_for(lock: str) -> list[Requirement]:
    project = pyproject()["project"]
    extras = [line for extra in LOCKS[lock] for line in project["optional-dependencies"][extra]]
    return [Requirement(line) for line in [*project["dependencies"], *extras]]


def applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": extra}) for extra in extras | {""})


def needed(lock: str) -> set[str]:
    """Names reached from pyproject.toml through the metadata of what is installed."""
    waiting = [(canonicalize_name(line.name), frozenset(line.extras)) for line in asked_for(lock)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = visit = waiting.pop()
        if visit in seen:
            continue
        seen.add(visit)
        for text in importlib.metadata.requires(name) or []:
            requirement = Requirement(text)
            if applies(requirement, extras):
                waiting.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    return {name for name, _ in seen}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_no_address(lock):
    lines = (ROOT / lock).read_text().splitlines()
    for line in lines:
        assert PIN.match(line) or re.match(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$", line), line
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert not PIN.match(line) or "--hash=" in following, f"{line} has no hash"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_answers_every_line_of_pyproject(lock):
    locked = pins(lock)
    for requirement in asked_for(lock):
        name = canonicalize_name(requirement.name)
        assert name in locked, f"{name} is not in {lock}: make lock"
        assert locked[name][0] in requirement.specifier, f"{lock} holds {locked[name][0]}: make lock"


@pytest.mark.parametrize("lock", INSTALLED_LOCKS)
def test_a_lock_is_complete_and_holds_nothing_more(lock):
    here = {name for name, (_, marker) in pins(lock).items() if marker is None or marker.evaluate()}
    assert here == needed(lock), "make lock"


def test_the_locks_agree_with_each_other():
    runtime = pins("requirements.txt")
    for lock in ("requirements-dev.txt", "requirements-s3.txt"):
        assert runtime.items() <= pins(lock).items()
