"""The table of moves: pure Python, printable, the only place that says what may follow what."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Who makes a move: the applicant's side, a reviewer, or the system's own housekeeping."""

    APPLICANT = "applicant"
    REVIEWER = "reviewer"
    SYSTEM = "system"


class Need(StrEnum):
    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Move:
    action: str
    sources: tuple[str, ...]
    target: str
    by: Side
    note: Need = Need.NONE
    corrections: bool = False


class UnknownMove(LookupError):
    """No such action in this table, or not from this status."""


class Lifecycle:
    """A table of moves over named statuses. Every kind of thing that moves has exactly one."""

    def __init__(
        self, name: str, *, initial: str, turns: dict[str, Side | None], moves: Iterable[Move]
    ) -> None:
        """`turns` maps every status to the side that holds the ball there, None where it is over."""
        self.name = name
        self.initial = initial
        self.turns = turns
        self.moves = tuple(moves)
        self._check()

    def _check(self) -> None:
        named = {self.initial} | {move.target for move in self.moves}
        named |= {source for move in self.moves for source in move.sources}
        if strangers := named - set(self.turns):
            raise ValueError(f"{self.name}: statuses without a turn: {sorted(strangers)}")
        pairs = [(move.action, source) for move in self.moves for source in move.sources]
        if len(pairs) != len(set(pairs)):
            raise ValueError(f"{self.name}: an action leads two ways from one status")

    @property
    def statuses(self) -> tuple[str, ...]:
        return tuple(self.turns)

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(move.action for move in self.moves))

    @property
    def open_statuses(self) -> tuple[str, ...]:
        return tuple(status for status, side in self.turns.items() if side is not None)

    def find(self, action: str, status: str) -> Move:
        """The move of this action from this status; raises UnknownMove."""
        for move in self.moves:
            if move.action == action and status in move.sources:
                return move
        raise UnknownMove(f"{self.name}: no {action} from {status}")

    def moves_from(self, status: str) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if status in move.sources)

    def turn(self, status: str) -> Side | None:
        return self.turns[status]


CASE = Lifecycle(
    "case",
    initial=Status.DRAFT,
    turns={
        Status.DRAFT: Side.APPLICANT,
        Status.SUBMITTED: Side.REVIEWER,
        Status.UNDER_REVIEW: Side.REVIEWER,
        Status.CHANGES_REQUESTED: Side.APPLICANT,
        Status.APPROVED: None,
        Status.REJECTED: None,
        Status.WITHDRAWN: None,
        Status.LAPSED: None,
    },
    moves=[
        Move("submit", (Status.DRAFT, Status.CHANGES_REQUESTED), Status.SUBMITTED, Side.APPLICANT),
        Move("start", (Status.SUBMITTED,), Status.UNDER_REVIEW, Side.REVIEWER),
        Move(
            "request_changes",
            (Status.UNDER_REVIEW,),
            Status.CHANGES_REQUESTED,
            Side.REVIEWER,
            Need.REQUIRED,
            corrections=True,
        ),
        Move("approve", (Status.UNDER_REVIEW,), Status.APPROVED, Side.REVIEWER, Need.OPTIONAL),
        Move("reject", (Status.UNDER_REVIEW,), Status.REJECTED, Side.REVIEWER, Need.REQUIRED),
        Move(
            "withdraw",
            (Status.SUBMITTED, Status.UNDER_REVIEW, Status.CHANGES_REQUESTED),
            Status.WITHDRAWN,
            Side.APPLICANT,
            Need.OPTIONAL,
        ),
        Move("lapse", (Status.CHANGES_REQUESTED,), Status.LAPSED, Side.SYSTEM),
        Move("reopen", (Status.REJECTED, Status.LAPSED), Status.UNDER_REVIEW, Side.REVIEWER, Need.REQUIRED),
    ],
)
