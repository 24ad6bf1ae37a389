import re
from datetime import UTC, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from accounts.templatetags import pieces

# Between tags crispy leaves out what a reader does not see.
HTML_SPACE = re.compile(r"\s+")


class Sheet(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the licence.")
    capital = forms.DecimalField(label="Capital", widget=forms.NumberInput(attrs={"data-unit": "wan"}))
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    site = forms.CharField(required=False, show_hidden_initial=True, initial="before")
    number = forms.CharField(required=False, disabled=True)
    true = forms.BooleanField(label="All of it is true.")
    token = forms.CharField(widget=forms.HiddenInput)


def draw(source, **context):
    return Template("{% load pieces %}" + source).render(Context(context))


def field(name, form=None, arguments=""):
    return draw("{% render_field form." + name + " " + arguments + " %}", form=form or Sheet())


def test_a_field_ties_label_hint_and_unit_to_its_control():
    html = field("capital")
    assert 'for="id_capital"' in html
    assert 'aria-describedby="id_capital_unit"' in html
    assert 'id="id_capital_unit">wan<' in html
    assert 'aria-describedby="id_name_helptext"' in field("name")


def test_a_unit_may_be_given_by_the_page():
    assert ">ren</span>" in field("name", arguments='unit="ren"')


def test_an_error_stands_beside_the_field_and_what_was_typed_stays():
    html = field("name", Sheet({"name": ""}))
    assert "is-invalid" in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="many"' in field("capital", Sheet({"capital": "many"}))


def test_only_fields_that_may_stay_empty_say_so():
    assert "选填" in field("site")
    assert "选填" not in field("name")
    assert "选填" not in field("number")
    assert "选填" in field("name", arguments="optional=True")


def test_choices_are_a_group_with_a_legend_and_one_label_each():
    html = field("kind", Sheet({"kind": "x"}))
    assert "<legend>" in html
    assert html.count("form-check-input is-invalid") == 2
    assert '<label class="form-check-label" for="id_kind_1">B</label>' in html
    assert 'fieldset aria-describedby="id_kind_error"' in html


def test_a_tick_stands_before_its_words():
    html = field("true")
    assert html.index("form-check-input") < html.index("All of it is true.")


def test_a_hidden_field_draws_only_itself():
    assert "<div" not in field("token")


def test_the_first_value_travels_along_when_asked_for():
    assert 'name="initial-site"' in field("site")
    assert "initial-name" not in field("name")


def test_a_correction_of_the_form_is_shown_at_its_field_and_described():
    form = Sheet()
    form.corrections = {"name": "Write it out."}
    html = field("name", form)
    assert "Write it out." in html
    assert 'aria-describedby="id_name_correction id_name_helptext"' in html


def test_words_of_people_are_escaped():
    form = Sheet()
    form.corrections = {"name": "<b>"}
    assert "&lt;b&gt;" in field("name", form)


def test_drawing_twice_gives_the_same():
    form = Sheet({"name": ""})
    assert field("name", form) == field("name", form)


@pytest.mark.parametrize("data", [None, {}, {"name": "x"}], ids=["unbound", "empty", "half"])
def test_crispy_draws_a_whole_form_as_summary_and_fields(data):
    by_crispy = draw("{% load crispy_forms_filters %}{{ form|crispy }}", form=Sheet(data))
    by_hand = draw(
        "{% error_summary form %}{% for field in form %}{% render_field field %}{% endfor %}",
        form=Sheet(data),
    )
    assert HTML_SPACE.sub("", by_crispy) == HTML_SPACE.sub("", by_hand)
    assert "asteriskField" not in by_crispy


def test_the_summary_leads_to_each_field():
    html = draw("{% error_summary form %}", form=Sheet({}))
    assert 'href="#id_name"' in html
    assert 'href="#id_kind_0"' in html
    assert "All of it is true：" in html


def test_no_errors_no_summary():
    assert draw("{% error_summary form other %}", form=Sheet(), other=None).strip() == ""


@pytest.mark.parametrize(
    "state", [{"tone": "amber", "icon": "clock", "word": "due"}, pieces.Choice(control="", label="", id="")]
)
def test_a_chip_takes_a_mapping_or_an_object(state):
    html = draw("{% chip state %}", state=state)
    assert "chip tone-" in html


def test_an_icon_is_hidden_from_readers():
    assert 'aria-hidden="true"' in pieces.icon("check")


@pytest.mark.parametrize(
    ("function", "value", "written"),
    [
        (pieces.masked_email, "jiangxiao@example.com", "j***@example.com"),
        (pieces.masked_email, "nobody", ""),
        (pieces.filesize_zh, 0, "0 B"),
        (pieces.filesize_zh, 820, "820 B"),
        (pieces.filesize_zh, 36 * 1024, "36 KB"),
        (pieces.filesize_zh, 20 * 1024 * 1024, "20 MB"),
        (pieces.filesize_zh, 1_483_920, "1.4 MB"),
        (pieces.filesize_zh, 3 * 1024**3, "3.0 GB"),
        (pieces.filesize_zh, None, ""),
        (pieces.moment, None, ""),
    ],
)
def test_values_are_written_as_people_write_them(function, value, written):
    assert function(value) == written


@pytest.mark.parametrize(
    ("language", "written"), [("zh-hans", "2026年11月23日 18:05"), ("en", "23 November 2026, 18:05")]
)
def test_a_moment_is_told_in_shanghai_time_and_the_readers_language(language, written):
    with translation.override(language):
        assert pieces.moment(datetime(2026, 11, 23, 10, 5, tzinfo=UTC)) == written
        assert written.startswith(pieces.moment(datetime(2026, 11, 23, 10, 5, tzinfo=UTC).date()))


def test_the_page_of_the_worst_day_needs_nothing():
    assert "/static/portal/tokens.css" in render_to_string("500.html")
