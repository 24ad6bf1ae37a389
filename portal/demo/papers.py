"""Small real PDFs for the demo's document slots: made with typst once and attached many times."""

import json
from functools import cache
from pathlib import Path

import rendercv_fonts
import typst
from django.core.files.uploadedfile import SimpleUploadedFile

FONTS = Path(rendercv_fonts.__file__).resolve().parent / "Noto Sans"
SHEET = Path(__file__).resolve().parent.parent / "data" / "demo_paper.typ"


@cache
def _sheet(title: str) -> bytes:
    words = {"title": title, "body": "演示材料，内容虚构，不具任何效力。", "seal": "示例印章"}
    return typst.compile(
        SHEET, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={"data": json.dumps(words)}
    )


def paper(title: str, *, file_name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(file_name or f"{title}.pdf", _sheet(title), content_type="application/pdf")
