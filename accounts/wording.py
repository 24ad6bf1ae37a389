"""Names that exist in two languages: which one this reader sees."""

from django.utils.translation import get_language


def by_language(chinese: str, english: str) -> str:
    """The wording for the reader's present language; Chinese where there is no English."""
    return english if english and (get_language() or "").startswith("en") else chinese
