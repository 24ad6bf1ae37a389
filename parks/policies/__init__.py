"""May this person, now: None, or the sentence that says why not. `user=None` is the system."""

from parks.policies.registrations import REVIEWED, why_not_register
from parks.policies.rules import why_not
from parks.policies.visits import why_not_book, why_slot_closed

__all__ = ["REVIEWED", "why_not", "why_not_book", "why_not_register", "why_slot_closed"]
