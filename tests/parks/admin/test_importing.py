from io import BytesIO

import pytest
from django.core import signing
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import ratelimits
from parks.models import Unit
from tests.parks.services.test_units_import import GOOD, HEAD, changed
from tests.parks.test_workbooks import book

pytestmark = pytest.mark.django_db
PAGE = "/admin/parks/unit/import/"


def upload(desk, park, *rows: tuple, head: tuple = HEAD):
    file = book(head, *rows)
    file.name = "units.xlsx"
    return desk.post(PAGE, {"park": park.pk, "file": file})


@pytest.fixture
def park(unit, there):
    """With one building, A 栋, and the unit 301 in it."""
    return there.park


def test_a_file_is_shown_row_by_row_and_nothing_is_written(desk, park):
    response = upload(desk, park, GOOD, changed(code=302), changed(code=303, area=0))

    assertContains(response, "第 4 行 面积：请填写大于 0 的数字，最多两位小数。")
    assert [row["chip"]["word"] for row in response.context["rows"]] == ["有变化", "新增", "有误"]
    assertNotContains(response, 'name="preview"')
    assert Unit.objects.count() == 1


def test_confirming_writes_what_was_shown(desk, park, there):
    preview = upload(desk, park, GOOD, changed(code=302)).context["preview"]

    response = desk.post(PAGE, {"preview": preview}, follow=True)

    assertContains(response, "已写入：新增 1 个单元，更新 1 个单元。")
    assert set(Unit.objects.values_list("code", "note")) == {("301", "朝南"), ("302", "朝南")}


def test_a_world_that_changed_meanwhile_is_refused_and_shown_anew(desk, park):
    preview = upload(desk, park, changed(code=302)).context["preview"]
    unit = Unit.objects.get()
    unit.pk, unit.code = None, "302"
    unit.save()

    response = desk.post(PAGE, {"preview": preview})

    assertContains(response, "预览之后单元信息有变化", status_code=409)
    assert response.context["rows"][0]["chip"]["word"] == "有变化"
    assert Unit.objects.count() == 2


def test_a_preview_pressed_twice_writes_once(desk, park):
    preview = upload(desk, park, changed(code=302)).context["preview"]

    assertRedirects(desk.post(PAGE, {"preview": preview}), "/admin/parks/unit/")
    assert desk.post(PAGE, {"preview": preview}).status_code == 409
    assert Unit.objects.count() == 2


@pytest.mark.parametrize("kind", ["empty", "no signature", "signed for something else"])
def test_a_preview_that_is_none_of_ours_is_refused(kind, desk, park):
    other = signing.dumps({"user": 1}, salt="another")
    forged = {"empty": "", "no signature": "x"}.get(kind, other)

    assertContains(desk.post(PAGE, {"preview": forged}), "预览已过期或不完整", status_code=409)


def test_a_preview_is_good_for_who_saw_it_and_for_parks_they_still_work_in(desk, park, there, sign_in):
    preview = upload(desk, park, changed(code=302)).context["preview"]

    assert sign_in(there.colleague).post(PAGE, {"preview": preview}).status_code == 403
    there.operator.operated.all().delete()
    assert desk.post(PAGE, {"preview": preview}).status_code == 403
    assert Unit.objects.count() == 1


def test_a_preview_is_good_for_an_hour(desk, park, monkeypatch):
    preview = upload(desk, park, changed(code=302)).context["preview"]
    monkeypatch.setattr("parks.admin.importing.GOOD_FOR", -1)

    assert desk.post(PAGE, {"preview": preview}).status_code == 409


def test_a_foreign_file_is_told_beside_the_field(desk, park):
    assertContains(upload(desk, park, head=(*HEAD, "颜色")), "工作表中没有单元")
    assertContains(upload(desk, park, GOOD, head=(*HEAD, "颜色")), "无法识别“颜色”列")
    broken = BytesIO(b"%PDF-1.4")
    broken.name = "units.xlsx"
    assertContains(desk.post(PAGE, {"park": park.pk, "file": broken}), "不是完整的 XLSX 工作簿")


def test_the_secretariat_chooses_the_park_and_an_operator_is_not_asked(desk, park, reviewer, sign_in):
    assertContains(desk.get(PAGE), 'type="hidden" name="park"')
    from tests.parks.registrations import a_park  # noqa: PLC0415

    a_park("dadi", "大地示例园")
    assertContains(sign_in(reviewer).get(PAGE), "<select")


def test_the_template_is_a_workbook_with_the_units_as_they_are(desk, park):
    response = desk.get(reverse("admin:parks_unit_import_template", args=[park.pk]))

    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert rows[0][:5] == ("楼栋", "楼层", "单元号", "面积（㎡）", "用途")
    assert rows[1][:5] == ("A 栋", 3, "301", 500, "中试")


def test_too_many_files_are_told_when_to_come_back(desk, park, monkeypatch):
    monkeypatch.setitem(ratelimits.LIMITS, "upload", "1/h/user")

    assert upload(desk, park, GOOD).status_code == 200
    assert upload(desk, park, GOOD).status_code == 429
