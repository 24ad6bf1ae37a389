import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from casework.refusals import FileRefused
from parks import workbooks


def book(*rows: tuple, title: str = "单元") -> io.BytesIO:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    target.seek(0)
    return target


def repacked(source: io.BytesIO, **parts: bytes) -> io.BytesIO:
    """The same workbook with these parts put in or over; `__` stands for a slash, `_D` for a dot."""
    named = {name.replace("__", "/").replace("_D", "."): content for name, content in parts.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in named:
                new.writestr(part.filename, old.read(part))
        for name, content in named.items():
            new.writestr(name, content)
    target.seek(0)
    return target


def test_rows_come_as_they_were_typed_and_empty_ones_at_the_end_fall_away():
    rows = workbooks.read(book(("楼栋", "面积"), ("A 栋", 12.5), (None, "  ")))

    assert rows == [("楼栋", "面积"), ("A 栋", 12.5)]


def test_a_formula_is_the_text_it_is():
    assert workbooks.read(book(("面积",), ("=1+1",))) == [("面积",), ("=1+1",)]


def test_a_formula_over_several_cells_is_its_text_too_and_a_data_table_is_none():
    formulas = (ArrayFormula("A2:A3", "=SUM(B1:B2)"), DataTableFormula("B2:B3"), "x")
    assert workbooks.read(book(("a", "b", "c"), formulas))[1] == ("=SUM(B1:B2)", None, "x")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"%PDF-1.4", b"PK\x03\x04broken"])
def test_what_is_no_workbook_by_its_content_is_refused(content):
    with pytest.raises(FileRefused, match="不是完整的 XLSX"):
        workbooks.read(io.BytesIO(content))


def test_a_zip_of_something_else_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    target.seek(0)

    with pytest.raises(FileRefused, match="不是完整的 XLSX"):
        workbooks.read(target)


def test_a_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    bomb = repacked(book(("楼栋",)), xl__media__a_Dbin=b"\0" * (workbooks.MAX_UNPACKED + 1))
    assert len(bomb.getvalue()) < 1024 * 1024

    with pytest.raises(FileRefused, match="解压后过大"):
        workbooks.read(bomb)


def test_a_zip_of_too_many_parts_is_refused():
    many = {f"xl__x{number}_Dbin": b"" for number in range(workbooks.MAX_PARTS)}

    with pytest.raises(FileRefused, match="解压后过大"):
        workbooks.read(repacked(book(("楼栋",)), **many))


@pytest.mark.parametrize("part", ["xl__vbaProject_Dbin", "xl__macrosheets__sheet1_Dxml", "xl__vbaData_Dxml"])
def test_macros_are_refused(part):
    with pytest.raises(FileRefused, match="含有宏"):
        workbooks.read(repacked(book(("楼栋",)), **{part: b"<x/>"}))


def test_a_workbook_that_calls_itself_macro_enabled_is_refused():
    plain = book(("楼栋",))
    with zipfile.ZipFile(plain) as archive:
        types = archive.read("[Content_Types].xml")
    lying = types.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")

    with pytest.raises(FileRefused, match="含有宏"):
        workbooks.read(repacked(plain, **{"[Content_Types]_Dxml": lying}))


@pytest.mark.parametrize("head", [b"<!DOCTYPE x>", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>"])
def test_declared_entities_are_refused(head):
    plain = book(("楼栋",))
    with zipfile.ZipFile(plain) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")

    with pytest.raises(FileRefused, match="不是完整的 XLSX"):
        workbooks.read(repacked(plain, xl__worksheets__sheet1_Dxml=head + sheet))


def test_an_encoding_that_could_hide_them_is_refused():
    sheet = "<worksheet/>".encode("utf-16")

    with pytest.raises(FileRefused, match="不是完整的 XLSX"):
        workbooks.read(repacked(book(("楼栋",)), xl__worksheets__sheet1_Dxml=sheet))


def test_too_large_a_file_is_refused():
    with pytest.raises(FileRefused, match="超过 5 MB"):
        workbooks.read(io.BytesIO(b"x" * (workbooks.MAX_BYTES + 1)))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "MAX_ROWS", 3)
    assert len(workbooks.read(book(("楼栋",), *[("A",)] * 3))) == 4

    with pytest.raises(FileRefused, match="最多导入 3 行"):
        workbooks.read(book(("楼栋",), *[("A",)] * 4))


def test_a_cell_far_to_the_right_does_not_widen_every_row():
    wide = Workbook()
    wide.active["XFD1"] = "far"
    wide.active["A2"] = "A"
    target = io.BytesIO()
    wide.save(target)
    target.seek(0)

    assert max(len(row) for row in workbooks.read(target)) <= workbooks.MAX_COLUMNS


# --- writing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_would_run_is_defused(text):
    assert workbooks.defused(text) == f"'{text}"


@pytest.mark.parametrize("value", ["1-1", "甲 = 乙", "", None, -3, Decimal("-1.5"), date(2026, 1, 1)])
def test_anything_else_stays_what_it_is(value):
    assert workbooks.defused(value) == value


def test_an_xlsx_holds_numbers_as_numbers_and_text_as_text():
    content = workbooks.xlsx("单元", ["名称", "面积"], [("=cmd()", Decimal("12.50")), ("a\x00b", None)])

    sheet = load_workbook(io.BytesIO(content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["名称", "面积"], ["'=cmd()", 12.5], ["ab", None],
    ]  # fmt: skip
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_csv_says_that_it_is_utf_8_and_quotes_what_it_must():
    lines = list(workbooks.csv_lines(["名称", "备注"], [("=1+1", 'a,"b"'), (None, date(2026, 1, 2))]))

    assert lines == ["\ufeff", "名称,备注\r\n", '\'=1+1,"a,""b"""\r\n', ",2026-01-02\r\n"]
