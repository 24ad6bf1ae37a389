"""A person without scripts: reads a page, follows its links, fills in its forms by their labels.

Nothing can be sent that the page does not offer: hidden fields and the CSRF token are those of the form,
a locked control is not sent, a required one must be filled, and a button must be there to be pressed.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.test import Client

from tests.journeys import markup
from tests.journeys.markup import Node

FORM_TYPE = "application/x-www-form-urlencoded"
CONTROLS = ("input", "select", "textarea")
HEADINGS = ("h2", "h3", "h4", "legend")
HOPS = 5


class NotOffered(AssertionError):
    """The page has no such link, label or button."""


class Reader:
    """One person's browser, without scripts and with CSRF enforced."""

    def __init__(self, **headers: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers=headers)
        self.address = "/"
        self.status = 0
        self.page = Node("document")
        self.body = b""
        self.headers: Any = {}

    # --- going somewhere --------------------------------------------------------------------------

    def open(self, address: str) -> "Reader":
        target = urlsplit(urljoin(self.address, address))
        path = target.path + (f"?{target.query}" if target.query else "")
        return self._arrive(path, self.client.get(path))

    def follow(self, text: str, *, within: str = "") -> "Reader":
        """Press the link with these words; `within` names a heading, label or id it stands under."""
        return self.open(self.link(text, within=within))

    def link(self, text: str, *, within: str = "") -> str:
        root = self.part(within) if within else self.page
        links = [node for node in root.all("a") if node.attrs.get("href") and text in node.text]
        if not links:
            raise NotOffered(f"No link “{text}” on {self.address}: {[a.text for a in root.all('a')]}")
        exact = [node for node in links if node.text == text]
        return (exact or links)[0].attrs["href"]

    def _arrive(self, path: str, response: Any) -> "Reader":
        for _hop in range(HOPS):
            if response.status_code not in (301, 302, 303):
                break
            target = urlsplit(urljoin(path, response["Location"]))
            path = target.path + (f"?{target.query}" if target.query else "")
            response = self.client.get(path)
        else:
            raise AssertionError(f"redirected round and round at {path}")
        self.address, self.status, self.headers = path, response.status_code, response.headers
        self.body = b"".join(response.streaming_content) if response.streaming else response.content
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        self.page = markup.read(self.body.decode()) if is_page else Node("document")
        return self

    # --- reading ----------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self.page.text

    @property
    def heading(self) -> str:
        return next((node.text for node in self.page.all("h1")), "")

    def part(self, name: str) -> Node:
        """What has this id, is labelled by it, or stands under a heading that begins with these words."""
        parts = self.page.all("section", "article", "fieldset", "form")
        found = self.page.by_id(name)
        if found is not None and found.tag.startswith("h"):
            found = next((node for node in parts if node.attrs.get("aria-labelledby") == name), found)
        if found is None:
            headed = [node for node in parts if any(one.text.startswith(name) for one in node.all(*HEADINGS))]
            found = min(headed, key=lambda node: len(node.text), default=None)
        if found is None:
            raise NotOffered(f"No part “{name}” on {self.address}")
        return found

    def form(self, button: str, *, within: str = "") -> "Form":
        """The form with this button."""
        root = self.part(within) if within else self.page
        for node in root.all("form"):
            for one in _buttons(node):
                if button in (one.text or one.attrs.get("value", "")):
                    return Form(self, node, one)
        offered = [one.text for node in root.all("form") for one in _buttons(node)]
        raise NotOffered(f"No button “{button}” on {self.address}: {offered}")

    def send(self, form: "Form") -> "Reader":
        action = urljoin(self.address, form.node.attrs.get("action", "") or self.address)
        path = urlsplit(action)._replace(scheme="", netloc="", fragment="").geturl()
        values = form.successful()
        if form.node.attrs.get("method", "get").lower() != "post":
            return self.open(f"{path.partition('?')[0]}?{urlencode(values)}")
        if form.node.attrs.get("enctype") == "multipart/form-data":
            data: dict[str, Any] = {name: [v for n, v in values if n == name] for name, _value in values}
            return self._arrive(path, self.client.post(path, data | form.files))
        return self._arrive(path, self.client.post(path, urlencode(values), content_type=FORM_TYPE))


def _buttons(node: Node) -> list[Node]:
    return [
        one
        for one in node.all("button", "input")
        if one.attrs.get("type", "submit" if one.tag == "button" else "text") == "submit"
        and "disabled" not in one.attrs
    ]


