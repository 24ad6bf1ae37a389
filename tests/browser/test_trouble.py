"""When something goes wrong: a plain sentence, and nothing that was typed is lost."""

import re
import struct
import zlib
from pathlib import Path

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Locator, Route, expect

from alliance.models import MembershipApplication
from casework.models import Case, TrailEntry
from tests import applications
from tests.browser.visitor import PHONE, Visitor
from tests.factories import PASSWORD

TYPED = "示例减速器 YL-7，含云岭系列"


@pytest.fixture
def draft(organisation, owner) -> MembershipApplication:
    return applications.draft(organisation, owner)


def section(case: Case, code: str) -> str:
    return reverse("case_section", args=[case.reference, code])


def kept(case: Case) -> str:
    return MembershipApplication.objects.get(pk=case.pk).main_products


def says(control: Locator, words: str | re.Pattern[str]) -> None:
    field = control.locator("xpath=ancestor::*[@data-field][1]")
    expect(field.locator(".field-state")).to_contain_text(words, timeout=10_000)


def sign_in_here(one: Visitor, email: str) -> None:
    one.page.locator("#id_login").fill(email)
    one.page.locator("#id_password").fill(PASSWORD)
    one.page.locator("main form:has(#id_login) button").first.click()


# --- saving ---------------------------------------------------------------------------------------------


def test_what_a_signed_out_person_typed_waits_and_is_saved_after_signing_in(draft, owner, signed_in):
    one = signed_in(owner)
    one.foretold = {401}
    one.open(section(draft, "business"))
    Session.objects.all().delete()
    says(one.fill("主营业务与主导产品", TYPED), "登录")
    says(one.fill("细分领域", "精密减速器"), "登录")
    assert kept(draft) != TYPED
    one.page.locator("[data-notice=signed-out] a").click()
    sign_in_here(one, owner.email)
    expect(one.page).to_have_url(re.compile(r"/form/business/"))
    expect(one.page.get_by_label("主营业务与主导产品")).to_have_value(TYPED)
    says(one.page.get_by_label("主营业务与主导产品"), "已保存")
    says(one.page.get_by_label(re.compile("^细分领域")), "已保存")
    assert kept(draft) == TYPED


def test_what_one_person_typed_is_not_given_to_the_next_who_signs_in(draft, owner, colleague, signed_in):
    one = signed_in(owner)
    one.foretold = {401}
    one.open(section(draft, "business"))
    before = kept(draft)
    Session.objects.all().delete()
    says(one.fill("主营业务与主导产品", TYPED), "登录")
    one.page.locator("[data-notice=signed-out] a").click()
    sign_in_here(one, colleague.email)
    expect(one.page.get_by_label("主营业务与主导产品")).to_have_value(before)


def test_a_save_that_fails_says_so_and_is_tried_again(draft, owner, signed_in):
    one = signed_in(owner)
    one.foretold = {0}
    one.open(section(draft, "business"))
    save = "**/form/business/save/"
    one.page.route(save, lambda route: route.abort())
    control = one.fill("主营业务与主导产品", TYPED)
    says(control, "重试")
    assert kept(draft) != TYPED
    one.page.unroute(save)
    says(control, "已保存")
    assert kept(draft) == TYPED


def test_a_server_in_trouble_is_asked_again(draft, owner, signed_in):
    one = signed_in(owner)
    one.foretold = {503}
    one.open(section(draft, "business"))
    answers = iter([503, 503])

    def answer(route: Route) -> None:
        status = next(answers, None)
        if status:
            route.fulfill(status=status, body="")
        else:
            route.continue_()

    one.page.route("**/form/business/save/", answer)
    says(one.fill("主营业务与主导产品", TYPED), "已保存")
    assert kept(draft) == TYPED


def test_what_is_typed_while_the_page_is_still_coming_is_saved(draft, owner, signed_in):
    one = signed_in(owner)
    held: list[Route] = []
    one.page.route("**/portal/portal.js", lambda route: held.append(route))
    with one.page.expect_request("**/portal/portal.js"):
        one.page.goto(one.server + section(draft, "business"), wait_until="commit")
    control = one.fill("主营业务与主导产品", TYPED)
    assert kept(draft) != TYPED
    held.pop().continue_()
    says(control, "已保存")
    assert kept(draft) == TYPED


