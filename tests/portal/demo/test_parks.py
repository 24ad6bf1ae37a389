from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from casework.lifecycle import CASE
from casework.models import Case, TrailEntry
from casework.services.trail import broken
from parks.lifecycles import REPORT, TENANCY
from parks.models import (
    Building,
    Condition,
    Operator,
    Park,
    ParkRegistration,
    Tenancy,
    Unit,
    Visit,
    WaitingPlace,
    YearlyReport,
)
from parks.services import housekeeping
from parks.states import State, unit_state
from portal.demo.parks import stories

pytestmark = pytest.mark.django_db

# Every ninth organisation is no enterprise.
ENOUGH = len(stories.FIRST) * 9 // 8 + 4


@pytest.fixture(scope="module")
def parks(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every story of the parks told once; rolled back at the end."""
    settings = override_settings(DEMO=True, MEDIA_ROOT=tmp_path_factory.mktemp("documents"))
    with django_db_blocker.unblock(), settings, transaction.atomic():
        call_command("load_alliance", verbosity=0)
        call_command("load_demo", verbosity=0, enterprises=ENOUGH)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def db(parks):
    """The world's own transaction is around every test here."""


@pytest.fixture(autouse=True)
def private_files(parks):
    """The world has its folder already."""


def test_registrations_are_in_every_status_and_tenancies_too():
    assert set(ParkRegistration.objects.values_list("status", flat=True)) == set(CASE.statuses)
    assert set(Tenancy.objects.values_list("status", flat=True)) == set(TENANCY.statuses)
    assert {chip.state for chip in _states()} == set(State)


def _states():
    today = timezone.localdate()
    for unit in Unit.objects.with_holder():
        yield unit_state(
            unit.holding, is_withheld=unit.is_withheld, available_from=unit.available_from, today=today
        )


def test_somebody_waits_something_was_passed_on_and_somebody_went_elsewhere():
    assert set(WaitingPlace.objects.values_list("state", flat=True)) >= {"waiting", "served"}
    assert WaitingPlace.objects.waiting().filter(registration__organisation__is_planned=True).exists()
    assert Tenancy.objects.filter(offered_by=None, status="offered").exists()
    assert ParkRegistration.objects.filter(transferred_from__status="withdrawn", status="submitted").exists()


def test_reports_and_visits_are_in_every_state():
    assert set(YearlyReport.objects.values_list("status", flat=True)) == set(REPORT.statuses)
    assert set(Visit.objects.values_list("state", flat=True)) == set(Visit.State)


def test_contracts_end_soon_and_residents_agreed_to_be_shown():
    today = timezone.localdate()
    assert Tenancy.objects.residents().filter(ends_on__lte=today + timedelta(days=90)).exists()
    assert set(Tenancy.objects.residents().values_list("shows_publicly", flat=True)) == {True, False}


def test_what_stands_in_a_park_says_that_it_is_an_example():
    assert 40 <= Unit.objects.count() <= 80
    assert all("示例" in name for name in Building.objects.values_list("name", flat=True))
    assert set(Condition.objects.values_list("source", flat=True)) == {"示例门槛"}
    # What the source says of a park, and what it does not say, stays.
    assert set(Park.objects.values_list("operator_name", flat=True)) == {""}


def test_each_park_has_its_operator_who_may_sign_in():
    rows = Operator.objects.values_list("park__slug", "user__email")
    assert set(rows) == {
        (slug, f"{slug}@demo.example") for slug in ("lijia", "zhaomushan", "dadi", "tianhaixing")
    }


def test_the_demo_owner_has_an_offer_to_answer_and_a_report_to_mend():
    owner = User.objects.get(email="owner@demo.example")
    assert Tenancy.objects.of(owner.pk).filter(status="offered").exists()
    assert YearlyReport.objects.of(owner.pk).filter(status="asked", steps__action="return").exists()


def test_nothing_happened_before_what_came_before_it_or_after_now():
    assert list(broken(TrailEntry.objects.order_by("case_id", "sequence"))) == []
    for thing in [*Case.objects.all(), *Tenancy.objects.all(), *YearlyReport.objects.all()]:
        lines = thing.trail.order_by("sequence") if isinstance(thing, Case) else thing.steps.order_by("pk")
        moments = list(lines.values_list("at", flat=True))
        assert moments == sorted(moments)
        assert not moments or moments[-1] <= timezone.now()


def test_the_housekeeping_finds_no_offer_that_it_should_have_ended():
    assert housekeeping.lapse_offers(timezone.now()) == 0