@dataclass
class Form:
    reader: Reader
    node: Node
    button: Node
    files: dict[str, io.BytesIO] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = {id(control): _value(control) for control in self.controls}

    @property
    def controls(self) -> list[Node]:
        return [c for c in self.node.all(*CONTROLS) if c.attrs.get("name") and "disabled" not in c.attrs]

    def fill(self, label: str, value: str) -> "Form":
        """Type, choose or tick what stands beside this label; a group is named by its legend."""
        group = self._group(label)
        control = (group and self._labelled(value, group)) or self._labelled(label, self.node)
        if control is None:
            raise NotOffered(f"No field “{label}” on {self.reader.address}: {sorted(self.labels())}")
        if control.attrs.get("type") == "radio":
            for other in self.controls:
                if other.attrs["name"] == control.attrs["name"] and other.attrs.get("type") == "radio":
                    self.values[id(other)] = None
            self.values[id(control)] = control.attrs.get("value", "on")
        elif control.attrs.get("type") == "checkbox":
            self.values[id(control)] = control.attrs.get("value", "on")
        elif control.tag == "select":
            self.values[id(control)] = _option(control, value)
        else:
            self.values[id(control)] = value
        return self

    def tick(self, label: str) -> "Form":
        return self.fill(label, "on")

    def attach(self, name: str, content: bytes) -> "Form":
        control = next((c for c in self.controls if c.attrs.get("type") == "file"), None)
        if control is None:
            raise NotOffered(f"No file field in this form on {self.reader.address}")
        file = io.BytesIO(content)
        file.name = name
        self.files[control.attrs["name"]] = file
        return self

    def press(self) -> Reader:
        return self.reader.send(self)

    def labels(self) -> set[str]:
        return {node.text for node in self.node.all("label", "legend")}

    def successful(self) -> list[tuple[str, str]]:
        """Names and values as a browser sends them: in order, without what is empty of meaning."""
        checked = "novalidate" not in self.node.attrs
        found = []
        for control in self.controls:
            name, value = control.attrs["name"], self.values[id(control)]
            if control.attrs.get("type") == "file":
                assert not (checked and "required" in control.attrs) or name in self.files, (
                    f"no file for {name}"
                )
                continue
            if checked and "required" in control.attrs and control.attrs.get("type") != "radio":
                assert value, f"The browser asks for {name} first."
            found += [(name, one) for one in ([value] if isinstance(value, str) else value or [])]
        if self.button.attrs.get("name"):
            found.append((self.button.attrs["name"], self.button.attrs.get("value", "")))
        return found

    def _group(self, label: str) -> Node | None:
        for legend in self.node.all("legend"):
            if _says(legend, label):
                return legend.parent
        return None

    def _labelled(self, label: str, within: Node) -> Node | None:
        for node in within.all("label"):
            if _says(node, label):
                target = node.attrs.get("for")
                inside = node.all(*CONTROLS)
                found = self.node.by_id(target) if target else (inside[0] if inside else None)
                if found is not None and any(found is control for control in self.controls):
                    return found
        return next((c for c in self.controls if c.attrs.get("aria-label") == label), None)


def _says(node: Node, label: str) -> bool:
    return node.text.removesuffix("选填").removesuffix("Optional").strip() == label


def _value(control: Node) -> str | list[str] | None:
    kind = control.attrs.get("type", "text")
    if control.tag == "textarea":
        return control.raw.removeprefix("\r\n").removeprefix("\n")
    if control.tag == "select":
        return list(_chosen(control))
    if kind in ("checkbox", "radio"):
        return control.attrs.get("value", "on") if "checked" in control.attrs else None
    if kind in ("submit", "button", "image", "reset"):
        return None
    return control.attrs.get("value", "")


def _chosen(select: Node) -> Iterator[str]:
    options = select.all("option")
    chosen = [one for one in options if "selected" in one.attrs]
    if not chosen and "multiple" not in select.attrs:
        chosen = options[:1]
    for one in chosen:
        yield one.attrs.get("value", one.text)


def _option(select: Node, text: str) -> str:
    for one in select.all("option"):
        if one.text == text:
            return one.attrs.get("value", one.text)
    raise NotOffered(f"No choice “{text}”: {[one.text for one in select.all('option')]}")