def test_a_value_that_is_refused_is_explained_beside_its_field_and_stays(draft, owner, signed_in):
    one = signed_in(owner)
    one.open(section(draft, "people"))
    control = one.fill("会员代表手机", "12345")
    says(control, "手机")
    expect(control).to_have_value("12345")
    expect(control).to_have_attribute("aria-invalid", "true")
    says(one.fill("会员代表手机", "13800138001"), "已保存")
    expect(control).not_to_have_attribute("aria-invalid", "true")


def test_typing_back_what_is_saved_takes_the_refusal_away(draft, owner, signed_in):
    one = signed_in(owner)
    one.open(section(draft, "people"))
    control = one.fill("会员代表手机", "12345")
    expect(control).to_have_attribute("aria-invalid", "true")
    one.fill("会员代表手机", applications.FIELDS["representative_phone"])
    expect(control).not_to_have_attribute("aria-invalid", "true")
    expect(control.locator("xpath=ancestor::*[@data-field][1]").locator(".field-state")).to_be_empty()


def test_two_people_who_change_one_field_both_learn_of_it(draft, owner, colleague, signed_in):
    first, second = signed_in(owner), signed_in(colleague)
    second.foretold = {409}
    first.open(section(draft, "business"))
    second.open(section(draft, "business"))
    says(first.fill("主营业务与主导产品", TYPED), "已保存")
    control = second.fill("主营业务与主导产品", "我这样写")
    says(control, TYPED)
    expect(control).to_have_value("我这样写")
    assert kept(draft) == TYPED


def test_leaving_the_page_by_its_button_right_after_typing_loses_nothing(draft, owner, signed_in):
    one = signed_in(owner)
    one.open(section(draft, "business"))
    one.page.get_by_label("主营业务与主导产品").fill(TYPED)
    one.press("保存并继续")
    one.heading("资质")
    assert kept(draft) == TYPED


# --- sending twice ------------------------------------------------------------------------------------


def test_a_double_click_submits_once(draft, owner, signed_in):
    one = signed_in(owner)
    one.open(reverse("case_check", args=[draft.reference]))
    one.page.get_by_role("button", name="提交申请").dblclick()
    one.sees("等待工作人员开始审核")
    assert TrailEntry.objects.filter(case=draft, action="submit").count() == 1


def test_a_form_sent_again_from_another_tab_is_told_it_was_sent(draft, owner, signed_in):
    one = signed_in(owner)
    address = reverse("case_check", args=[draft.reference])
    other = one.context.new_page()
    other.goto(one.server + address)
    one.open(address)
    one.press("提交申请")
    one.sees("等待工作人员开始审核")
    other.get_by_role("button", name="提交申请").click()
    expect(other.locator(".messages-region")).to_contain_text("已提交")
    assert TrailEntry.objects.filter(case=draft, action="submit").count() == 1


