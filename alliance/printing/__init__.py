"""Paper: PDF through typst from a template beside this file, with fonts that are the same on every machine.

What people typed reaches the template as JSON and is never code.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import rendercv_fonts
import typst
from django.conf import settings
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
FONTS = Path(rendercv_fonts.__file__).resolve().parent / "Noto Sans"
CHINESE_FONT = FONTS / "NotoSansSC-Regular.ttf"


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """`template` is the name of a file here without its ending."""
    made = typst.compile(
        HERE / f"{template}.typ",
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)  # noqa: S101  (for the type checker)
    return made


def emblem() -> str:
    return (Path(settings.BASE_DIR) / "static" / "portal" / "img" / "emblem.svg").read_text(encoding="utf-8")


def watermark() -> str:
    """The emblem so pale that text reads well over it."""
    return re.sub(r'fill="#[0-9a-f]{6}"', 'fill="#f4f8f8"', emblem())


@cache
def _known_characters() -> frozenset[int]:
    with TTFont(CHINESE_FONT, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def missing_glyphs(text: str) -> list[str]:
    """Characters the printed font lacks: typst would print an empty box in silence."""
    known = _known_characters()
    return list(dict.fromkeys(char for char in text if not char.isspace() and ord(char) not in known))
