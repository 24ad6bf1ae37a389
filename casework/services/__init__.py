from casework.refusals import FileRefused, Refused
from casework.services.drafts import AlreadyOpen, Conflict, Saved
from casework.services.moves import CorrectionAsked, move
from casework.services.stale import Stale

__all__ = [
    "AlreadyOpen",
    "Conflict",
    "CorrectionAsked",
    "FileRefused",
    "Refused",
    "Saved",
    "Stale",
    "move",
]
