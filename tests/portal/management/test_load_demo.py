from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import Organisation, SeatRequest, User
from alliance.models import Certificate, Membership, MembershipApplication, Post, Term
from casework.lifecycle import CASE, Status
from casework.models import Case, Document, TrailEntry
from casework.services.trail import broken
from parks.models import ParkRegistration, Tenancy
from portal.demo import stories, world
from portal.demo.parks import mass as parks_mass
from tests import applications

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    call_command("load_alliance", verbosity=0)


def run(**options):
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def whole():
    entries = TrailEntry.objects.order_by("case_id", "sequence")
    return list(broken(entries))


def test_outside_the_demo_it_refuses(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not the demo"):
        run()
    assert not Organisation.objects.exists()


def test_for_measuring_it_may_be_allowed_and_gives_nobody_a_password(settings):
    settings.DEMO = False
    call_command("load_alliance", verbosity=0)
    run(enterprises=1, allow=True)
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_it_wants_the_alliance_first(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="load_alliance"):
        run(enterprises=1)


@pytest.mark.parametrize("number", [0, 1_000_000])
def test_it_says_how_many_it_can_make(demo, number):
    with pytest.raises(CommandError, match="takes 1 to"):
        run(enterprises=number)


def test_a_small_world_is_fictional_and_its_trails_are_whole(demo):
    assert "6 organisations" in run(enterprises=6)
    made = Organisation.objects.exclude(code=None)
    assert made.count() == 6
    assert all("示例" in organisation.name and "PDY" in organisation.code for organisation in made)
    assert {case.status for case in Case.objects.all()} == {
        Status.CHANGES_REQUESTED, Status.APPROVED, Status.SUBMITTED, Status.UNDER_REVIEW, Status.DRAFT,
    }  # fmt: skip
    assert whole() == []
    assert Document.objects.filter(content_type="application/pdf").count() >= 10
    assert SeatRequest.objects.filter(state="pending").count() == 1


def test_the_same_seed_makes_the_same_world(demo):
    def told(seed):
        with transaction.atomic():
            run(enterprises=3, seed=seed)
            made = Organisation.objects.order_by("code")
            rows = list(made.values_list("name", "code", "staff_count", "contact_phone"))
            transaction.set_rollback(True)
        return rows

    assert told(5) == told(5)
    assert told(5) != told(6)


def test_a_second_run_leaves_what_people_did(demo):
    run(enterprises=2)
    Organisation.objects.filter(code__contains="PDY").update(introduction="本单位自己写的简介")
    assert "nothing to do" in run(enterprises=6)
    assert Organisation.objects.exclude(code=None).count() == 2


def test_a_world_that_fails_half_way_leaves_nothing(demo, monkeypatch):
    def fails(walk):
        raise RuntimeError("half-way")

    monkeypatch.setattr(stories, "FIRST", (stories.draft, fails))
    with pytest.raises(RuntimeError):
        run(enterprises=2)
    assert not world.exists()


def test_the_stories_reach_every_status_and_every_kind_of_member(demo):
    run(enterprises=len(stories.FIRST))
    assert set(Case.objects.values_list("status", flat=True)) == set(CASE.statuses)
    assert whole() == []
    statuses = {held.status for held in Membership.objects.all()}
    assert {"valid", "expired", "revoked"} <= statuses
    assert Term.objects.count() == Certificate.objects.count() > Membership.objects.count()
    assert set(Post.objects.values_list("rank", flat=True)) == {"chair", "vice_chair", "council"}
    assert Case.objects.overdue().count() == 1
    for case in Case.objects.all():
        moments = list(case.trail.order_by("sequence").values_list("at", flat=True))
        assert moments == sorted(moments)


def test_beyond_the_walked_ones_the_mass_is_valid_too(demo, monkeypatch):
    monkeypatch.setattr(world, "WALKED", 2)
    run(enterprises=160)
    assert Organisation.objects.filter(code__contains="PDY").count() == 160
    assert whole() == []
    assert Case.objects.count() > 120
    # Every trail ends where its case stands, and every approval has its term and certificate.
    for case in Case.objects.exclude(status=Status.DRAFT):
        assert case.trail.order_by("-sequence").first().to_status == case.status
    assert (
        MembershipApplication.objects.filter(status=Status.APPROVED).count()
        == Term.objects.count()
        == Certificate.objects.count()
    )


def test_a_large_world_has_further_units_and_who_lives_there(demo, monkeypatch):
    monkeypatch.setattr(world, "WALKED", 2)
    monkeypatch.setattr(parks_mass, "PER_UNIT", 4)
    assert "40 further units" in run(enterprises=160)
    assert Tenancy.objects.residents().count() > 30
    assert whole() == []
    for tenancy in Tenancy.objects.all():
        assert tenancy.steps.order_by("pk").last().to_status == tenancy.status
    told = ParkRegistration.objects.exclude(status=Status.DRAFT)
    assert all(case.trail.order_by("-sequence").first().to_status == case.status for case in told)


def test_numbers_go_on_where_the_mass_ended(demo, monkeypatch, organisation, owner):
    Organisation.objects.filter(pk=organisation.pk).update(code=None)
    monkeypatch.setattr(world, "WALKED", 1)
    run(enterprises=40)
    Organisation.objects.filter(pk=organisation.pk).update(code="91440300192317458F")
    organisation.refresh_from_db()
    fresh = applications.draft(organisation, owner)
    assert Case.objects.filter(reference=fresh.reference).count() == 1


def test_quiet_says_nothing(demo):
    assert run(enterprises=1, verbosity=0) == ""
