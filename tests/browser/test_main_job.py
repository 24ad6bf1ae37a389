"""The whole main job in a browser: an enterprise's person, the reviewer in the admin, and anybody."""

import re
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Locator, expect

from accounts.services import post
from tests.applications import pdf
from tests.browser.visitor import Visitor
from tests.journeys import company, paper


def letter_to(address: str) -> str:
    """The newest letter to this address, after the worker has sent what waits."""
    post.deliver_due(timezone.now())
    return [one for one in mail.outbox if address in one.to][-1].body


def link_in(letter: str) -> str:
    return re.findall(re.escape(settings.PORTAL_URL) + r"\S+", letter)[0]


def sign_up(one: Visitor) -> None:
    one.open("/")
    one.follow("申请入会")
    one.follow("注册")
    one.fill("姓名", company.PERSON)
    one.fill("电子邮箱", company.EMAIL)
    one.fill("密码", company.PASSWORD)
    one.fill("密码（重复）", company.PASSWORD)
    one.fill("我已阅读并同意《服务条款》和《个人信息处理告知书》", "on")
    one.press("注册")
    one.sees("验证")
    one.open(link_in(letter_to(company.EMAIL)))
    one.press("确认")
    one.sees(company.PERSON)


def register_the_company(one: Visitor) -> None:
    one.open("/join/")
    one.follow("登记单位")
    one.fill("统一社会信用代码", company.TYPED_CODE)
    one.press("下一步")
    one.fill("单位名称", company.NAME)
    one.fill("简称", company.SHORT_NAME)
    one.fill("产业领域", company.SECTOR)
    one.press("登记单位")
    one.sees(company.CODE)


def saved(control: Locator) -> None:
    """The field says that it has been kept, and when."""
    field = control.locator("xpath=ancestor::*[@data-field][1]")
    expect(field.locator(".field-state")).to_have_text(re.compile(r"^已保存 \d\d:\d\d$"))


def fill_in_the_sections(one: Visitor) -> None:
    for section, values in company.SECTIONS.items():
        one.heading(section)
        for label, value in values.items():
            saved(one.fill(label, value))
        # What has been kept does not hang on the button: the page as it comes back knows it.
        one.page.reload()
        one.press("保存并继续")


def upload_the_papers(one: Visitor, folder: Path) -> None:
    one.heading("申请材料")
    for label, name in company.PAPERS.items():
        file = folder / name
        file.write_bytes(pdf(comment=name.encode()).read())
        row = one.page.get_by_role("region", name=re.compile(f"^{re.escape(label)}"))
        expect(row.get_by_role("button", name="上传")).to_be_hidden()
        row.locator("input[type=file]").set_input_files(file)
        expect(row).to_contain_text(name)
        expect(row).to_contain_text("已收到")
    assert one.page.url.endswith("/form/documents/"), "the page has stayed where it was"


def submit(one: Visitor) -> str:
    one.follow("继续")
    one.heading("检查并提交")
    for declaration in company.DECLARATIONS:
        one.fill(declaration, "on")
    one.press("提交申请")
    one.sees("等待工作人员开始审核")
    return re.search(r"RH-\d{4}-\d{4}", one.page.url)[0]


def ask_for_corrections(staff: Visitor, reference: str) -> None:
    staff.open("/admin/casework/case/")
    staff.page.get_by_role("link", name=reference).click()
    staff.press("开始审核")
    staff.page.get_by_text("经营情况", exact=True).locator("visible=true").first.click()
    for group in ("经营情况", "申请材料"):
        details = staff.page.locator("#decision-items details").filter(has_text=group)
        if details.get_attribute("open") is None:
            details.locator("summary").click()
    for label, sentence in (
        (company.FIELD, company.FIELD_SENTENCE),
        (company.PAPER, company.PAPER_SENTENCE),
    ):
        staff.page.locator("#decision-items").get_by_label(label, exact=True).check()
        staff.page.get_by_label(f"“{label}”的补正要求").fill(sentence)
    staff.fill("给申请单位的说明", "有两处需要补正。")
    staff.press("退回补正")
    staff.sees("已退回补正")


def correct_and_resubmit(one: Visitor, reference: str, folder: Path) -> None:
    letter = letter_to(company.EMAIL)
    assert company.FIELD_SENTENCE in letter
    corrections = one.page.get_by_role("region", name="需要补正的内容")
    one.open(f"/cases/{reference}/")
    one.follow(company.FIELD, within=corrections)
    assert one.page.url.endswith("#div_id_main_products"), "the link leads to the field itself"
    expect(one.page.locator("main form .field [name=niche]")).to_have_count(0)
    expect(one.page.get_by_role("region", name="不能修改的内容")).to_contain_text("新能源乘用车")
    saved(one.fill(company.FIELD, company.AFTER))

    one.open(f"/cases/{reference}/")
    one.follow(company.PAPER, within=corrections)
    locked = one.page.get_by_role("region", name="入会申请表（盖章扫描件）")
    expect(locked.locator("form")).to_have_count(0)
    row = one.page.get_by_role("region", name=re.compile("^营业执照"))
    file = folder / "清晰的营业执照.pdf"
    file.write_bytes(pdf(comment=b"clear").read())
    row.locator("input[type=file]").set_input_files(file)
    expect(row).to_contain_text("第 2 版")
    one.follow("继续")
    one.press("重新提交")
    one.sees("等待工作人员开始审核")


def approve(staff: Visitor, reference: str) -> None:
    staff.open("/admin/casework/case/")
    staff.page.get_by_role("link", name=reference).click()
    staff.press("开始审核")
    for words in ("原值", company.BEFORE, "现值", company.AFTER):
        staff.sees(words)
    staff.press("批准入会")
    staff.sees("列入会员名录")
    staff.press("批准入会")
    staff.sees("已批准")


def take_the_certificate(one: Visitor, reference: str) -> str:
    one.open(f"/cases/{reference}/")
    one.page.get_by_role("link", name="会员证书").click()
    number = re.search(r"LJ-\d{4}-\d{4}-\w{8}", one.page.url)[0]
    with one.page.expect_download() as coming:
        one.follow("下载证书")
    certificate = Path(coming.value.path()).read_bytes()
    assert certificate.startswith(b"%PDF-")
    assert number in paper.text(certificate)
    assert paper.says(certificate, f"{settings.PORTAL_URL}/certificates/{number}/")
    return number


def test_the_main_job_from_signing_up_to_the_directory(visitor, signed_in, reviewer, tmp_path):
    applicant, staff, anybody = visitor(), signed_in(reviewer), visitor()
    sign_up(applicant)
    register_the_company(applicant)
    applicant.open("/join/")
    applicant.press("开始申请")
    applicant.follow("主体信息")
    fill_in_the_sections(applicant)
    upload_the_papers(applicant, tmp_path)
    reference = submit(applicant)

    ask_for_corrections(staff, reference)
    correct_and_resubmit(applicant, reference, tmp_path)
    approve(staff, reference)
    number = take_the_certificate(applicant, reference)

    anybody.open(f"/certificates/{number}/")
    anybody.sees("证书有效。")
    for wanted in ("长安", company.INITIALS):
        anybody.open("/members/")
        anybody.fill("单位名称、拼音或首字母", wanted)
        anybody.press("搜索")
        expect(anybody.page.get_by_role("main").get_by_role("link", name=company.SHORT_NAME)).to_be_visible()
