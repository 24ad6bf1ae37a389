"""People at the same moment: one thread and one connection each, held together just before the guard."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from accounts.services.seats import SeatRefused
from casework.refusals import Refused

MARKS = [pytest.mark.race, pytest.mark.usefixtures("db")]
ROUNDS = 10
# How long a thread waits for others that may already stand behind a lock of the database …
PATIENCE = 0.1
# … and for others that nothing holds, because the guard is gone.
SURELY = 5.0
TOO_LONG = 30


@dataclass
class Outcome:
    """What one thread came back with: a value, or the refusal it was told."""

    value: Any = None
    refusal: Any = None

    @property
    def won(self) -> bool:
        return self.refusal is None


def rounds(meet: str, count: int = ROUNDS) -> Iterator[str]:
    """The statement before which the threads meet; in every third round they run as they come."""
    yield from (meet if number % 3 else "" for number in range(count))


def race(
    *steps: Callable[[], Any],
    meet: str = "",
    refusals: tuple[type[Exception], ...] = (Refused, SeatRefused),
    patience: float = PATIENCE,
) -> list[Outcome]:
    """Run the steps at once; each waits before its first statement that holds `meet` until all are there.

    Anything but a refusal is a fault of the program and fails the test.
    """
    start, met = threading.Barrier(len(steps)), threading.Barrier(len(steps))
    outcomes = [Outcome() for _ in steps]
    faults: list[Exception] = []

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(TOO_LONG)
            with _waiting_before(meet, met, patience):
                outcomes[number].value = steps[number]()
        except refusals as refusal:
            outcomes[number].refusal = refusal
        except Exception as fault:  # noqa: BLE001  (raised again below)
            faults.append(fault)
        finally:
            met.abort()
            connection.close()

    threads = [threading.Thread(target=run, args=[number], daemon=True) for number in range(len(steps))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TOO_LONG)
    assert not any(thread.is_alive() for thread in threads), "the threads wait for each other"
    if faults:
        raise faults[0]
    return outcomes


def collide(*steps: Callable[[], Any], meet: str = "") -> list[Outcome]:
    """A race without its guard, for the twins: all are sure to stand before the write together."""
    return race(*steps, meet=meet, patience=SURELY)


@contextmanager
def _waiting_before(meet: str, together: threading.Barrier, patience: float) -> Iterator[None]:
    been_there = not meet

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal been_there
        if not been_there and meet in sql:
            been_there = True
            with suppress(threading.BrokenBarrierError):
                together.wait(patience)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield


def winners(outcomes: Sequence[Outcome]) -> list[int]:
    return [number for number, outcome in enumerate(outcomes) if outcome.won]


def one_of(outcomes: Sequence[Outcome]) -> tuple[int, Any]:
    """Exactly one of two won: which, and the refusal the other was told."""
    (winner,) = winners(outcomes)
    return winner, outcomes[1 - winner].refusal
