import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import letters, policies
from accounts.models import Invitation, Organisation, Seat, User
from accounts.selectors.seats import digest
from accounts.services import post
from accounts.services.seats import SeatRefused, lock, refuse_if, take

VALID_FOR = timedelta(days=14)


@transaction.atomic
def invite(organisation: Organisation, *, email: str, role: str, by: User) -> Invitation:
    """Invite an address. Whether it has an account here makes no difference that the inviter could see."""
    refuse_if(policies.why_not(by, organisation, "invite"))
    lock(organisation.pk)
    address = email.strip().lower()
    if organisation.seats.filter(user__email=address).exists():
        raise SeatRefused(_("该邮箱的使用人已是本单位成员，无须邀请。"))
    token = secrets.token_urlsafe(32)
    invitation, _created = Invitation.objects.update_or_create(
        organisation=organisation,
        email=address,
        accepted_at=None,
        defaults={
            "role": role,
            "invited_by": by,
            "token_hash": digest(token),
            "expires_at": timezone.now() + VALID_FOR,
        },
    )
    _send(invitation, token)
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, by: User) -> Invitation:
    """A new link with a new term; the old link ends."""
    refuse_if(policies.why_not(by, invitation, "resend"))
    return invite(invitation.organisation, email=invitation.email, role=invitation.role, by=by)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    refuse_if(policies.why_not(by, invitation, "withdraw"))
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).delete()


@transaction.atomic
def accept(invitation: Invitation, *, user: User) -> Seat:
    """Whoever holds the invited address and opens the secret link takes the seat; a link works once."""
    refuse_if(policies.why_not(user, invitation, "accept"))
    lock(invitation.organisation_id)
    now = timezone.now()
    taken = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, expires_at__gt=now).update(
        accepted_at=now
    )
    if not taken:
        raise SeatRefused(_("该邀请已使用、已撤回或者已过期。请联系邀请人重新发送。"))
    seat = take(invitation.organisation, user, invitation.role)
    post.put(letters.invitation_accepted(invitation, seat))
    return seat


def _send(invitation: Invitation, token: str) -> None:
    language = translation.get_language() or settings.LANGUAGE_CODE
    post.put(letters.invitation(invitation, token, language=language))
