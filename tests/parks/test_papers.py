from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.services import organisations
from casework import policies
from casework.lifecycle import Status
from casework.models import Document
from casework.services import CorrectionAsked
from parks import papers
from parks.models import Park, ParkRegistration
from portal.demo.codes import demo_code
from tests.applications import step
from tests.factories import SectorFactory, UserFactory
from tests.parks import world
from tests.parks.registrations import draft, submitted


def slots(made: ParkRegistration) -> dict[str, bool]:
    return {one.code: one.required for one in papers.requirements(made)}


def test_a_founded_enterprise_brings_its_licence(organisation: Organisation, owner: User, park: Park) -> None:
    made = draft(organisation, park, owner)
    assert slots(made) == {
        "business_licence": True, "project_description": True, "environment_approval": False,
        "authorisation": False,
    }  # fmt: skip


def test_identity_cards_are_never_asked_for(organisation: Organisation, owner: User, park: Park) -> None:
    words = [f"{one.code} {one.label}" for one in papers.requirements(draft(organisation, park, owner))]
    assert not any("身份证" in word or "identity" in word for word in words)


@pytest.fixture
def founder() -> User:
    return UserFactory.create()


@pytest.fixture
def sent_as_planned(db: None, park: Park, founder: User) -> ParkRegistration:
    planned = organisations.plan(user=founder, name="云岭示例（筹）", sector=SectorFactory.create())
    soon = timezone.localdate() + timedelta(days=30)
    facts = {"registered_capital": 500, "founding_on": soon, "entry_mode": "found"}
    return world.fresh(submitted(planned, park, founder, legal_representative="", **facts))


def test_who_is_to_be_founded_has_none(sent_as_planned: ParkRegistration) -> None:
    assert "business_licence" not in slots(sent_as_planned)


def test_who_was_founded_since_can_still_answer_a_correction(
    sent_as_planned: ParkRegistration, founder: User, reviewer: User
) -> None:
    """The licence, the legal representative and the day were not asked for, and cannot be given now."""
    step(sent_as_planned, "start", reviewer)
    asked = [CorrectionAsked("field", "main_products", "请写明型号。")]
    step(sent_as_planned, "request_changes", reviewer, note="请补正", corrections=asked)
    licence = {"code": demo_code(31_000), "name": "云岭示例有限公司", "founded_on": date(2026, 1, 5)}
    organisations.enter_code(sent_as_planned.organisation, by=founder, **licence)
    ParkRegistration.objects.filter(pk=sent_as_planned.pk).update(move_in_on=date(2026, 1, 5))
    now = world.fresh(sent_as_planned)
    assert [one.target for one in policies.obstacles(now)] == ["main_products"]
    now.corrections.update(answered_at=timezone.now(), answer="型号见说明书。")
    assert step(now, "submit", founder).status == Status.SUBMITTED


def test_a_licence_that_was_sent_is_not_taken_away_by_a_correction(
    organisation: Organisation, owner: User, reviewer: User, park: Park
) -> None:
    case = submitted(organisation, park, owner)
    step(case, "start", reviewer)
    asked = [CorrectionAsked("document", "business_licence", "请上传清晰的扫描件。")]
    step(case, "request_changes", reviewer, note="请补正", corrections=asked)
    Document.objects.filter(case=case, slot="business_licence").update(is_current=False)
    assert slots(world.fresh(case))["business_licence"]


def test_a_date_that_passed_is_asked_for_where_it_may_be_edited(
    organisation: Organisation, owner: User, reviewer: User, park: Park
) -> None:
    case = submitted(organisation, park, owner)
    step(case, "start", reviewer)
    asked = [CorrectionAsked("field", "move_in_on", "请推迟。")]
    step(case, "request_changes", reviewer, note="请补正", corrections=asked)
    ParkRegistration.objects.filter(pk=case.pk).update(move_in_on=date(2026, 1, 5))
    now = world.fresh(case)
    now.corrections.update(answered_at=timezone.now())
    assert [one.target for one in policies.obstacles(now)] == ["move_in_on"]
