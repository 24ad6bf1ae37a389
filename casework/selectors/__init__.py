from casework.selectors.cases import case_for, kinds_of, queue_for
from casework.selectors.documents import Slot, document_of, documents_by_slot, openings_of
from casework.selectors.history import (
    Change,
    anchor_of,
    changed_facts,
    correction_url,
    corrections_of_last_round,
    last_submission,
    trail_of,
)
from casework.selectors.letters import letters_about
from casework.selectors.progress import stages, turn_sentence, turns_after

__all__ = [
    "Change",
    "Slot",
    "anchor_of",
    "case_for",
    "changed_facts",
    "correction_url",
    "corrections_of_last_round",
    "document_of",
    "documents_by_slot",
    "kinds_of",
    "last_submission",
    "letters_about",
    "openings_of",
    "queue_for",
    "stages",
    "trail_of",
    "turn_sentence",
    "turns_after",
]
