"""Reading a page as a person without scripts does: its forms, filled in and sent."""

from html.parser import HTMLParser


class Forms(HTMLParser):
    """Every form of a page with the values its controls hold."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.forms.append({"attrs": a, "data": {}})
        elif self.forms and tag == "input" and a.get("name"):
            kind = a.get("type", "text")
            if kind not in ("checkbox", "radio") or "checked" in a:
                self._add(a["name"], a.get("value") or ("on" if kind == "checkbox" else ""))
        elif self.forms and tag == "textarea":
            self._area = a["name"]
            self._add(self._area, "")
        elif tag == "select":
            self._select = a["name"]
        elif tag == "option" and self._select and "selected" in a:
            self._add(self._select, a.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._area:
            self.forms[-1]["data"][self._area] = data.removeprefix("\n").removeprefix("\r\n")

    def _add(self, name, value):
        data = self.forms[-1]["data"]
        data[name] = value if name not in data else [*_list(data[name]), value]


def _list(value):
    return value if isinstance(value, list) else [value]


def form_with(response, name):
    """The values of the page's form that holds a control of this name."""
    reader = Forms()
    reader.feed(response.content.decode())
    [found] = [form["data"] for form in reader.forms if name in form["data"]]
    return found