# --- files --------------------------------------------------------------------------------------------


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def image_bomb() -> bytes:
    """A few kilobytes that would unfold to a picture of 30,000 by 30,000."""
    side = 30_000
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes(side // 8 + 1) * 200, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


BAD_FILES = {
    "too big": ("大文件.pdf", lambda: applications.PDF + b"%" + b"0" * 25 * 1024 * 1024, "20 MB"),
    "a program": ("执照.pdf", lambda: b"MZ\x90\x00" + bytes(2000), "PDF"),
    "an HTML page in PDF's clothes": (
        "执照.pdf", lambda: b"<html><script>alert(1)</script>\n" + applications.PDF, "PDF",
    ),
    "an image bomb": ("执照.png", image_bomb, "像素"),
    "nothing": ("执照.pdf", lambda: b"", "空"),
    "a wrong kind": ("执照.docx", lambda: b"PK\x03\x04" + bytes(100), "格式"),
}  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_in_words_and_the_good_one_stays(
    name, scripts, draft, owner, signed_in, tmp_path
):
    file_name, content, words = BAD_FILES[name]
    file = tmp_path / file_name
    file.write_bytes(content())
    one = signed_in(owner, java_script_enabled=scripts)
    one.open(section(draft, "documents"))
    row = one.page.locator("#upload-business_licence")
    row.locator("input[type=file]").set_input_files(file)
    if not scripts:
        row.locator("[data-upload-button]").click()
    expect(row.locator(".field-error")).to_contain_text(words, timeout=15_000)
    expect(row).to_contain_text("business_licence.pdf")
    assert draft.documents.current().filter(slot="business_licence").get().version == 1


def test_an_upload_that_breaks_off_says_so_and_can_be_tried_again(draft, owner, signed_in, tmp_path):
    one = signed_in(owner)
    one.foretold = {0}
    one.open(section(draft, "documents"))
    row = one.page.locator("#upload-business_licence")
    good = Path(tmp_path / "执照.pdf")
    good.write_bytes(applications.pdf(comment=b"again").read())
    one.page.route("**/documents/upload/**", lambda route: route.abort())
    row.locator("input[type=file]").set_input_files(good)
    expect(row.locator(".field-error")).not_to_be_empty()
    one.page.unroute("**/documents/upload/**")
    row.locator("input[type=file]").set_input_files(good)
    expect(row).to_contain_text("第 2 版")
    expect(row.locator(".field-error")).to_have_count(0)


def test_an_upload_of_a_signed_out_person_leads_to_signing_in(draft, owner, signed_in, tmp_path):
    one = signed_in(owner)
    one.foretold = {401}
    one.open(section(draft, "documents"))
    Session.objects.all().delete()
    row = one.page.locator("#upload-business_licence")
    good = Path(tmp_path / "执照.pdf")
    good.write_bytes(applications.pdf(comment=b"again").read())
    row.locator("input[type=file]").set_input_files(good)
    expect(row.get_by_role("link", name="登录")).to_be_visible()


# --- somebody else's, and somebody faster ---------------------------------------------------------------


def test_a_foreign_case_is_not_there(draft, outsider, signed_in):
    one = signed_in(outsider)
    one.foretold = {404}
    for name in ("case", "case_form", "case_check"):
        assert one.page.goto(one.server + reverse(name, args=[draft.reference])).status == 404
        assert draft.organisation.name not in one.page.content()


def test_of_two_reviewers_the_second_is_told_who_decided_what(
    organisation, owner, reviewer, second_reviewer, signed_in
):
    case = applications.under_review(organisation, owner, reviewer)
    first, second = signed_in(reviewer), signed_in(second_reviewer)
    second.foretold = {409}
    address = reverse("admin:casework_case_change", args=[case.pk])
    first.open(address)
    second.open(address)
    first.press("批准入会")
    first.press("批准入会")
    first.sees("已批准")
    second.page.locator("#decision-note").fill("不符合入会条件。")
    second.press("不予通过")
    second.sees(reviewer.name)
    second.sees("批准")
    assert Case.objects.get(pk=case.pk).status == "approved"


# --- without scripts, without a mouse ---------------------------------------------------------------------


def test_without_scripts_a_section_is_filled_in_and_saved_by_its_button(draft, owner, signed_in):
    one = signed_in(owner, java_script_enabled=False, viewport=PHONE)
    one.open(section(draft, "business"))
    one.page.get_by_label("主营业务与主导产品").fill(TYPED)
    one.page.get_by_role("button", name="保存并继续").click()
    one.heading("资质")
    assert kept(draft) == TYPED
    one.open("/desk/")
    one.sees(draft.reference)


def test_a_section_is_filled_in_with_the_keyboard_alone(draft, owner, signed_in):
    one = signed_in(owner)
    one.open(section(draft, "business"))
    keyboard = one.page.keyboard
    keyboard.press("Tab")
    expect(one.page.locator(".skip-link")).to_be_focused()
    keyboard.press("Enter")
    keyboard.press("Tab")
    for _step in range(12):
        if one.page.evaluate("document.activeElement.name") == "main_products":
            break
        keyboard.press("Tab")
    keyboard.press("ControlOrMeta+a")
    keyboard.type(TYPED)
    keyboard.press("Tab")
    says(one.page.get_by_label("主营业务与主导产品"), "已保存")
    assert kept(draft) == TYPED
    for _step in range(30):
        if one.page.evaluate("document.activeElement.textContent.trim()") == "保存并继续":
            break
        keyboard.press("Tab")
    keyboard.press("Enter")
    one.heading("资质")


def test_the_language_is_switched_where_one_stands(draft, owner, signed_in):
    one = signed_in(owner)
    one.open(section(draft, "business"))
    one.page.get_by_role("button", name="English").first.click()
    expect(one.page.locator("html")).to_have_attribute("lang", "en")
    expect(one.page).to_have_url(re.compile(r"/form/business/$"))


def test_signing_out_leaves_nothing_open(draft, owner, signed_in):
    one = signed_in(owner)
    one.open("/accounts/logout/")
    one.page.locator("main form button").first.click()
    expect(one.page).not_to_have_url(re.compile("logout"))
    one.open(section(draft, "business"))
    expect(one.page).to_have_url(re.compile(r"/accounts/login/\?next="))
    assert SESSION_KEY not in {key for session in Session.objects.all() for key in session.get_decoded()}
