"""A certificate as somebody holds it: its text, and what a phone sees in its QR code."""

import io
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
import segno
from PIL import Image

DPI = 150


def _poppler(program: str, *arguments: str, pdf: bytes) -> bytes:
    if shutil.which(program) is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say(f"{program} is missing: apt install poppler-utils")
    done = subprocess.run([program, *arguments], input=pdf, capture_output=True, check=True, timeout=60)
    return done.stdout


def text(pdf: bytes) -> str:
    return _poppler("pdftotext", "-layout", "-", "-", pdf=pdf).decode()


def says(pdf: bytes, address: str) -> bool:
    """Whether the QR code on the first page, module by module, is the one that leads to this address."""
    wanted = [[bool(module) for module in row] for row in segno.make(address, error="m").matrix]
    page = _poppler("pdftoppm", "-r", str(DPI), "-f", "1", "-l", "1", pdf=pdf)
    picture = Image.open(io.BytesIO(page)).convert("L").point(lambda shade: 0 if shade < 128 else 255)
    return _modules(picture, len(wanted)) == wanted


def _modules(picture: Image.Image, size: int) -> list[list[bool]]:
    """The code's modules, sampled between the outer edges of its three finder patterns."""
    left, top, right, bottom = _edges(picture)
    across, down = (right - left) / size, (bottom - top) / size
    return [
        [
            picture.getpixel((int(left + (column + 0.5) * across), int(top + (line + 0.5) * down))) == 0
            for column in range(size)
        ]
        for line in range(size)
    ]


def _edges(picture: Image.Image) -> tuple[int, int, int, int]:
    """The square that the finders span. A point is inside one when its row and its column both say so;
    strokes of writing may say so too, but never over a whole block of points.
    """
    columns = {(x, y): ends for x, y, *ends in _crossings(picture.transpose(Image.Transpose.TRANSPOSE))}
    rows = {(x, y): ends for y, x, *ends in _crossings(picture)}
    boxes = Counter((rows[point][0], columns[point][0], *(rows[point][1:] + columns[point][1:]))
                    for point in rows if point in columns)  # fmt: skip
    sure = [(x0, y0, x1, y1) for (x0, y0, x1, y1), points in boxes.items() if points >= (x1 - x0) ** 2 // 14]
    lefts, tops, rights, bottoms = zip(*sure, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _crossings(picture: Image.Image) -> Iterator[tuple[int, int, int, int]]:
    """Line, middle, and both ends of each run dark-light-dark-light-dark of the proportions 1:1:3:1:1."""
    width, height = picture.size
    pixels = picture.tobytes()
    for line in range(height):
        row = pixels[line * width : (line + 1) * width]
        edges = [0, *(x for x in range(1, width) if row[x] != row[x - 1]), width]
        for i in range(len(edges) - 5):
            if row[edges[i]] == 0 and _is_finder([b - a for a, b in pairwise(edges[i : i + 6])]):
                for middle in range(edges[i + 2], edges[i + 3]):
                    yield line, middle, edges[i], edges[i + 5]


def _is_finder(runs: list[int]) -> bool:
    module = sum(runs) / 7
    shares = zip(runs, (1, 1, 3, 1, 1), strict=True)
    return module >= 2 and all(abs(run - share * module) <= module * 0.6 for run, share in shares)
