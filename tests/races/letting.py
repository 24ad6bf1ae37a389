"""What the races of the parks share: statements to meet before, and what must hold after any of them."""

from datetime import datetime, timedelta

from django.utils import timezone

from parks.models import Tenancy, TenancyStep, WaitingPlace

ROUNDS = 6
CASE = 'UPDATE "casework_case"'
PLACE = 'UPDATE "parks_waitingplace"'
TENANCY = 'UPDATE "parks_tenancy"'
OFFER = 'INSERT INTO "parks_tenancy"'
SLOT = 'UPDATE "parks_visitslot"'


def now(tenancy: Tenancy) -> Tenancy:
    return Tenancy.objects.get(pk=tenancy.pk)


def moves(tenancy: Tenancy) -> list[str]:
    return list(TenancyStep.objects.filter(thing=tenancy).values_list("action", flat=True))


def day_after(tenancy: Tenancy) -> datetime:
    return timezone.now() + (tenancy.answer_by - timezone.localdate()) + timedelta(days=1)


def assert_all_is_true() -> None:
    """After any race: who holds does not wait, every status is where its history leads."""
    holding = Tenancy.objects.holding().values("registration")
    assert not WaitingPlace.objects.waiting().filter(registration__in=holding).exists()
    for tenancy in Tenancy.objects.all():
        last = tenancy.steps.exclude(action__in=["open_contract", "show", "hide"]).last()
        assert last.to_status == tenancy.status
        assert tenancy.revision == tenancy.steps.exclude(action="open_contract").count()


def tenancy_of(tenancy: Tenancy) -> Tenancy:
    """As a page of one's own has it."""
    return Tenancy.objects.with_parties().get(pk=tenancy.pk)


def empty_the_line() -> None:
    WaitingPlace.objects.waiting().update(state="left", ended_at=timezone.now())
