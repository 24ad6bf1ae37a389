from accounts.models.codes import CodeRequest
from accounts.models.consents import Consent
from accounts.models.letters import Letter, LetterState
from accounts.models.organisations import (
    SHOWABLE_FIELDS,
    Organisation,
    OrganisationKind,
    Ownership,
    Sector,
)
from accounts.models.seats import Invitation, Role, Seat, SeatRequest
from accounts.models.users import User

__all__ = [
    "SHOWABLE_FIELDS",
    "CodeRequest",
    "Consent",
    "Invitation",
    "Letter",
    "LetterState",
    "Organisation",
    "OrganisationKind",
    "Ownership",
    "Role",
    "Seat",
    "SeatRequest",
    "Sector",
    "User",
]
