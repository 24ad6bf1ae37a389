"""What the applicant's pages show of a case, in the shapes that templates/components/ expect."""

from casework.views.shown.documents import document_row, documents
from casework.views.shown.facts import by_section, fact_row, present_facts, submitted_facts
from casework.views.shown.history import effect_rows, letter_rows, trail_rows
from casework.views.shown.places import corrections, crumbs, problems, section_url, turn, turn_after
from casework.views.shown.states import Shown, case_chip

__all__ = [
    "Shown",
    "by_section",
    "case_chip",
    "corrections",
    "crumbs",
    "document_row",
    "documents",
    "effect_rows",
    "fact_row",
    "letter_rows",
    "present_facts",
    "problems",
    "section_url",
    "submitted_facts",
    "trail_rows",
    "turn",
    "turn_after",
]
