from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts import ratelimits
from parks.models import Park, Unit

pytestmark = pytest.mark.django_db


def page(park: Park, name: str = "board", *more: str) -> str:
    return reverse(f"admin:parks_park_{name}", args=[park.pk, *more])


def test_a_list_comes_as_xlsx_or_as_csv_under_the_parks_name(desk, there, unit):
    Unit.objects.update(note="=cmd|' /C calc'!A0")

    book = desk.get(page(there.park, "export", "units"))
    text = desk.get(page(there.park, "export", "units"), {"format": "csv"})

    sheet = load_workbook(BytesIO(book.content)).active
    assert sheet.cell(2, 12).value == "'=cmd|' /C calc'!A0"
    assert text.content.startswith(b"\xef\xbb\xbf")
    assert "'=cmd|' /C calc'!A0" in text.content.decode()
    assert "filename" in book["Content-Disposition"]
    assert "no-store" in book["Cache-Control"]


def test_too_many_exports_are_told_when_to_come_back(desk, there, monkeypatch):
    monkeypatch.setitem(ratelimits.LIMITS, "export", "1/h/user")

    assert desk.get(page(there.park, "export", "units")).status_code == 200
    assert desk.get(page(there.park, "export", "units")).status_code == 429
