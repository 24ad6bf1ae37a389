"""The joint review of one registration, aspect by aspect: who thinks what, and what is lacking."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.chips import Chip
from accounts.models import User
from parks import chips
from parks.models import Aspect, Opinion, ParkRegistration, Verdict


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's opinion, as it is read."""

    author: str
    chip: Chip
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One aspect, with everybody's opinion on it and one's own."""

    code: str
    label: str
    voices: list[Voice] = field(default_factory=list)
    mine: Opinion | None = None


def aspects(registration: ParkRegistration, user: User | None = None) -> list[Reviewed]:
    """Every aspect in its order, those without an opinion included. One query."""
    given: dict[str, list[Opinion]] = defaultdict(list)
    for opinion in registration.opinions.select_related("author").order_by("pk"):
        given[opinion.aspect].append(opinion)
    return [
        Reviewed(
            code=aspect.value,
            label=str(aspect.label),
            voices=[Voice(str(one.author), chips.of_verdict(one.verdict), one) for one in given[aspect]],
            mine=next((one for one in given[aspect] if user and one.author_id == user.pk), None),
        )
        for aspect in Aspect
    ]


def panel(
    registration: ParkRegistration, user: User, *, refusal: str | None, lacking: Sequence[str]
) -> dict[str, Any]:
    """What admin/parks/opinions.html shows on the case's page.

    `refusal` is why this person gives no opinion here, `lacking` what an approval still wants; both are
    the answers of `policies.why_not(user, registration, "opine")` and `services.opinions.lacking`.
    """
    return {
        "registration": registration,
        "aspects": aspects(registration, user),
        "needed": registration.park.opinions_needed,
        "lacking": list(lacking),
        "refusal": refusal,
        "verdicts": Verdict.choices,
    }
