from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from alliance.models import Alliance
from casework import kinds
from parks.models import ParkRegistration, Tenancy, Unit
from tests.applications import the_alliance
from tests.casework.trial import TrialKind
from tests.factories import SeatFactory
from tests.parks import registrations, world
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


# --- the parks ------------------------------------------------------------


@pytest.fixture
def there(db: None) -> world.Letting:
    with transaction.atomic():
        return world.letting()


@pytest.fixture
def waits(there):
    """Somebody new at the end of the line."""

    @transaction.atomic
    def one() -> ParkRegistration:
        return world.in_line(there)

    return one


@pytest.fixture
def unit_of(there):
    return lambda: registrations.a_unit(there.park, f"U{Unit.objects.count() + 1}")


@pytest.fixture
def offered(there, waits, unit_of):
    """An offer, and two people of its enterprise who may answer it."""

    @transaction.atomic
    def one() -> tuple[Tenancy, User, User]:
        tenancy = world.offered(there, unit_of(), waits())
        colleague = SeatFactory.create(organisation=tenancy.registration.organisation).user
        return tenancy, world.editor_of(tenancy.registration), colleague

    return one
