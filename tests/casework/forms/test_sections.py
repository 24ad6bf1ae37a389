from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from alliance.models import MembershipApplication
from casework.forms import DayInput, FigureInput, SectionForm, YesNo


class SampleForm(SectionForm):
    required_fields = ("name", "accepts_charter")
    needs = forms.MultipleChoiceField(choices=[("a", "甲"), ("b", "乙")], widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = MembershipApplication
        fields = [
            "name", "founded_on", "registered_capital", "staff_count", "above_scale", "ownership",
            "sector", "introduction", "needs", "accepts_charter",
        ]  # fmt: skip


@pytest.fixture
def held(db):
    return MembershipApplication(name="甲公司", founded_on=date(2016, 5, 4), needs=["a"])


def posted(**values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name.replace("initial_", "initial-"), value if isinstance(value, list) else [value])
    return data


def test_every_field_may_be_left_empty_and_the_needed_ones_are_not_optional(held):
    form = SampleForm(posted(), instance=held)
    assert form.is_valid()
    assert not form.optional("name")
    assert not form.optional("needs")
    assert form.optional("founded_on")


class FixedForm(SampleForm):
    fixed = ("name",)


@pytest.mark.parametrize("unlocked", [None, {"name", "ownership"}])
def test_what_is_fixed_is_never_changed_not_even_where_it_is_unlocked(unlocked, held):
    form = FixedForm(posted(name="乙公司", ownership="private"), instance=held)
    if unlocked:
        form.lock(unlocked)
    assert form.is_valid()
    assert (form.cleaned_data["name"], form.cleaned_data["ownership"]) == ("甲公司", "private")
    assert "name" in form.locked
    assert "ownership" not in form.locked


def test_djangos_default_controls_give_way_to_ours(held):
    fields = SampleForm(instance=held).fields
    assert isinstance(fields["registered_capital"].widget, FigureInput)
    assert fields["registered_capital"].widget.attrs["inputmode"] == "decimal"
    assert fields["staff_count"].widget.attrs["inputmode"] == "numeric"
    assert isinstance(fields["founded_on"].widget, DayInput)
    assert isinstance(fields["above_scale"].widget, YesNo)
    assert "data-counter" in fields["introduction"].widget.attrs
    assert next(iter(fields["ownership"].widget.choices))[1] == "请选择"


@pytest.mark.parametrize("written", ["1,200.50", "１２００．５０", " 1200.5 "])
def test_figures_are_understood_as_people_write_them(written, held):
    form = SampleForm(posted(registered_capital=written), instance=held)
    assert form.is_valid()
    assert form.cleaned_data["registered_capital"] == 1200.5


def test_what_is_no_figure_stays_as_it_was_typed(held):
    form = SampleForm(posted(registered_capital="很多"), instance=held)
    assert not form.is_valid()
    assert 'value="很多"' in str(form["registered_capital"])


def test_a_locked_field_keeps_its_value_whatever_is_posted(held):
    form = SampleForm(posted(name="乙公司", initial_name="甲公司", ownership="state"), instance=held)
    form.lock({"ownership"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "甲公司"
    assert form.changed_data == ["ownership"]


def test_saving_one_field_leaves_the_others_and_their_errors_alone(held):
    form = SampleForm(posted(name="乙公司", founded_on="昨天", registered_capital="很多"), instance=held)
    form.only(["name"])
    assert form.is_valid()
    assert form.changed_data == ["name"]


def test_a_required_tick_is_a_declaration_and_a_question_is_not(held):
    assert SampleForm(instance=held).declarations == ["accepts_charter"]


def test_several_choices_travel_in_one_hidden_field(held):
    drawn = SampleForm(instance=held)["needs"].as_hidden(only_initial=True)
    assert 'name="initial-needs"' in drawn
    assert 'value="a"' in drawn
    same = SampleForm(posted(needs=["a"], initial_needs="a"), instance=held)
    assert "needs" not in same.changed_data
    none = SampleForm(posted(initial_needs="a"), instance=held)
    assert "needs" in none.changed_data


def test_a_value_that_was_never_loaded_is_not_invented_from_what_was_typed(held):
    form = SampleForm(posted(name="乙公司"), instance=held)
    assert form["name"].as_hidden(only_initial=True) == ""
