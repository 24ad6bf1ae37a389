"""What the content security policy and the two languages ask of every template and static file."""

import re

import pytest

from tests.house.tree import ROOT, our_files

HAN = re.compile(r"[\u3400-\u9fff]")
SPOKEN = [
    re.compile(r"\{%\s*comment.*?endcomment\s*%\}", re.DOTALL),
    re.compile(r"\{#.*?#\}"),
    re.compile(r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}", re.DOTALL),
    re.compile(r"\{%\s*translate\s.*?%\}", re.DOTALL),
    re.compile(r"_\((\"[^\"]*\"|'[^']*')\)"),
    # A language is named in itself, whatever the page's language.
    re.compile(r"<(\w+)[^>]*\blang=\"zh-Hans\"[^>]*>.*?</\1>", re.DOTALL),
]

LOADED_FROM_ELSEWHERE = re.compile(
    r"""(src|srcset|action|poster)=["'](https?:)?//"""
    r"""|<link[^>]+href=["'](https?:)?//"""
    r"""|url\(\s*["']?(https?:)?//"""
    r"""|@import\s+["'](https?:)?//"""
    r"""|fetch\(["'`]https?:"""
)
INLINE_STYLE = re.compile(r"\sstyle=|<style|\son[a-z]+=\"")
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>")

TEMPLATES = [path for path in our_files(".html", ".txt") if "templates" in path.parts]
PAGES = [path for path in TEMPLATES if path.suffix == ".html" and "letters" not in path.parts]
STATIC = [path for path in our_files(".css", ".js", ".svg") if "static" in path.parts]


def name(path):
    return str(path.relative_to(ROOT))


def lines_with(pattern: re.Pattern[str], text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if pattern.search(line)]


def inline_scripts(text: str) -> list[str]:
    tags = [match["attributes"] for match in SCRIPT.finditer(text)]
    return [tag for tag in tags if "src=" not in tag and "application/json" not in tag]


def unsaid(text: str) -> list[str]:
    for spoken in SPOKEN:
        text = spoken.sub("", text)
    return lines_with(HAN, text)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_has_no_inline_style_and_no_inline_script(path):
    text = path.read_text()
    assert lines_with(INLINE_STYLE, text) == []
    assert inline_scripts(text) == []


@pytest.mark.parametrize("path", [*PAGES, *STATIC], ids=name)
def test_nothing_is_loaded_from_another_host(path):
    assert lines_with(LOADED_FROM_ELSEWHERE, path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_text_can_be_said_in_english(path):
    assert unsaid(path.read_text()) == []


def test_the_checks_see_what_they_look_for():
    assert lines_with(INLINE_STYLE, '<p style="color:red">')
    assert lines_with(INLINE_STYLE, '<p onclick="f()">')
    assert inline_scripts("<script>f()</script>")
    assert not inline_scripts('<script src="/x.js"></script>')
    assert lines_with(LOADED_FROM_ELSEWHERE, '<script src="//cdn.example/x.js">')
    assert not lines_with(LOADED_FROM_ELSEWHERE, '<a href="https://www.gov.example/">')
    assert unsaid("<p>提交</p>")
    assert not unsaid('<p>{% translate "提交" %}</p>')
