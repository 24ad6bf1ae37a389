"""The alliance's data file, read and checked once. Pure Python: no database, no request."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Self

from accounts.wording import by_language

SHIPPED = Path(__file__).resolve().parent / "data" / "liangjiang.toml"


class FileProblem(ValueError):
    """The data file lacks something or has a word nobody knows."""


@dataclass(frozen=True, slots=True)
class AllianceRow:
    slug: str
    name: str
    english_name: str
    founded_on: date
    number_prefix: str
    introduction: str
    english_introduction: str
    source: str
    source_date: date


@dataclass(frozen=True, slots=True)
class ChairRow:
    name: str
    representative: str
    representative_title: str
    starts_on: date
    session: int
    source: str


@dataclass(frozen=True, slots=True)
class SectorRow:
    slug: str
    name: str
    english_name: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    name: str
    english_name: str
    source: str
    source_date: date

    @property
    def title(self) -> str:
        return by_language(self.name, self.english_name)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What the plan set out to reach; `baseline` where its source names one."""

    key: str
    label: str
    english_label: str
    target: int
    baseline: int | None = None
    unit: str = ""
    english_unit: str = ""
    note: str = ""
    english_note: str = ""

    @property
    def title(self) -> str:
        return by_language(self.label, self.english_label)

    @property
    def target_text(self) -> str:
        return f"{self.target:,}"

    @property
    def counted_in(self) -> str:
        return by_language(self.unit, self.english_unit)

    @property
    def remark(self) -> str:
        return by_language(self.note, self.english_note)


@dataclass(frozen=True, slots=True)
class ParkFigureRow:
    """A figure about a park as its source writes it: "120+"; `as_of` is a year, a month or a day."""

    label: str
    english_label: str
    value: str
    as_of: str
    source: str
    unit: str = ""
    english_unit: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ParkRow:
    slug: str
    name: str
    english_name: str
    sectors: tuple[str, ...] = ()
    figures: tuple[ParkFigureRow, ...] = ()

    @classmethod
    def read(cls, table: dict[str, Any]) -> Self:
        figures = tuple(ParkFigureRow(**row) for row in table.pop("figures", []))
        return cls(**table | {"sectors": tuple(table.get("sectors", [])), "figures": figures})


@dataclass(frozen=True, slots=True)
class ParksTogether:
    """What a source says of all parks and divides among none of them."""

    words: str
    english_words: str
    plaque_on: date
    source: str
    source_date: date

    @property
    def sentence(self) -> str:
        return by_language(self.words, self.english_words)


@dataclass(frozen=True, slots=True)
class AllianceFile:
    alliance: AllianceRow
    chair: ChairRow
    sectors: tuple[SectorRow, ...]
    plan: PlanRow
    figures: tuple[FigureRow, ...]
    parks: tuple[ParkRow, ...]
    parks_together: ParksTogether


def parse(text: str) -> AllianceFile:
    try:
        tables = tomllib.loads(text)
        rows: dict[str, Any] = {
            "alliance": AllianceRow(**tables.pop("alliance")),
            "chair": ChairRow(**tables.pop("chair")),
            "sectors": tuple(SectorRow(**row) for row in tables.pop("sectors")),
            "plan": PlanRow(**tables.pop("plan")),
            "figures": tuple(FigureRow(**row) for row in tables.pop("figures")),
            "parks": tuple(ParkRow.read(row) for row in tables.pop("parks")),
            "parks_together": ParksTogether(**tables.pop("parks_together")),
        }
    except tomllib.TOMLDecodeError as error:
        raise FileProblem(f"The data file is not TOML: {error}") from error
    except (KeyError, TypeError) as error:
        raise FileProblem(f"The data file lacks something or has a word nobody knows: {error}") from error
    if tables:
        raise FileProblem(f"The data file has tables nobody reads: {', '.join(sorted(tables))}")
    return _whole(AllianceFile(**rows))


def _whole(file: AllianceFile) -> AllianceFile:
    """A park's field of industry is one of the list."""
    known = {sector.slug for sector in file.sectors}
    for park in file.parks:
        if strange := sorted(set(park.sectors) - known):
            raise FileProblem(f"Sectors of the park {park.slug} are not in the list: {', '.join(strange)}")
    return file


@cache
def read(path: Path = SHIPPED) -> AllianceFile:
    return parse(path.read_text(encoding="utf-8"))
