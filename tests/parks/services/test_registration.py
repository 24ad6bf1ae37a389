from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import Organisation, Role, User
from accounts.services import organisations
from casework.lifecycle import Status
from casework.models import Case
from casework.refusals import Refused
from casework.services.drafts import AlreadyOpen
from parks.lifecycles import TenancyStatus
from parks.models import Park, ParkRegistration, WaitingPlace
from parks.services import registration
from portal.demo.codes import demo_code
from tests.applications import step
from tests.factories import SeatFactory, UserFactory
from tests.parks import world
from tests.parks.registrations import a_unit, draft, submitted


def transfer(first: Case, to_park: Park, by: User, **more: object) -> ParkRegistration:
    own = world.fresh(first)
    given = {"revision": own.revision, "declares_truth": True, "consents_processing": True, **more}
    return registration.transfer(own, to_park, by=by, **given)  # type: ignore[arg-type]


# --- starting ---------------------------------------------------------------------------------------


def test_a_draft_knows_what_the_organisation_knows(
    organisation: Organisation, owner: User, park: Park
) -> None:
    organisations.save(organisation, office_address="示例路 2 号", staff_count=60, contact_name="林越")
    made = registration.start(organisation, park, by=owner, unit=a_unit(park, use="office"))
    assert (made.name, made.current_address, made.staff_count) == (organisation.name, "示例路 2 号", 60)
    assert (made.use, made.sector) == ("office", organisation.sector)
    assert not made.declares_truth


def test_a_unit_of_another_park_is_not_taken_along(
    organisation: Organisation, owner: User, park: Park, other_park: Park
) -> None:
    assert registration.start(organisation, park, by=owner, unit=a_unit(other_park)).wanted_unit is None


def test_one_registration_per_enterprise_and_park_is_open(
    organisation: Organisation, owner: User, park: Park, other_park: Park
) -> None:
    registration.start(organisation, park, by=owner)
    registration.start(organisation, other_park, by=owner)
    with pytest.raises(AlreadyOpen):
        registration.start(organisation, park, by=owner)


def test_a_viewer_starts_none(organisation: Organisation, viewer: User, park: Park) -> None:
    with pytest.raises(Refused, match="查阅人"):
        registration.start(organisation, park, by=viewer)


# --- founding and approval --------------------------------------------------------------------------


def test_drafts_follow_the_licence_and_what_was_sent_does_not(park: Park, other_park: Park) -> None:
    user = UserFactory.create()
    planned = organisations.plan(user=user, name="云岭示例（筹）")
    soon = timezone.localdate() + timedelta(days=30)
    facts = {"registered_capital": 500, "founding_on": soon, "entry_mode": "found"}
    planned.sector = world.an_enterprise()[0].sector
    sent = submitted(planned, park, user, **facts)
    waiting = draft(planned, other_park, user, **facts)
    licence = {"code": demo_code(31_000), "name": "云岭示例有限公司", "founded_on": date(2026, 1, 5)}
    organisations.enter_code(planned, by=user, **licence)
    waiting.refresh_from_db()
    assert (waiting.name, waiting.founding_on) == ("云岭示例有限公司", date(2026, 1, 5))
    assert world.fresh(sent).name == "云岭示例（筹）"


def test_an_approval_fills_in_what_the_organisation_lacks_and_overwrites_nothing(
    organisation: Organisation, owner: User
) -> None:
    organisations.save(organisation, contact_name="原联系人")
    world.in_line(world.letting(), organisation, owner)
    organisation.refresh_from_db()
    assert organisation.contact_name == "原联系人"
    assert organisation.contact_phone == "13900139000"


# --- to another park --------------------------------------------------------------------------------


