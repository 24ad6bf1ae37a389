"""One function per letter: which template, to whom, about what. services.post writes and sends it."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import CodeRequest, Invitation, Organisation, Seat, SeatRequest, User


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A letter before it is a row: which template, to whom, and the key that makes it unique."""

    template: str
    key: str
    to: User | None = None
    email: str = ""
    language: str = ""
    link: str = ""
    about: str = ""
    # Holds a link that opens something: stays out of the inbox and loses its text once sent.
    confidential: bool = False
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return self.email or (self.to.email if self.to else "")

    @property
    def reader_language(self) -> str:
        return self.language or (self.to.language if self.to else settings.LANGUAGE_CODE)


def seat_requested(request: SeatRequest, *, to: User) -> Envelope:
    return Envelope(
        template="seat_requested",
        key=f"seat-request:{request.pk}:to:{to.pk}",
        to=to,
        link=request.organisation.get_absolute_url(),
        context={"request": request, "organisation": request.organisation, "person": request.user},
    )


def seat_request_accepted(request: SeatRequest, seat: Seat) -> Envelope:
    return Envelope(
        template="seat_request_accepted",
        key=f"seat-request:{request.pk}:accepted",
        to=request.user,
        link=request.organisation.get_absolute_url(),
        context={"organisation": request.organisation, "seat": seat},
    )


def seat_request_declined(request: SeatRequest) -> Envelope:
    return Envelope(
        template="seat_request_declined",
        key=f"seat-request:{request.pk}:declined",
        to=request.user,
        context={"organisation": request.organisation},
    )


def role_changed(seat: Seat, *, by: User, stamp: str) -> Envelope:
    return Envelope(
        template="role_changed",
        key=f"seat:{seat.pk}:{seat.role}:{stamp}",
        to=seat.user,
        link=seat.organisation.get_absolute_url(),
        context={"organisation": seat.organisation, "seat": seat, "by": by},
    )


def seat_removed(organisation: Organisation, user: User, *, seat: int, by: User) -> Envelope:
    return Envelope(
        template="seat_removed",
        key=f"seat:{seat}:removed",
        to=user,
        context={"organisation": organisation, "by": by},
    )


def invitation(invited: Invitation, token: str, *, language: str) -> Envelope:
    """The same letter for an address with an account and for one without."""
    return Envelope(
        template="invitation",
        key=f"invitation:{invited.pk}:{invited.token_hash[:16]}",
        email=invited.email,
        language=language,
        link=reverse("invitation", args=[token]),
        confidential=True,
        context={"organisation": invited.organisation, "invitation": invited, "by": invited.invited_by},
    )


def invitation_accepted(invited: Invitation, seat: Seat) -> Envelope:
    return Envelope(
        template="invitation_accepted",
        key=f"invitation:{invited.pk}:accepted",
        to=invited.invited_by,
        link=invited.organisation.get_absolute_url(),
        context={"organisation": invited.organisation, "seat": seat},
    )


def code_accepted(request: CodeRequest, organisation: Organisation) -> Envelope:
    return Envelope(
        template="code_accepted",
        key=f"code-request:{request.pk}:accepted",
        to=request.user,
        link=organisation.get_absolute_url(),
        context={"request": request, "organisation": organisation},
    )


def code_declined(request: CodeRequest) -> Envelope:
    return Envelope(
        template="code_declined",
        key=f"code-request:{request.pk}:declined",
        to=request.user,
        context={"request": request},
    )
