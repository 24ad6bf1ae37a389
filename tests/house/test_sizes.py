"""Files and functions of a size to feel at home in: over the hard stop fails, over the aim is told."""

import ast
import warnings
from collections.abc import Iterator

from tests.house.tree import ROOT, sources

FILE_AIM, FILE_STOP = 250, 400
FUNCTION_AIM, FUNCTION_STOP = 40, 60


def _files() -> Iterator[tuple[str, int]]:
    for path in sources():
        yield str(path.relative_to(ROOT)), len(path.read_text().splitlines())


def _functions() -> Iterator[tuple[str, int]]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length


def _judge(what: str, sizes: Iterator[tuple[str, int]], aim: int, stop: int) -> list[str]:
    measured = sorted(sizes, key=lambda pair: -pair[1])
    for name, length in measured:
        if aim < length <= stop:
            warnings.warn(f"Long {what}: {name} has {length} lines, the aim is {aim}", stacklevel=1)
    return [f"{name}: {length} lines" for name, length in measured if length > stop]


def test_no_file_is_over_400_lines():
    assert _judge("file", _files(), FILE_AIM, FILE_STOP) == []


def test_no_function_is_over_60_lines():
    assert _judge("function", _functions(), FUNCTION_AIM, FUNCTION_STOP) == []
