"""A unit is offered, by an operator or from one to the next; races are in tests/races."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Letter
from casework import clock
from casework.models import Effect
from casework.refusals import Refused
from parks.models import Tenancy, WaitingPlace
from parks.services import offers, tenancies
from tests.parks import registrations, world


def letters(name_part: str) -> list[Letter]:
    return list(Letter.objects.filter(key__contains=name_part).order_by("pk"))


@pytest.fixture
def line(there):
    """Three who wait, in this order."""
    return [world.in_line(there) for _number in range(3)]


def decline(tenancy: Tenancy) -> Tenancy:
    by = world.editor_of(tenancy.registration)
    return tenancies.decline(tenancy, by=by, revision=tenancy.revision)


def test_an_offer_takes_the_place_in_line_and_gives_working_days_to_answer(there, unit):
    registration = world.in_line(there, shows_publicly=True)
    tenancy = tenancies.offer(registration, unit, by=there.operator)
    assert (tenancy.status, tenancy.offered_by, tenancy.shows_publicly) == ("offered", there.operator, True)
    assert tenancy.answer_by == clock.add_working_days(timezone.localdate(), there.park.offer_days)
    assert tenancy.rent == unit.rent
    assert world.place_of(registration).state == WaitingPlace.State.SERVED
    (step,) = tenancy.steps.all()
    assert (step.action, step.actor_id, step.to_status) == ("begin", there.operator.pk, "offered")


def test_an_offer_is_told_to_the_enterprise_and_listed_on_its_case(there, unit):
    tenancy = world.offered(there, unit)
    (letter,) = letters(f"tenancy:{tenancy.pk}:offered")
    assert letter.recipient == world.editor_of(tenancy.registration)
    assert "301" in letter.subject
    assert letter.about == tenancy.registration.reference
    assert "逾期未答复的" in letter.text
    effect = Effect.objects.get(case_id=tenancy.registration_id, code=f"tenancy-{tenancy.pk}")
    assert "A 栋 301" in effect.wording
    assert tenancy.answer_by.isoformat() in effect.explanation


def test_an_operator_may_name_another_rent(there, unit):
    tenancy = tenancies.offer(world.in_line(there), unit, by=there.operator, rent=Decimal("28.50"))
    assert tenancy.rent == Decimal("28.50")


def test_a_unit_that_is_held_is_not_offered_again_and_it_is_said_to_whom(there, unit):
    first = world.offered(there, unit)
    with pytest.raises(Refused) as refused:
        tenancies.offer(world.in_line(there), unit, by=there.colleague)
    assert there.operator.name in refused.value.message
    assert first.registration.organisation.name in refused.value.message


def test_the_database_itself_refuses_a_second_holder_and_a_second_unit(there, unit):
    tenancy = world.offered(there, unit)
    other = registrations.a_unit(there.park, "302")
    days = {"answer_by": world.a_day(5)}
    for registration, wanted in ((world.in_line(there), unit), (tenancy.registration, other)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tenancy.objects.create(registration=registration, unit=wanted, **days)


def test_who_holds_a_unit_is_offered_no_second_one(there, unit):
    tenancy = world.offered(there, unit)
    other = registrations.a_unit(there.park, "302")
    with pytest.raises(Refused, match=there.operator.name):
        tenancies.offer(tenancy.registration, other, by=there.colleague)


def test_a_withheld_unit_and_one_of_another_park_are_not_offered(there, other_park):
    registration = world.in_line(there)
    withheld = registrations.a_unit(there.park, "303", is_withheld=True)
    with pytest.raises(Refused, match="暂不招租"):
        tenancies.offer(registration, withheld, by=there.operator)
    with pytest.raises(Refused, match="不在登记的园区内"):
        tenancies.offer(registration, registrations.a_unit(other_park), by=there.operator)
    assert world.place_of(registration).state == WaitingPlace.State.WAITING


def test_a_refused_offer_leaves_the_place_in_line(there, unit):
    world.offered(there, unit)
    second = world.in_line(there)
    with pytest.raises(Refused):
        tenancies.offer(second, unit, by=there.operator)
    assert world.place_of(second).state == WaitingPlace.State.WAITING


def test_whoever_had_the_unit_offered_is_passed_over(there, unit, line):
    first, second, _third = line
    decline(world.offered(there, unit, first))
    decline(Tenancy.objects.get(registration=second))
    passed = Tenancy.objects.get(unit=unit, status="offered")
    assert passed.registration == line[2]
    decline(passed)
    assert not Tenancy.objects.holding().filter(unit=unit).exists()


def test_the_unit_goes_to_the_first_whom_it_fits(there, unit):
    first = world.in_line(there)
    big, other_use, heavy = (
        world.in_line(there, area_min=900, area_max=1200),
        world.in_line(there, use="office"),
        world.in_line(there, load_min=5),
    )
    fitting = world.in_line(there)
    decline(world.offered(there, unit, first))
    assert Tenancy.objects.get(unit=unit, status="offered").registration == fitting
    assert {world.place_of(one).state for one in (big, other_use, heavy)} == {"waiting"}


def test_a_unit_withheld_meanwhile_goes_to_nobody(there, unit, line):
    tenancy = world.offered(there, unit, line[0])
    type(unit).objects.filter(pk=unit.pk).update(is_withheld=True)
    decline(tenancy)
    assert not Tenancy.objects.holding().exists()


def test_who_does_not_wait_is_offered_nothing(there, unit):
    organisation, owner = world.an_enterprise()
    case = registrations.submitted(organisation, there.park, owner)
    with pytest.raises(Refused, match="不在轮候名单"):
        offers.offer(world.fresh(case), unit, by=there.operator)


def test_a_unit_that_nobody_waits_for_is_passed_on_to_nobody(there, unit):
    assert offers.pass_on(unit) is None
    assert not Tenancy.objects.exists()


def test_a_unit_that_somebody_holds_is_not_passed_on(there, unit, line):
    held = world.offered(there, unit, line[0])
    assert offers.pass_on(unit) is None
    assert Tenancy.objects.get() == held


def test_a_line_of_the_case_names_the_day_and_the_unit_in_chinese(there, unit):
    tenancy = world.offered(there, unit)
    offers.tell(tenancy, "已签约：%(unit)s", "租期至 %(day)s", world.a_day(1))
    effect = Effect.objects.get(case_id=tenancy.registration_id, code=f"tenancy-{tenancy.pk}")
    assert effect.explanation == f"租期至 {world.a_day(1).isoformat()}"


def elsewhere(registration) -> Tenancy:
    """A unit that this registration got by another way while its place in line still stands."""
    other = registrations.a_unit(registration.park, f"9{registration.pk}")
    return Tenancy.objects.create(registration=registration, unit=other, answer_by=world.a_day(5))


def test_an_offer_that_the_constraints_refuse_leaves_everything_as_it_was(there, unit):
    registration = world.in_line(there)
    held = elsewhere(registration)
    with pytest.raises(Refused, match="刚刚变化"):
        offers.offer(registration, unit, by=there.operator)
    assert Tenancy.objects.get() == held
    assert world.place_of(registration).state == WaitingPlace.State.WAITING


def test_who_holds_another_unit_is_passed_over_and_keeps_the_place(there, unit, line):
    elsewhere(line[0])
    assert offers.pass_on(unit).registration == line[1]
    assert world.place_of(line[0]).state == WaitingPlace.State.WAITING
