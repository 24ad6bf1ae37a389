"""What a kind of case is described with, and what it adds to the pages: plain values. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Requirement:
    """A document slot of a kind of case."""

    code: str
    label: str | Promise
    hint: str | Promise = ""
    required: bool = True
    many: bool = False
    accept: tuple[str, ...] = (".pdf", ".jpg", ".jpeg", ".png")
    max_files: int = 1

    def __post_init__(self) -> None:
        if self.many != (self.max_files > 1):
            raise ValueError(
                f"{self.code}: a slot for many files says how many (max_files), any other takes one"
            )


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form: its address part, its heading and the names of its fields or slots."""

    code: str
    label: str | Promise
    fields: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a case cannot be submitted yet: one sentence, and where to mend it."""

    section: str
    target: str
    message: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One submitted value as people read it; `value` is what the snapshot keeps."""

    name: str
    label: str
    value: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a case's page that the kind itself draws; the template finds `shown` as `panel`."""

    template: str
    shown: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the stage line; `state` is done, now, next or stopped."""

    label: str
    state: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, in one sentence, and how it looks."""

    tone: str
    icon: str
    sentence: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Where the one whose turn it is goes on, and what the button says."""

    url: str
    label: str
