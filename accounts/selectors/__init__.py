from accounts.selectors.letters import letters_of, unread_count
from accounts.selectors.organisations import organisation_for, organisations_of, search
from accounts.selectors.people import user_by_email
from accounts.selectors.seats import (
    invitation_by_token,
    open_invitations,
    owners_of,
    pending_requests,
    seat_of,
    seats_in,
)

__all__ = [
    "invitation_by_token",
    "letters_of",
    "open_invitations",
    "organisation_for",
    "organisations_of",
    "owners_of",
    "pending_requests",
    "search",
    "seat_of",
    "seats_in",
    "unread_count",
    "user_by_email",
]
