from collections.abc import Iterator
from typing import Any

import pytest

from alliance.models import Alliance
from casework import kinds
from tests.applications import the_alliance
from tests.casework.trial import TrialKind
from tests.races import database


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every thread sees what the others commit, so nothing is rolled back here: it is deleted afterwards.

    In place of a transactional database, whose flush would take the groups of the migrations with it.
    """
    with django_db_blocker.unblock():
        database.hurry()
        kept = database.filled_tables()
        yield
        database.empty(database.filled_tables() - kept)


@pytest.fixture(autouse=True)
def kind(db: None) -> Iterator[TrialKind]:
    """The engine's own small kind, so that most races need no whole application."""
    trial = TrialKind()
    kinds.register(trial)
    yield trial
    kinds._kinds.pop(trial.code)


@pytest.fixture
def alliance(db: None) -> Alliance:
    return the_alliance()
