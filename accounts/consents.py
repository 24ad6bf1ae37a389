"""The wordings people agree to, by purpose and version, in both languages. Pure; the texts are data."""

import functools
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from accounts.wording import by_language

PORTAL_TERMS = "portal_terms"
PERSONAL_INFORMATION = "personal_information"
CHARTER = "charter"
TRUTH = "truth"
PUBLIC_LISTING = "public_listing"

FILE = Path(__file__).parent / "data" / "consents.toml"


class UnknownText(LookupError):
    """No wording of this purpose and version."""


@dataclass(frozen=True)
class Text:
    purpose: str
    version: str
    title_zh: str
    title_en: str
    body_zh: str
    body_en: str

    @property
    def title(self) -> str:
        return by_language(self.title_zh, self.title_en)

    @property
    def paragraphs(self) -> list[str]:
        return by_language(self.body_zh, self.body_en).strip().split("\n\n")

    @property
    def digest(self) -> str:
        """Over every word in both languages: proves later which wording a consent was given to."""
        parts = (self.purpose, self.version, self.title_zh, self.body_zh, self.title_en, self.body_en)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@functools.cache
def texts() -> dict[tuple[str, str], Text]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["text"]
    return {(row["purpose"], row["version"]): Text(**row) for row in rows}


def text(purpose: str, version: str) -> Text:
    try:
        return texts()[purpose, version]
    except KeyError:
        raise UnknownText(f"{purpose} {version}") from None


def current(purpose: str) -> Text:
    """The wording that is asked for now: the last of its purpose in the file."""
    found = [one for one in texts().values() if one.purpose == purpose]
    if not found:
        raise UnknownText(purpose)
    return found[-1]
