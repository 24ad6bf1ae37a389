from datetime import timedelta

import pytest
from django.utils import timezone

from alliance import completeness
from alliance.models import MembershipApplication
from tests import applications

TODAY = timezone.localdate()


@pytest.fixture
def application(organisation, owner) -> MembershipApplication:
    return MembershipApplication.objects.get(pk=applications.draft(organisation, owner).pk)


def found(application) -> dict[str, str]:
    return dict(completeness.findings(application))


def test_a_complete_application_has_no_finding(application):
    assert found(application) == {}


@pytest.mark.parametrize("name", [*completeness.REQUIRED, "registered_capital", "industry_code", "tier"])
def test_each_required_field_is_asked_for_by_its_label(name, application):
    column = application._meta.get_field(name)
    setattr(application, name, None if column.null else "")
    if name == "org_kind":
        application.organisation.kind = "enterprise"
    assert str(column.verbose_name) in found(application)[name]


@pytest.mark.parametrize("kind", ["law_firm", "accounting_firm", "institute", "service_body"])
def test_bodies_without_share_capital_leave_it_empty(kind, application):
    application.org_kind = kind
    application.registered_capital, application.industry_code, application.tier = None, "", ""
    assert found(application) == {}


def test_a_financial_institution_states_its_capital_and_no_tier(application):
    application.org_kind, application.registered_capital, application.tier = "financial", None, ""
    assert list(found(application)) == ["registered_capital"]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("founded_on", TODAY + timedelta(days=1), "不能晚于今天"),
        ("industry_code", "ABC", "GB/T 4754"),
        ("introduction", "字" * 801, "801"),
        ("representative_phone", "12345", "手机号"),
        ("contact_phone", "023-60000000", "手机号"),
        ("registered_capital", -1, "负数"),
        ("revenue", -1, "负数"),
        ("research_expense", -1, "负数"),
        ("code", "91500157PDY0010200", "91500157PDY0010125"),
        ("accepts_charter", False, "章程"),
        ("declares_truth", False, "真实"),
        ("consents_processing", False, "个人信息"),
    ],
)
def test_a_wrong_value_gets_one_plain_sentence(name, value, words, application):
    setattr(application, name, value)
    problems = found(application)
    assert list(problems) == [name]
    assert words in problems[name]


@pytest.mark.parametrize(
    ("year", "until", "wrong"),
    [
        (TODAY.year, TODAY + timedelta(days=900), []),
        (TODAY.year, TODAY, []),
        (None, TODAY + timedelta(days=900), ["tier_year"]),
        (None, None, ["tier_year", "tier_until"]),
        (2014, TODAY, ["tier_year"]),  # founded in 2015
        (TODAY.year + 1, TODAY + timedelta(days=900), ["tier_year"]),
        (TODAY.year, None, ["tier_until"]),
        (TODAY.year - 3, TODAY - timedelta(days=1), ["tier_until"]),
    ],
)
def test_a_title_has_its_year_and_is_still_valid(year, until, wrong, application):
    application.tier, application.tier_year, application.tier_until = "specialised", year, until
    assert list(found(application)) == wrong


def test_a_title_cannot_end_before_its_year(application):
    application.tier, application.tier_year = "specialised", TODAY.year + 1
    application.tier_until = TODAY
    assert list(found(application)) == ["tier_year", "tier_until"]


def test_without_a_founding_day_the_first_titles_are_the_bound(application):
    application.founded_on, application.tier = None, "specialised"
    application.tier_year, application.tier_until = 2010, TODAY
    assert set(found(application)) == {"founded_on", "tier_year"}


def test_an_organisation_without_a_code_is_sent_to_the_secretariat(application):
    application.organisation.code, application.code = None, ""
    assert "秘书处" in found(application)["code"]
