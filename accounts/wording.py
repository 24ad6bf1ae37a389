"""What exists in two languages, and which of them is read or recorded."""

from contextlib import AbstractContextManager

from django.utils.translation import get_language, override


def by_language(chinese: str, english: str) -> str:
    """The wording for the reader's present language; Chinese where there is no English."""
    return english if english and (get_language() or "").startswith("en") else chinese


def in_chinese() -> AbstractContextManager[None]:
    """What is recorded once for all readers is worded in Chinese, whoever has the page before them."""
    return override("zh-hans")