def test_a_transfer_takes_every_answer_and_every_file_along(
    organisation: Organisation, owner: User, park: Park, other_park: Park
) -> None:
    first = submitted(organisation, park, owner, wanted_unit=a_unit(park))
    made = transfer(first, other_park, owner)
    assert made.status == Status.SUBMITTED
    assert made.transferred_from_id == first.pk
    assert (made.project_name, made.total_investment) == ("示例减速器中试线", 3000)
    assert made.wanted_unit is None
    names = {one.file.name for case in (first, made) for one in case.documents.current()}
    assert len(names) == 4
    assert all(default_storage.exists(name) for name in names)
    first.refresh_from_db()
    assert first.status == Status.WITHDRAWN
    assert made.reference in first.trail.get(action="withdraw").note


def test_a_transfer_gives_up_the_place_in_line(
    organisation: Organisation, owner: User, other_park: Park
) -> None:
    first = world.in_line(world.letting(), organisation, owner)
    transfer(first, other_park, owner)
    assert world.place_of(first).state == WaitingPlace.State.LEFT
    assert world.fresh(first).status == Status.APPROVED


@pytest.mark.parametrize("state", ["offered", "accepted"])
def test_a_transfer_gives_up_a_unit_without_contract_and_the_next_gets_it(
    organisation: Organisation, owner: User, other_park: Park, state: str
) -> None:
    there = world.letting()
    first = world.in_line(there, organisation, owner)
    unit = a_unit(there.park)
    held = getattr(world, state)(there, unit, first)
    following = world.in_line(there)
    transfer(first, other_park, owner, holding=held.pk)
    held.refresh_from_db()
    assert held.status == TenancyStatus.DECLINED
    assert not first.places.waiting().exists()
    assert unit.tenancies.get(status=TenancyStatus.OFFERED).registration == following


def test_a_contract_stays_until_the_enterprise_leaves(
    organisation: Organisation, owner: User, other_park: Park
) -> None:
    there = world.letting()
    held = world.signed(there, a_unit(there.park), world.in_line(there, organisation, owner))
    transfer(held.registration, other_park, owner, holding=held.pk)
    held.refresh_from_db()
    assert held.status == TenancyStatus.SIGNED


def test_what_was_decided_meanwhile_is_not_withdrawn(
    organisation: Organisation, owner: User, reviewer: User, park: Park, other_park: Park
) -> None:
    first = world.fresh(submitted(organisation, park, owner))
    step(first, "start", reviewer)
    with pytest.raises(Refused, match=reviewer.name):
        transfer(first, other_park, owner, revision=first.revision)
    assert ParkRegistration.objects.count() == 1


def test_an_offer_nobody_has_seen_is_not_declined(
    organisation: Organisation, owner: User, other_park: Park
) -> None:
    there = world.letting()
    first = world.in_line(there, organisation, owner)
    world.offered(there, a_unit(there.park), first)
    with pytest.raises(Refused, match="选房情况刚刚变化"):
        transfer(first, other_park, owner)


def test_the_declarations_are_ticked_anew(
    organisation: Organisation, owner: User, park: Park, other_park: Park
) -> None:
    first = submitted(organisation, park, owner)
    with pytest.raises(Refused, match="重新勾选"):
        transfer(first, other_park, owner, declares_truth=False)
    with pytest.raises(Refused, match="请选择其他园区"):
        transfer(first, park, owner)
    viewer = SeatFactory.create(organisation=organisation, role=Role.VIEWER).user
    with pytest.raises(Refused, match="查阅人"):
        transfer(first, other_park, viewer)


def test_what_has_to_be_filled_in_anew_stays_a_draft_and_the_first_until_it_is_sent(
    organisation: Organisation, owner: User, park: Park, other_park: Park
) -> None:
    first = submitted(organisation, park, owner)
    ParkRegistration._base_manager.filter(pk=first.pk).update(move_in_on=date(2026, 1, 5))
    made = transfer(first, other_park, owner)
    first.refresh_from_db()
    assert (made.status, first.status) == (Status.DRAFT, Status.SUBMITTED)
    later = timezone.localdate() + timedelta(days=60)
    ParkRegistration._base_manager.filter(pk=made.pk).update(move_in_on=later)
    step(made, "submit", owner)
    first.refresh_from_db()
    assert first.status == Status.WITHDRAWN
