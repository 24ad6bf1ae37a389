"""docs/lifecycle.md, printed from the tables of moves. Pure Python."""

from collections.abc import Iterable

from casework.lifecycle import Lifecycle, Move, Need

INTRO = """# The life of a case

Printed from the tables of moves by `manage.py lifecycle_doc`: `casework/lifecycle.py` for cases, a package's
`lifecycles.py` for what is no application. A test fails when it is stale. Change the table, not this page.
"""

RULES = """
`casework.services.move` is the only writer of a status. In one transaction it looks the move up, asks
`policies.why_not`, changes the row by compare-and-set on status and revision, appends the trail entry, calls
the kind's `on_move` and queues the letters.

- **Reviewers** need the kind's review permission, and no seat in the organisation that applies: superusers
  included.
- **Applicants** need a seat as owner or editor. Submitting needs a complete form, all required documents,
  no infected file and, after a request for changes, an answer to every correction.
- **The system** lapses a case only after the applicant's deadline has passed.
- **The clock** counts Chinese working days. It runs for the reviewers from submission, rests while the
  applicant has the ball, and goes on with the days that were left (two at least). Reopening gives a fresh
  span.
"""


OTHERS = """
## What moves besides cases

Each has a small table of its own. `casework.services.steps.take` is the only writer of its status: it looks
the move up, changes the row by compare-and-set on status and revision, and appends a line of its history,
which the database keeps unchanged.
"""


def page(case: Lifecycle, others: Iterable[Lifecycle] = ()) -> str:
    """The table of cases in full, then each of the others."""
    further = [_further(one) for one in others]
    return "\n".join(
        [
            INTRO,
            _diagram(case),
            "\n## Moves\n",
            _moves(case),
            _turns(case),
            RULES,
            *([OTHERS] if further else []),
            *further,
        ]
    )


def _further(lifecycle: Lifecycle) -> str:
    head = f"### {lifecycle.name[0].upper()}{lifecycle.name[1:]}\n"
    return "\n".join([head, _diagram(lifecycle), "", _moves(lifecycle), ""])


def _diagram(lifecycle: Lifecycle) -> str:
    arrows = [
        f"    {source} --> {move.target}: {move.action}"
        for move in lifecycle.moves
        for source in move.sources
    ]
    ends = [f"    {status} --> [*]" for status in lifecycle.statuses if lifecycle.turn(status) is None]
    return "\n".join(
        ["```mermaid", "stateDiagram-v2", f"    [*] --> {lifecycle.initial}", *arrows, *ends, "```"]
    )


def _moves(lifecycle: Lifecycle) -> str:
    rows = [
        f"| {move.action} | {', '.join(move.sources)} | {move.target} | {move.by} | {_note(move)} |"
        for move in lifecycle.moves
    ]
    return "\n".join(["| move | from | to | by | note |", "|---|---|---|---|---|", *rows])


def _note(move: Move) -> str:
    wanted = "" if move.note is Need.NONE else str(move.note)
    return f"{wanted}, with at least one correction" if move.corrections else wanted


def _turns(lifecycle: Lifecycle) -> str:
    rows = [f"| {status} | {side or 'over'} |" for status, side in lifecycle.turns.items()]
    return "\n".join(["\n## Whose turn it is\n", "| status | turn |", "|---|---|", *rows])
