from accounts.selectors.letters import letters_of, unread_count
from accounts.selectors.organisations import organisation_by_code, organisation_for, organisations_of, search
from accounts.selectors.people import code_requests_of, consents_of, user_by_email
from accounts.selectors.seats import (
    invitation_by_token,
    invitations_beside,
    open_invitations,
    owners_of,
    pending_request_of,
    pending_requests,
    requests_beside,
    seat_of,
    seats_beside,
    seats_in,
)

__all__ = [
    "code_requests_of",
    "consents_of",
    "invitation_by_token",
    "invitations_beside",
    "letters_of",
    "open_invitations",
    "organisation_by_code",
    "organisation_for",
    "organisations_of",
    "owners_of",
    "pending_request_of",
    "pending_requests",
    "requests_beside",
    "search",
    "seat_of",
    "seats_beside",
    "seats_in",
    "unread_count",
    "user_by_email",
]
