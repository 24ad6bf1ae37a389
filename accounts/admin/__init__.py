from accounts.admin.codes import CodeRequestAdmin
from accounts.admin.letters import LetterAdmin
from accounts.admin.libraries import AuthenticatorAdmin, GroupAdmin
from accounts.admin.organisations import OrganisationAdmin, SectorAdmin
from accounts.admin.people import ConsentAdmin, SeatRequestAdmin, UserAdmin

__all__ = [
    "AuthenticatorAdmin",
    "CodeRequestAdmin",
    "ConsentAdmin",
    "GroupAdmin",
    "LetterAdmin",
    "OrganisationAdmin",
    "SeatRequestAdmin",
    "SectorAdmin",
    "UserAdmin",
]
