"""Small real PDFs for the demo's document slots: made with typst once and attached many times."""

import json
from functools import cache
from pathlib import Path

import rendercv_fonts
import typst
from django.core.files.uploadedfile import SimpleUploadedFile

FONTS = Path(rendercv_fonts.__file__).resolve().parent / "Noto Sans"
# The words come as data, never as code.
SHEET = b"""
#let said = json(bytes(sys.inputs.data))
#set page(paper: "a5", margin: 2cm)
#set document(title: said.title)
#set text(font: "Noto Sans SC", size: 11pt, lang: "zh")
#align(center, text(size: 18pt, weight: "bold", said.title))
#v(1em)
#said.body
#v(1fr)
#align(right, box(stroke: 1.5pt + red, inset: 10pt, radius: 50%, text(fill: red, said.seal)))
"""


@cache
def _sheet(title: str) -> bytes:
    words = {"title": title, "body": "演示材料，内容虚构，不具任何效力。", "seal": "示例印章"}
    made = typst.compile(
        SHEET, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={"data": json.dumps(words)}
    )
    if not isinstance(made, bytes):
        raise TypeError("one page, so one file")
    return made


def paper(title: str, *, file_name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(file_name or f"{title}.pdf", _sheet(title), content_type="application/pdf")
