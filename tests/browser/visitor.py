"""Somebody with a browser. Whatever the console says during a visit is a failure, unless foretold."""

import re
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

# A busy machine may take its time; what is waited for comes or does not.
expect.set_options(timeout=15_000)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Preloading would make axe write style sheets of its own, against our content security policy.
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    "preload": False,
}
# How Chromium words an answer of 400 and above, or a request that broke off (htmx too); no script quiets it.
ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of (\d{3})")
BROKEN_OFF = ("Failed to load resource: net::", "htmx:afterRequest", "htmx:sendError")


@dataclass
class Visitor:
    """One browser context: its own cookies, language and width."""

    context: BrowserContext
    server: str
    page: Page = field(init=False)
    console: list[str] = field(default_factory=list)
    # Statuses of 400 and above that belong to what is tested here; 0: a request that breaks off.
    foretold: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(15_000)
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.console.append(f"error: {error.error}"))
        self.page = self.context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        answered = ANSWERED.match(message.text)
        if answered and int(answered[1]) in self.foretold:
            return
        if message.text.startswith(BROKEN_OFF) and 0 in self.foretold:
            return
        self.console.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def open(self, address: str) -> Page:
        self.page.goto(address if address.startswith("http") else self.server + address)
        return self.page

    def leave(self) -> None:
        """Close the book on this page: the tab forgets who used it, and its next user begins at a desk."""
        if self.page.url.startswith(self.server):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.page.emulate_media(media="null")
        self.page.set_viewport_size(DESK)
        self.foretold = set()

    def cookie(self, name: str) -> str:
        return next(one["value"] for one in self.context.cookies() if one["name"] == name)

    def fill(self, label: str, value: str) -> Locator:
        """Type, choose or tick what stands beside this label, and leave it as a person does."""
        begins = re.escape(label).replace("/", r"\/")
        group = self.page.get_by_role("group", name=re.compile(f"^{begins}"))
        control = self.page.get_by_label(re.compile(f"^{begins}(选填)?$")).first
        if group.count():
            control = group.first.get_by_label(value, exact=True)
            control.check()
        elif control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(label=value)
        elif control.get_attribute("type") in ("checkbox", "radio"):
            control.check()
        else:
            control.fill(value)
        control.blur()
        return control

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Words that only readers hear may follow the name: whose, which one."""
        (within or self.page).get_by_role("button", name=re.compile(rf"^{re.escape(name)}(\s|$)")).click()

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page.locator("main, #content-start, #container").first).get_by_role(
            "link", name=name
        ).first.click()

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    # --- what every page owes its reader ------------------------------------------------------------

    def assert_quiet(self) -> None:
        said, self.console = self.console, []
        assert not said, "\n".join([f"the console of {self.page.url} speaks", *said])

    def assert_accessible(self) -> None:
        if not self.page.evaluate("() => Boolean(window.axe)"):
            self.page.evaluate(AXE_SCRIPT)
        found: dict[str, Any] = self.page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
        problems = [
            f"{one['id']}: {one['help']} — {node['html'][:160]} {[why['message'] for why in node['any'][:1]]}"
            for one in found["violations"]
            for node in one["nodes"][:3]
        ]
        assert not problems, "\n".join([f"{self.page.url} at {self.page.viewport_size}", *problems])

    def assert_fits(self) -> None:
        """No sideways scrolling, and nothing that sticks out of the page."""
        wide = self.page.evaluate(
            """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
              [document.documentElement.scrollWidth, ...[...document.body.querySelectorAll("*")]
                .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
                .map((one) => one.outerHTML.slice(0, 120)).slice(0, 4)]"""
        )
        assert not wide, f"{self.page.url} is wider than {self.page.viewport_size}: {wide}"


def arrive(browser: Browser, server: str, **options: Any) -> Visitor:
    """A fresh visitor at a desk, reading Chinese, unless told otherwise."""
    settings = {
        "viewport": DESK,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "reduced_motion": "reduce",
    }
    return Visitor(browser.new_context(**(settings | options)), server)
