"""How a Chinese name sounds, sorts and is found: pinyin, initials, two-character grams. Pure Python."""

import re
import unicodedata

from pypinyin import Style, lazy_pinyin


def normalise(text: str) -> str:
    """Full width to half width, lower case, no blanks or punctuation: what search compares."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\W_]+", "", folded)


def pinyin(name: str) -> str:
    return normalise("".join(lazy_pinyin(name)))


def initials(name: str) -> str:
    return normalise("".join(lazy_pinyin(name, style=Style.FIRST_LETTER)))


def grams(*texts: str) -> str:
    """Space-joined distinct pairs of neighbouring characters of each text, in order of appearance."""
    pairs: dict[str, None] = {}
    for text in map(normalise, texts):
        for start in range(max(len(text) - 1, 1 if text else 0)):
            pairs.setdefault(text[start : start + 2])
    return " ".join(pairs)
