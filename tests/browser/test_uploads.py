"""Files go up by htmx: what the reader sees, hears and has the focus on, and what is said when it fails."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Route, expect

from alliance.models import MembershipApplication
from casework.services import documents
from tests import applications
from tests.browser.visitor import Visitor

UPLOADS = "**/documents/upload/**"


@pytest.fixture
def draft(organisation, owner) -> MembershipApplication:
    return applications.draft(organisation, owner)


@pytest.fixture
def one(draft, owner, signed_in) -> Visitor:
    one = signed_in(owner)
    one.open(reverse("case_section", args=[draft.reference, "documents"]))
    return one


@pytest.fixture
def good(tmp_path) -> Path:
    file = Path(tmp_path / "执照.pdf")
    file.write_bytes(applications.pdf(comment=b"again").read())
    return file


def row_of(one: Visitor) -> Locator:
    return one.page.locator("#upload-business_licence")


def pick(one: Visitor, file: Path) -> Locator:
    control = row_of(one).locator("input[type=file]")
    control.focus()
    control.set_input_files(file)
    return control


def test_the_receipt_is_heard_and_the_focus_stays(one, good):
    pick(one, good)
    expect(row_of(one)).to_contain_text("第 2 版")
    expect(one.page.locator("#uploads-said")).to_have_text("已收到“执照.pdf”。")
    expect(row_of(one).locator("input[type=file]")).to_be_focused()
    expect(row_of(one).locator("[data-upload-button]")).to_be_hidden()
    one.assert_accessible()


def test_a_file_picked_while_the_page_is_still_coming_goes_up(draft, owner, signed_in, good):
    one, held = signed_in(owner), []
    one.page.route("**/htmx*.js", lambda route: held.append(route))
    address = reverse("case_section", args=[draft.reference, "documents"])
    one.page.goto(one.server + address, wait_until="commit")
    pick(one, good)
    held[0].continue_()
    expect(row_of(one)).to_contain_text("第 2 版")


def test_a_removed_file_leaves_the_focus_in_its_row(one):
    one.press("移除", within=row_of(one))
    expect(one.page.locator("#uploads-said")).to_have_text("已移除“business_licence.pdf”。")
    expect(row_of(one).locator(".upload-label")).to_be_focused()
    expect(row_of(one)).to_contain_text("未上传")


def test_how_far_it_has_come_is_shown(one, good):
    held: list[Route] = []
    one.page.route(UPLOADS, lambda route: held.append(route))
    pick(one, good)
    progress = row_of(one).locator("[data-upload-progress]")
    expect(progress).to_be_visible()
    expect(progress).to_contain_text("上传")
    while not held:
        one.page.wait_for_timeout(50)
    held[0].continue_()
    expect(row_of(one)).to_contain_text("第 2 版")
    expect(progress).to_be_hidden()


FAILURES = {
    "too big for a proxy": (413, {}, "文件超过 20 MB"),
    "too many": (429, {"Retry-After": "600"}, "请过 10 分钟后再试"),
    "gone": (404, {}, "刷新页面"),
    "an old token": (403, {}, "刷新页面"),
    "somebody faster": (409, {}, "刷新页面"),
    "not understood": (400, {}, "刷新页面"),
    "refused": (422, {}, "刷新页面"),
    "in trouble": (503, {}, "服务器未能处理"),
    "another page": (200, {}, "刷新页面"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_an_answer_that_is_no_row_is_told_in_the_row_and_the_rest_stays(name, one, good):
    status, headers, words = FAILURES[name]
    one.foretold = {status}
    one.page.route(UPLOADS, lambda route: route.fulfill(status=status, headers=headers, body="<p>x</p>"))
    control = pick(one, good)
    expect(row_of(one).get_by_role("alert")).to_contain_text(words)
    expect(row_of(one)).to_contain_text("business_licence.pdf")
    expect(control).to_have_attribute("aria-invalid", "true")
    expect(control).to_have_value("")
    one.assert_accessible()
    one.page.unroute(UPLOADS)
    pick(one, good)
    expect(row_of(one)).to_contain_text("第 2 版")
    expect(row_of(one).locator(".field-error")).to_have_count(0)


def test_a_file_that_is_too_big_is_not_even_sent(one, tmp_path):
    sent: list[str] = []
    one.page.on("request", lambda request: sent.append(request.method))
    file = tmp_path / "大文件.pdf"
    file.write_bytes(applications.PDF + b"%" + b"0" * 25 * 1024 * 1024)
    pick(one, file)
    expect(row_of(one).get_by_role("alert")).to_contain_text("20 MB")
    assert "POST" not in sent


def test_a_file_that_somebody_else_has_removed_is_told(one, draft, owner):
    one.foretold = {404}
    documents.remove(draft.documents.current().get(slot="business_licence"), by=owner)
    one.press("移除", within=row_of(one))
    expect(row_of(one).get_by_role("alert")).to_contain_text("刷新页面")


def test_a_removal_that_breaks_off_says_so(one):
    one.foretold = {0}
    one.page.route("**/remove/**", lambda route: route.abort())
    one.press("移除", within=row_of(one))
    expect(row_of(one).get_by_role("alert")).to_contain_text("移除未完成")
    expect(row_of(one)).to_contain_text("business_licence.pdf")


def test_a_dropped_file_goes_up(one, good):
    transfer = one.page.evaluate_handle(
        """(bytes) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(bytes)], "拖放.pdf", {type: "application/pdf"}));
          return transfer;
        }""",
        list(good.read_bytes()),
    )
    row_of(one).dispatch_event("drop", {"dataTransfer": transfer})
    expect(row_of(one)).to_contain_text("拖放.pdf")


def test_only_the_page_with_uploads_loads_htmx(one, draft):
    assert one.page.locator("script[src*=htmx]").count() == 1
    one.open(reverse("case_section", args=[draft.reference, "business"]))
    assert one.page.locator("script[src*=htmx]").count() == 0
