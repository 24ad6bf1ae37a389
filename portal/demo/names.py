"""Names of the demo world, from portal/data/demo.toml. The same index always gives the same name."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from accounts.models import OrganisationKind
from accounts.phonetics import pinyin

WORDS = Path(__file__).resolve().parent.parent / "data" / "demo.toml"
# Every ninth is no enterprise but one of the bodies that serve them.
OTHER_KINDS_EVERY = 9
DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Trade:
    """What a demo organisation does, and what kind of body it is."""

    words: str
    english: str
    sector: str
    industry: tuple[str, str]
    product: str
    kind: str = OrganisationKind.ENTERPRISE
    authority: str = "91"


@dataclass(frozen=True, slots=True)
class Words:
    first: str
    second: str
    surnames: str
    given: tuple[str, ...]
    titles: tuple[str, ...]
    streets: tuple[str, ...]
    trades: tuple[Trade, ...]
    bodies: tuple[Trade, ...]
    notes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Name:
    chinese: str
    short: str
    english: str
    trade: Trade


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


@cache
def words() -> Words:
    tables = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    for part in ("trades", "bodies"):
        tables[part] = [Trade(**_tuples(table)) for table in tables[part]]
    return Words(**_tuples(tables))


def trade_at(index: int) -> Trade:
    turn, place = divmod(index, OTHER_KINDS_EVERY)
    if place == OTHER_KINDS_EVERY - 1:
        return words().bodies[turn % len(words().bodies)]
    return words().trades[index % len(words().trades)]


def name_at(index: int) -> Name:
    """Two indices of one world never share a name."""
    known = words()
    everywhere = len(known.first) * len(known.second)
    round_, place = divmod(index, everywhere)
    row, column = divmod(place, len(known.first))
    brand = known.first[column] + known.second[(row + column) % len(known.second)]
    trade = trade_at(index)
    example = f"示例{_spoken(round_)}" if round_ else "示例"
    ending = "有限公司" if trade.kind == OrganisationKind.ENTERPRISE else ""
    return Name(
        f"{brand}{example}{trade.words}{ending}",
        f"{brand}{example}",
        f"{_latin(brand)} Demo {trade.english}",
        trade,
    )


@cache
def _latin(brand: str) -> str:
    return pinyin(brand).title()


def _spoken(number: int) -> str:
    """Further rounds of a large world carry a number, digit by digit: 第一二 is the twelfth."""
    return "第" + "".join(DIGITS[int(digit)] for digit in str(number))


def person(random: Random) -> str:
    return random.choice(words().surnames) + random.choice(words().given)


def mobile(random: Random) -> str:
    return f"1390000{random.randrange(10_000):04d}"


def note(name: str) -> str:
    return words().notes[name]
