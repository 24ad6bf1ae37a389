"""The whole main job through a plain HTTP client: only links and forms of the pages, CSRF enforced."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from accounts.services import post
from tests.applications import pdf
from tests.journeys import company, paper
from tests.journeys.client import Reader

pytestmark = pytest.mark.django_db


def bytes_of_a_pdf(comment: bytes = b"") -> bytes:
    return pdf(comment=comment).read()


def letter_to(address: str) -> str:
    """The newest letter to this address, after the worker has sent what waits."""
    post.deliver_due(timezone.now())
    return [one for one in mail.outbox if address in one.to][-1].body


def link_in(letter: str) -> str:
    [link] = re.findall(re.escape(settings.PORTAL_URL) + r"\S+", letter)[:1]
    return link.removeprefix(settings.PORTAL_URL)


def sign_up(reader: Reader) -> None:
    reader.open("/").follow("申请入会").follow("注册")
    form = reader.form("注册")
    form.fill("姓名", company.PERSON).fill("电子邮箱", company.EMAIL)
    form.fill("密码", company.PASSWORD).fill("密码（重复）", company.PASSWORD)
    form.tick("我已阅读并同意《服务条款》和《个人信息处理告知书》").press()
    assert "验证" in reader.heading
    reader.open(link_in(letter_to(company.EMAIL)))
    reader.form("确认").press()


def register_the_company(reader: Reader) -> None:
    reader.open("/join/").follow("登记单位")
    reader.form("下一步").fill("统一社会信用代码", company.TYPED_CODE).press()
    form = reader.form("登记单位")
    form.fill("单位名称", company.NAME).fill("简称", company.SHORT_NAME).fill("产业领域", company.SECTOR)
    form.press()
    assert company.CODE in reader.text


def fill_in_the_sections(reader: Reader) -> None:
    for section, values in company.SECTIONS.items():
        assert reader.heading == section
        form = reader.form("保存并继续")
        for label, value in values.items():
            form.fill(label, value)
        form.press()
        assert reader.status == 200


def upload_the_papers(reader: Reader) -> None:
    assert reader.heading == "申请材料"
    for label, name in company.PAPERS.items():
        reader.form("上传", within=label).attach(name, bytes_of_a_pdf(name.encode())).press()
        assert name in reader.part(label).text
        assert "已收到" in reader.part(label).text


def submit(reader: Reader) -> str:
    reader.follow("继续")
    assert reader.heading == "检查并提交"
    form = reader.form("提交申请")
    for declaration in company.DECLARATIONS:
        form.tick(declaration)
    form.press()
    return re.search(r"RH-\d{4}-\d{4}", reader.text)[0]


def ask_for_corrections(staff: Reader, reference: str) -> None:
    staff.open("/admin/casework/case/").follow(reference)
    staff.form("开始审核").press()
    form = staff.form("退回补正")
    form.tick(company.FIELD).fill(f"“{company.FIELD}”的补正要求", company.FIELD_SENTENCE)
    form.tick(company.PAPER).fill(f"“{company.PAPER}”的补正要求", company.PAPER_SENTENCE)
    form.fill("给申请单位的说明", "有两处需要补正。").press()
    assert "已退回补正" in staff.text


def correct_and_resubmit(reader: Reader, reference: str) -> None:
    letter = letter_to(company.EMAIL)
    assert company.FIELD_SENTENCE in letter
    assert company.PAPER_SENTENCE in letter
    reader.open(f"/cases/{reference}/").follow(company.FIELD, within="corrections-title")
    form = reader.form("保存并继续")
    assert form.labels() >= {company.FIELD}
    assert not form.labels() & {"细分领域", "员工人数", "上市状态"}, "only what was asked for is open"
    assert "新能源乘用车" in reader.part("locked-title").text
    form.fill(company.FIELD, company.AFTER).press()
    reader.open(f"/cases/{reference}/").follow(company.PAPER, within="corrections-title")
    assert not reader.part("入会申请表（盖章扫描件）").all("form"), "the other document is locked"
    reader.form("更换", within=company.PAPER).attach("清晰的营业执照.pdf", bytes_of_a_pdf(b"clear")).press()
    reader.follow("继续")
    reader.form("重新提交").press()


def approve(staff: Reader, reference: str) -> None:
    staff.open("/admin/casework/case/").follow(reference)
    staff.form("开始审核").press()
    changes = staff.text
    assert company.BEFORE in changes
    assert company.AFTER in changes
    assert "原值" in changes
    assert "现值" in changes
    staff.form("批准入会").press()
    assert "列入会员名录" in staff.text, "the consequence is said before it happens"
    staff.form("批准入会").press()
    assert "已批准" in staff.text


def test_the_main_job_from_signing_up_to_the_directory(reviewer, signed_in):
    applicant, staff, anybody = Reader(), signed_in(reviewer), Reader()
    sign_up(applicant)
    register_the_company(applicant)
    applicant.open("/join/").form("开始申请").press()
    applicant.follow("主体信息")
    fill_in_the_sections(applicant)
    upload_the_papers(applicant)
    reference = submit(applicant)
    assert "等待工作人员开始审核" in applicant.text

    ask_for_corrections(staff, reference)
    correct_and_resubmit(applicant, reference)
    staff.open("/admin/casework/case/").follow(reference)
    approve(staff, reference)

    applicant.open(f"/cases/{reference}/").follow("会员证书")
    number = re.search(r"LJ-\d{4}-\d{4}-\w{8}", applicant.text)[0]
    applicant.follow("下载证书")
    certificate = applicant.body
    assert certificate.startswith(b"%PDF-")
    assert number in paper.text(certificate)
    assert paper.says(certificate, f"{settings.PORTAL_URL}/certificates/{number}/")

    anybody.open(f"/certificates/{number}/")
    assert "证书有效" in anybody.text
    assert company.PERSON not in anybody.text
    for wanted in ("长安", company.INITIALS):
        anybody.open("/members/").form("搜索").fill("单位名称、拼音或首字母", wanted).press()
        assert company.SHORT_NAME in anybody.text or company.NAME in anybody.text
