"""The clock of the demo's stories: within a moment, whatever asks Django the time is told that moment.

The services stamp what they write with the present, as they must. A demo world needs a past, told by the
same services; so it is the clock that is turned back for the length of a step, and nothing is dated by hand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def moment(at: datetime) -> Iterator[None]:
    with patch.object(timezone, "now", return_value=at):
        yield
