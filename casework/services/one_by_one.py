"""What the housekeeping does to many things: each for itself, so that one that fails stops no other."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db.models import Model

from casework.refusals import Refused

Thing = TypeVar("Thing", bound=Model)


def one_by_one(things: Iterable[Thing], act: Callable[[Thing], int]) -> int:
    """The sum of what `act` says, itself one transaction. What was refused somebody else has done.

    What fails is raised at the end, all of it together: whoever runs this tells of it and tries again.
    """
    done, failed = 0, []
    for thing in things:
        try:
            done += act(thing)
        except Refused:
            continue
        except Exception as error:  # noqa: BLE001  (raised below, with the others)
            error.add_note(f"{thing._meta.label} {thing.pk}")
            failed.append(error)
    if failed:
        raise ExceptionGroup("Some could not be done, all others were.", failed)
    return done
