"""What was filled in, under the headings of the form, and what of it has changed."""

from collections import defaultdict
from collections.abc import Iterable

from accounts.wording import in_chinese
from casework import selectors
from casework.kinds import Fact
from casework.models import TargetKind, TrailEntry
from casework.views.finding import Opened
from casework.views.shown.states import Shown


def by_section(opened: Opened, facts: Iterable[Shown]) -> list[Shown]:
    """Facts under the headings of the form; a fact without a section goes where its field is."""
    grouped: defaultdict[str, list[Shown]] = defaultdict(list)
    home = {name: section.code for section in opened.sections for name in section.fields}
    for fact in facts:
        grouped[fact["section"] or home.get(fact["name"], "")].append(fact)
    return [
        {"code": section.code, "label": section.label, "facts": grouped[section.code]}
        for section in opened.sections
        if grouped[section.code]
    ]


def fact_row(fact: Fact) -> Shown:
    return {"name": fact.name, "label": fact.label, "value": fact.value, "section": fact.section}


def present_facts(opened: Opened) -> list[Shown]:
    """The facts as they stand; what was changed since the last submission shows both values."""
    submission = selectors.last_submission(opened.case)
    snapshot = (submission.snapshot or {}) if submission else {}
    sent = {fact["name"]: fact["value"] for fact in snapshot.get("facts", [])}
    recorded = _recorded(opened)
    rows = [fact_row(fact) for fact in opened.kind.facts(opened.own)]
    for row in rows:
        if row["name"] in sent and sent[row["name"]] != recorded[row["name"]]:
            row |= {"changed": True, "before": sent[row["name"]]}
    return rows


def _recorded(opened: Opened) -> dict[str, str]:
    """The present values in the language of the record."""
    with in_chinese():
        return {fact.name: str(fact.value) for fact in opened.kind.facts(opened.own)}


def submitted_facts(opened: Opened, entry: TrailEntry) -> list[Shown]:
    """The facts as they were submitted; what changed since the submission before shows both values.

    The record is kept in Chinese. Where the case still says the same, its value is shown as the reader's
    language has it.
    """
    now = {fact.name: fact for fact in opened.kind.facts(opened.own)}
    recorded_now = _recorded(opened)
    changes = {
        change.name: change
        for change in selectors.changed_facts(opened.case)
        if change.target_kind == TargetKind.FIELD
    }
    rows = []
    for fact in (entry.snapshot or {}).get("facts", []):
        name, value = fact["name"], fact["value"]
        same = name in now and recorded_now[name] == value
        row = {**fact, "label": now[name].label if name in now else fact["label"]}
        row["value"] = now[name].value if same else value
        if name in changes:
            row |= {"changed": True, "before": changes[name].before}
        rows.append(row)
    return rows
