"""A place in a park, whole, in a browser: from a free unit on the public page to the next in line."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from parks.models import Park, Tenancy, Unit
from tests.applications import pdf
from tests.browser.test_main_job import letter_to, saved
from tests.browser.visitor import Visitor
from tests.journeys import tenant
from tests.parks import registrations, world


@pytest.fixture
def there() -> world.Letting:
    """礼嘉 as loaded from the data file, with two operators."""
    park = Park.objects.get(slug="lijia")
    Park.objects.filter(pk=park.pk).update(plot_ratio="1.50")
    park.conditions.create(measure="tax_per_mu", bound="at_least", threshold="30")
    park.refresh_from_db()
    return world.Letting(park, world.an_operator(park, "钟园"), world.an_operator(park, "石磊"))


@pytest.fixture
def unit(there) -> Unit:
    registrations.a_unit(there.park, "302", floor=-1, area=90, use="office")
    return registrations.a_unit(there.park, "301")


def register(one: Visitor, unit: Unit, folder: Path) -> str:
    one.open("/")
    one.page.get_by_role("navigation", name="主导航").get_by_role("link", name="园区").first.click()
    one.page.locator("main").get_by_role("link", name=re.compile("^礼嘉")).first.click()
    one.sees("2022年4月29日授牌的“专精特新”园区")
    one.page.get_by_role("link", name=re.compile("301")).first.click()
    one.heading(str(unit))
    one.follow("登记入园")
    one.sees("意向单元")
    one.press("开始登记")
    one.follow("主体")
    for section, values in tenant.SECTIONS.items():
        one.heading(section)
        for label, value in values.items():
            saved(one.fill(label, value))
        one.press("保存并继续")
    one.heading("承诺")
    one.fill(tenant.SHOWN, "on")
    one.press("保存并继续")
    one.heading("材料")
    for label in tenant.PAPERS:
        file = folder / f"{label}.pdf"
        file.write_bytes(pdf(comment=label.encode()).read())
        row = one.page.get_by_role("region", name=re.compile(f"^{label}"))
        row.locator("input[type=file]").set_input_files(file)
        expect(row).to_contain_text("已收到")
    one.follow("继续")
    one.heading("检查并提交")
    # 300 万元 on 400 ㎡ at a plot ratio of 1.5: 300 ÷ (400 ÷ 666.67 ÷ 1.5) = 750.00 万元 per 亩.
    one.sees("登记为 750 万元/亩，要求不低于 30 万元/亩。")
    for declaration in tenant.PROMISES:
        one.fill(declaration, "on")
    one.press("提交申请")
    one.sees("等待工作人员开始审核")
    return re.search(r"RY-\d{4}-\d{4}", one.page.url)[0]


def open_case(staff: Visitor, reference: str) -> None:
    staff.open("/admin/casework/case/")
    staff.page.get_by_role("link", name=reference).click()


def ask_for_a_correction(staff: Visitor, reference: str) -> None:
    open_case(staff, reference)
    staff.press("开始审核")
    items = staff.page.locator("#decision-items")
    items.locator("summary").filter(has_text="项目").first.click()
    items.get_by_label("主要产品", exact=True).check()
    staff.page.get_by_label("“主要产品”的补正要求").fill(tenant.SENTENCE)
    staff.fill("给申请单位的说明", "有一处需要补正。")
    staff.press("退回补正")
    staff.sees("已退回补正")


def correct(one: Visitor, reference: str) -> None:
    one.open(f"/cases/{reference}/")
    corrections = one.page.get_by_role("region", name="需要补正的内容")
    one.follow("主要产品", within=corrections)
    saved(one.fill("主要产品", "示例减速器 YL-3"))
    one.press("保存并继续")
    one.press("重新提交")
    one.sees("等待工作人员开始审核")


def review(staff: Visitor, reference: str, aspects: tuple[str, ...]) -> None:
    open_case(staff, reference)
    for aspect in aspects:
        staff.page.locator("#opinions summary", has_text=f"“{aspect}”").click()
        mine = staff.page.get_by_role("group", name=f"对“{aspect}”的意见")
        mine.get_by_label("同意", exact=True).check()
        staff.page.locator("#opinions form", has=mine).get_by_role("button", name="保存意见").click()
        staff.sees("评审意见已保存")


def approve(staff: Visitor, colleague: Visitor, reference: str) -> None:
    open_case(staff, reference)
    staff.press("开始审核")
    staff.sees("示例减速器 YL-3")
    review(staff, reference, tenant.ASPECTS[:3])
    review(colleague, reference, tenant.ASPECTS[3:])
    open_case(staff, reference)
    staff.press("批准入园")
    staff.sees("进入本园区的轮候名单")
    staff.press("批准入园")
    staff.sees("已批准")


def offer(staff: Visitor) -> None:
    staff.open("/admin/parks/waitingplace/")
    staff.page.get_by_role("row", name=re.compile(tenant.NAME)).get_by_role("link", name="通知选房").click()
    staff.page.get_by_label(re.compile("301")).first.check()
    staff.press("下一步：确认")
    staff.press("通知选房")
    staff.sees(f"已通知{tenant.NAME}选房")


def accept(one: Visitor) -> None:
    one.open("/desk/")
    one.page.get_by_role("main").get_by_role("link", name=re.compile("答复|选房")).first.click()
    one.follow("接受")
    one.press("确认接受")
    one.sees("已接受")


def sign_and_move_in(staff: Visitor, tenancy: Tenancy, folder: Path) -> None:
    today = timezone.localdate()
    staff.open(f"/admin/parks/tenancy/{tenancy.pk}/change/")
    staff.page.get_by_role("link", name="登记签约").click()
    days = {"签约日期": today, "起租日期": today, "届满日期": today + timedelta(days=1826)}
    for label, day in days.items():
        staff.page.get_by_label(label).fill(day.isoformat())
    contract = folder / "合同.pdf"
    contract.write_bytes(pdf(comment=b"contract").read())
    staff.page.locator("input[type=file]").set_input_files(contract)
    staff.press("登记签约")
    staff.sees("签约已登记")
    staff.page.get_by_role("link", name="登记入驻").click()
    staff.page.get_by_label("入驻日期").fill(today.isoformat())
    staff.press("登记入驻")
    staff.sees("入驻已登记")


def leave(staff: Visitor, tenancy: Tenancy) -> None:
    staff.open(f"/admin/parks/tenancy/{tenancy.pk}/change/")
    staff.page.get_by_role("link", name="登记退出").click()
    staff.page.get_by_label("退出日期").fill(timezone.localdate().isoformat())
    staff.page.get_by_label(re.compile("^原因")).fill("企业扩大生产，迁往自有厂房。")
    staff.press("登记退出")
    staff.sees("退出已登记")


def free_units(anybody: Visitor) -> int:
    anybody.open("/parks/lijia/")
    rows = anybody.page.get_by_role("region", name="可租单元").locator("tbody tr")
    return rows.count()


def test_a_place_in_a_park_from_the_free_unit_to_the_next_in_line(
    visitor, signed_in, owner, there, unit, tmp_path
):
    applicant, anybody = signed_in(owner), visitor()
    staff, colleague = signed_in(there.operator), signed_in(there.colleague)
    assert free_units(anybody) == 2

    reference = register(applicant, unit, tmp_path)
    ask_for_a_correction(staff, reference)
    correct(applicant, reference)
    approve(staff, colleague, reference)
    offer(staff)
    assert "301" in letter_to(owner.email)
    accept(applicant)
    tenancy = Tenancy.objects.get(registration__reference=reference)
    sign_and_move_in(staff, tenancy, tmp_path)

    assert free_units(anybody) == 1
    anybody.sees(tenant.NAME)
    applicant.open(f"/tenancies/{tenancy.pk}/")
    with applicant.page.expect_download() as coming:
        applicant.follow("合同.pdf")
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")
    applicant.page.reload()
    applicant.sees("查看合同")

    next_one = world.in_line(there)
    leave(staff, tenancy)
    following = Tenancy.objects.get(registration=next_one)
    assert (following.status, following.unit) == ("offered", unit)
    assert "301" in letter_to(next_one.applicant.email)
    assert free_units(anybody) == 1, "what is offered to the next is not free"
    expect(anybody.page.get_by_text(tenant.NAME)).to_have_count(0)
