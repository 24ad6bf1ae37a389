from decimal import Decimal

import pytest
from django.utils import translation

from accounts import visibility
from alliance.models import MembershipApplication
from casework import kinds
from casework.models import Case
from casework.services import CorrectionAsked, Refused
from tests import applications
from tests.alliance import members


@pytest.fixture
def application(organisation, owner) -> MembershipApplication:
    return MembershipApplication.objects.get(pk=applications.draft(organisation, owner).pk)


@pytest.fixture
def kind():
    return kinds.get("membership")


def test_every_field_of_a_section_is_in_its_form_and_every_slot_has_its_requirement(kind, application):
    slots = {requirement.code for requirement in kind.requirements(application)}
    for section in kind.sections(application):
        assert set(section.slots) <= slots
        if section.fields:
            assert tuple(kind.form_class(section.code)(instance=application).fields) == section.fields


def test_the_five_sections_and_the_documents_stand_in_order(kind, application):
    codes = [section.code for section in kind.sections(Case.objects.get(pk=application.pk))]
    assert codes == ["subject", "people", "business", "qualification", "intent", "documents"]


def test_every_field_of_the_application_is_asked_for_somewhere(kind, application):
    asked = {name for section in kind.sections(application) for name in section.fields}
    own = {field.name for field in MembershipApplication._meta.local_fields} - {"case_ptr", "is_renewal"}
    assert asked == own


def test_of_all_fields_only_the_code_is_not_the_applicants_to_correct(kind, application):
    every = {name for section in kind.sections(application) for name in section.fields}
    correctable = {name for section in kind.sections(application) for name in kind.correctable(section)}
    assert every - correctable == {"code"}


def test_the_engine_refuses_a_correction_that_the_applicant_could_not_make(organisation, owner, reviewer):
    case = applications.under_review(organisation, owner, reviewer)
    asked = (CorrectionAsked("field", "code", "请与证照一致。"),)
    with pytest.raises(Refused, match="“统一社会信用代码”不能由申请单位修改"):
        applications.step(case, "request_changes", reviewer, note="请补正。", corrections=asked)
    assert Case.objects.get(pk=case.pk).status == "under_review"


def test_facts_are_worded_for_people(kind, application):
    application.registered_capital = Decimal(1200)
    application.high_tech, application.above_scale = True, False
    application.needs, application.patent_count, application.tier_year = ["orders", "financing"], 1200, 2024
    facts = {fact.name: fact.value for fact in kind.facts(application)}
    assert facts["registered_capital"] == "1,200.00 万元"
    assert facts["founded_on"] == "2015年3月2日"
    assert (facts["high_tech"], facts["above_scale"]) == ("是", "否")
    assert facts["needs"] == "融资、订单与供应链"
    assert facts["level"] == "理事单位"
    assert (facts["patent_count"], facts["tier_year"]) == ("1,200 件", "2024")
    assert facts["sector"] == "新能源和智能网联汽车"
    assert facts["accepts_charter"] == "已承诺"
    assert facts["niche"] == ""
    with translation.override("en"):
        english = {fact.name: fact.value for fact in kind.facts(application)}
    assert english["sector"] == "New energy and intelligent connected vehicles"


def test_a_tick_left_off_is_worded_too(kind, application):
    application.accepts_charter = False
    assert {fact.name: fact.value for fact in kind.facts(application)}["accepts_charter"] == "尚未承诺"


def test_a_problem_leads_to_its_section(kind, application):
    application.contact_email, application.level = "", ""
    problems = [(problem.section, problem.target) for problem in kind.problems(application)]
    assert problems == [("people", "contact_email"), ("intent", "level")]


def test_one_membership_application_of_an_organisation_is_open_at_a_time(kind, application):
    assert kind.open_key(application) == f"membership:{application.organisation_id}"


@pytest.mark.parametrize(
    "action", ["submit", "start", "request_changes", "approve", "reject", "reopen", "withdraw"]
)
def test_each_move_says_what_it_causes(action, kind, application):
    assert kind.consequences(application, action).endswith("。")


def test_what_an_approval_causes_depends_on_the_membership(kind, application, organisation):
    assert "取得会员编号" in kind.consequences(application, "approve")
    members.membership(organisation, ends=20)
    assert "延续一个任期" in kind.consequences(application, "approve")


def test_an_unknown_move_causes_nothing_that_can_be_said(kind, application):
    assert kind.consequences(application, "lapse") == ""


def test_a_logo_is_public_only_for_who_is_listed(organisation):
    assert not visibility.is_public(organisation)
    members.membership(organisation)
    assert visibility.is_public(organisation)
