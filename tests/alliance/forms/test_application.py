from datetime import timedelta

import pytest
from django.utils import timezone, translation

from alliance.forms.application import FORMS
from alliance.models import MembershipApplication
from alliance.services.membership import start_application


@pytest.fixture
def application(organisation, owner) -> MembershipApplication:
    return start_application(organisation, by=owner)


def errors(application, section: str, **data) -> dict[str, list[str]]:
    form = FORMS[section](data=data, instance=application)
    return {name: list(found) for name, found in form.errors.items()}


@pytest.mark.parametrize("section", FORMS)
def test_a_section_may_be_left_empty_in_a_draft(section, application):
    assert errors(application, section) == {}


def test_the_code_is_never_changed_here(application):
    form = FORMS["subject"](data={"code": "91500157PDY0010200"}, instance=application)
    form.lock({"code", "name"})
    assert form.is_valid()
    assert form.cleaned_data["code"] == "91500157PDY0010125"
    assert {"code"} <= form.locked
    assert "name" not in form.locked


@pytest.mark.parametrize(
    ("section", "data", "words"),
    [
        ("subject", {"name": "云"}, "全称"),
        ("subject", {"founded_on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "不能晚于今天"),
        ("subject", {"industry_code": "ABC"}, "GB/T 4754"),
        ("subject", {"registered_capital": "-1"}, "负数"),
        ("people", {"representative_phone": "123"}, "手机号"),
        ("people", {"contact_phone": "023-6000"}, "手机号"),
        ("business", {"revenue": "-1"}, "负数"),
        ("business", {"research_expense": "-0.01"}, "负数"),
        ("business", {"revenue": "1.234"}, "2"),
        ("intent", {"needs": ["nothing"]}, "nothing"),
    ],
)
def test_a_wrong_value_gets_a_sentence_beside_its_field(section, data, words, application):
    found = errors(application, section, **data)
    assert list(found) == list(data)
    assert words in found[next(iter(data))][0]


@pytest.mark.parametrize(
    ("section", "name", "typed", "kept"),
    [
        ("people", "representative_phone", "+86 138-0013 8000", "13800138000"),
        ("subject", "industry_code", " c3670 ", "C3670"),
        ("subject", "founded_on", "2015-03-02", "2015-03-02"),
    ],
)
def test_what_people_type_is_understood(section, name, typed, kept, application):
    form = FORMS[section](data={name: typed}, instance=application)
    assert form.is_valid(), form.errors
    assert str(form.cleaned_data[name]) == kept


def test_figures_carry_their_unit(application):
    units = {
        name: str(field.widget.attrs["data-unit"])
        for section in FORMS.values()
        for name, field in section(instance=application).fields.items()
        if "data-unit" in field.widget.attrs
    }
    assert units["revenue"] == "万元"
    assert units["staff_count"] == "人"


def test_what_a_submission_needs_is_not_called_optional(application):
    form = FORMS["subject"](instance=application)
    assert not form.optional("registered_capital")
    assert form.optional("website")
    application.org_kind = "law_firm"
    assert FORMS["subject"](instance=application).optional("registered_capital")


def test_the_wording_of_each_declaration_can_be_read_before_ticking(application):
    form = FORMS["intent"](instance=application)
    for name, purpose in (("accepts_charter", "charter"), ("consents_processing", "personal_information")):
        with translation.override("zh-hans"):
            assert f'href="/texts/{purpose}/' in str(form.fields[name].help_text)
    assert set(form.declarations) == {"accepts_charter", "declares_truth", "consents_processing"}


def test_the_levels_are_three_and_none_of_them_is_empty(application):
    choices = FORMS["intent"](instance=application).fields["level"].choices
    assert [value for value, _label in choices] == ["member", "council", "vice_chair"]
