from accounts.admin.codes import CodeRequestAdmin
from accounts.admin.letters import LetterAdmin
from accounts.admin.organisations import OrganisationAdmin, SectorAdmin
from accounts.admin.people import ConsentAdmin, SeatRequestAdmin, UserAdmin

__all__ = [
    "CodeRequestAdmin",
    "ConsentAdmin",
    "LetterAdmin",
    "OrganisationAdmin",
    "SeatRequestAdmin",
    "SectorAdmin",
    "UserAdmin",
]
