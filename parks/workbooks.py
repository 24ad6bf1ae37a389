"""Reading and writing lists as offices keep them. What comes in is judged by its content before it is read.

An XLSX file is a zip of XML: one that unpacks to too much, carries macros, or declares entities is refused
before anything of it is parsed. Formulas are read as the text they are and never computed. No ORM.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from casework.refusals import FileRefused

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 200
MAX_ROWS = 2000
MAX_COLUMNS = 40
NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}
# What a damaged or foreign file makes the readers raise.
BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, OSError, EOFError, SyntaxError, ValueError,
    KeyError, TypeError, IndexError, AttributeError, OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip
# A cell that begins like this is run by the program that opens it.
RUNS = ("=", "+", "-", "@", "\t", "\r")
# Characters that XML cannot hold.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Row = tuple[Any, ...]


def read(stream: IO[bytes]) -> list[Row]:
    """The rows of the first sheet, as many as have something in them, or `FileRefused`."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileRefused(
            _("文件超过 %(limit)s MB，请拆分后分次导入。") % {"limit": MAX_BYTES // (1024 * 1024)}
        )
    try:
        _inspect(data)
        return _rows(data)
    except BROKEN as broken:
        if isinstance(broken, FileRefused):
            raise
        raise _no_workbook() from None


def _no_workbook() -> FileRefused:
    return FileRefused(_("该文件不是完整的 XLSX 工作簿。请用表格软件另存为“Excel 工作簿（.xlsx）”后再上传。"))


def _inspect(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if not names >= NEEDED:
            raise _no_workbook()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise FileRefused(_("该文件解压后过大，不能接收。请只保留需要导入的工作表后再上传。"))
        types = archive.read("[Content_Types].xml").lower()
        if b"macroenabled" in types or any(
            "vba" in name.lower() or "macro" in name.lower() for name in names
        ):
            raise FileRefused(_("该文件含有宏，不能接收。请另存为“Excel 工作簿（.xlsx）”后再上传。"))
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _declares(archive.read(part)):
                raise _no_workbook()


def _declares(xml: bytes) -> bool:
    """Entities blow up when they are expanded; no office writes any. Other encodings would hide them."""
    return b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml


def _rows(data: bytes) -> list[Row]:
    with catch_warnings():
        # openpyxl tells of parts that it leaves out; nothing here wants them.
        simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            lines = sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS, values_only=True)
            rows = [_trimmed(line) for line in lines]
        finally:
            book.close()
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MAX_ROWS + 1:
        raise FileRefused(_("最多导入 %(limit)s 行，请拆分后分次导入。") % {"limit": MAX_ROWS})
    return rows


def _trimmed(line: Iterable[Any]) -> Row:
    """Without the empty cells at its end; a formula over several cells is the text of it."""
    row = [cell.text if isinstance(cell, ArrayFormula) else cell for cell in line]
    row = [None if isinstance(cell, DataTableFormula) else cell for cell in row]
    while row and (row[-1] is None or not str(row[-1]).strip()):
        row.pop()
    return tuple(row)


# --- writing ----------------------------------------------------------------------------------------


def defused(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it."""
    if not isinstance(value, str):
        return value
    text = UNWRITABLE.sub("", value)
    return f"'{text}" if text.startswith(RUNS) else text


def xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in (head, *rows):
        sheet.append([_plain(defused(value)) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _plain(value: Any) -> Any:
    """Excel knows no time zones."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """With a mark at the front, by which Excel knows UTF-8."""
    yield "\ufeff"
    writer = csv.writer(_Echo())
    for row in (head, *rows):
        yield writer.writerow([defused(_written(value)) for value in row])


class _Echo:
    """Hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value
