import pytest

from alliance import papers
from alliance.models import MembershipApplication
from tests import applications


@pytest.fixture
def application(organisation, owner) -> MembershipApplication:
    return MembershipApplication.objects.get(pk=applications.draft(organisation, owner).pk)


@pytest.mark.parametrize(
    ("kind", "proof"),
    [
        ("enterprise", "business_licence"),
        ("financial", "business_licence"),
        ("law_firm", "practice_licence"),
        ("accounting_firm", "practice_certificate"),
        ("institute", "institution_certificate"),
        ("service_body", "registration_certificate"),
    ],
)
def test_each_kind_of_body_proves_itself_with_its_own_paper(kind, proof, application):
    application.org_kind = kind
    required = {slot.code for slot in papers.requirements(application) if slot.required}
    assert required == {proof, "application_form"}


def test_the_kind_of_the_organisation_stands_in_for_an_unanswered_one(application):
    application.org_kind = ""
    application.organisation.kind = "law_firm"
    assert papers.requirements(application)[0].code == "practice_licence"


def test_a_financial_institution_may_add_its_licence(application):
    application.org_kind = "financial"
    slots = {slot.code: slot for slot in papers.requirements(application)}
    assert not slots["financial_licence"].required


@pytest.mark.parametrize(
    ("legal", "acting", "needed"),
    [
        ("江晓", "江晓", False),
        ("江晓", " 江晓 ", False),
        ("江晓", "林越", True),
        ("", "林越", False),
        ("江晓", "", False),
    ],
)
def test_only_a_representative_without_legal_power_brings_an_authorisation(
    legal, acting, needed, application
):
    application.legal_representative, application.representative_name = legal, acting
    slot = next(slot for slot in papers.requirements(application) if slot.code == "authorisation")
    assert slot.required is needed


def test_the_application_form_can_be_printed_from_its_own_hint(application):
    slot = next(slot for slot in papers.requirements(application) if slot.code == "application_form")
    assert f'href="/cases/{application.reference}/application-form/"' in slot.hint


def test_no_slot_asks_for_an_identity_card(application):
    slots = papers.requirements(application)
    assert not [slot for slot in slots if "身份证" in str(slot.label)]
    authorisation = next(slot for slot in slots if slot.code == "authorisation")
    assert "请勿附身份证" in str(authorisation.hint)


def test_the_overview_names_a_paper_for_every_kind():
    assert len(papers.overview()) == len(papers.PROOFS)
