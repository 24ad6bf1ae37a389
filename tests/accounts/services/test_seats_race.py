"""Two owners leave at once: one of them stays. Real threads, PostgreSQL."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from accounts import policies
from accounts.models import Role, Seat
from accounts.services import seats
from tests.factories import OrganisationFactory, SeatFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = 10


def leave_at_once(leave: Callable[[Seat, threading.Barrier], None]) -> int:
    """Both owners of a fresh organisation leave; how many owners are left."""
    organisation = OrganisationFactory.create()
    pair = SeatFactory.create_batch(2, organisation=organisation, role=Role.OWNER)
    barrier = threading.Barrier(2, timeout=10)

    def run(seat: Seat) -> None:
        try:
            leave(seat, barrier)
        except seats.SeatRefused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(seat,)) for seat in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Seat.objects.filter(organisation=organisation, role=Role.OWNER).count()


def guarded(seat: Seat, barrier: threading.Barrier) -> None:
    barrier.wait()
    seats.leave(seat, by=seat.user)


def unguarded(seat: Seat, barrier: threading.Barrier) -> None:
    """The same check and the same delete without the organisation's lock."""
    with transaction.atomic():
        refusal = policies.last_owner(seat)
        barrier.wait()
        if refusal is None:
            seat.delete()


def test_two_owners_who_leave_at_once_leave_one_behind():
    assert [leave_at_once(guarded) for _ in range(ROUNDS)] == [1] * ROUNDS


def test_without_the_lock_both_are_gone():
    assert 0 in [leave_at_once(unguarded) for _ in range(ROUNDS)]
