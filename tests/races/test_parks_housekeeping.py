"""Two housekeepers in the parks do everything once."""
# ruff: noqa: B023  (the threads of a round end with it)

from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Letter
from parks.models import Tenancy
from parks.services import housekeeping
from tests.parks import world
from tests.races.letting import CASE, ROUNDS, assert_all_is_true, day_after, empty_the_line, moves
from tests.races.threads import MARKS, race, rounds

pytestmark = MARKS


# --- two housekeepers -------------------------------------------------------------------------------


def test_two_housekeepers_lapse_an_offer_once_and_pass_it_on_once(offered, waits):
    for meet in rounds(CASE, ROUNDS):
        empty_the_line()
        tenancy, *_people = offered()
        second = waits()
        late = day_after(tenancy)
        both = race(*[lambda: housekeeping.lapse_offers(late)] * 2, meet=meet)
        assert sorted(outcome.value for outcome in both) == [0, 1]
        assert moves(tenancy) == ["begin", "lapse"]
        assert tenancy.registration.places.count() == 2
        passed = Tenancy.objects.holding().get(unit=tenancy.unit)
        assert passed.registration == second
        Tenancy.objects.filter(pk=passed.pk).update(answer_by=late.date() + timedelta(days=365))
    assert_all_is_true()


def test_two_tidies_at_once_remind_and_ask_once(there, offered, unit_of, waits):
    tenancy, *_people = offered()
    Tenancy.objects.filter(pk=tenancy.pk).update(
        answer_by=timezone.localdate(), offered_at=timezone.now() - timedelta(days=3)
    )
    with transaction.atomic():
        resident = world.moved_in(there, unit_of(), waits())
    Tenancy.objects.filter(pk=resident.pk).update(
        starts_on=world.a_day(-500), ends_on=world.a_day(20), moved_in_on=world.a_day(-400)
    )
    race(*[lambda: call_command("tidy")] * 2)
    assert Letter.objects.filter(key__startswith=f"tenancy:{tenancy.pk}:reminder:").count() == 2
    assert Letter.objects.filter(key__contains=":expires-").count() == 3
    if timezone.localdate().month >= housekeeping.FIRST_MONTH:
        assert resident.reports.count() == 1
        assert Letter.objects.filter(key__contains=":asked:").count() == 1
