"""What the Personal Information Protection Law gives a person: their data in hand, and their leaving."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import policies
from accounts.models import CodeRequest, Consent, Invitation, Letter, LetterState, Seat, SeatRequest, User
from accounts.refusals import Refused
from accounts.services import consents
from accounts.services.seats import lock
from accounts.wording import in_chinese

ERASED_DOMAIN = "erased.invalid"
JSON = DjangoJSONEncoder
LETTER_FACTS = ("subject", "text", "about", "created_at", "sent_at", "read_at")
REQUEST_FACTS = ("organisation__name", "message", "state", "created_at")
SEAT_FACTS = ("organisation__name", "organisation__code", "role", "created_at")
CONSENT_FACTS = (
    "purpose",
    "text_version",
    "text_digest",
    "about",
    "organisation__name",
    "given_at",
    "withdrawn_at",
)


class EraseRefused(Refused):
    """The account stays."""


def export(user: User) -> dict[str, Any]:
    """Everything this floor holds about the person; JSON is its encoder."""
    return {
        "person": {
            "name": user.name, "email": user.email, "phone": user.phone, "language": user.language,
            "joined_at": user.date_joined, "last_sign_in": user.last_login,
        },
        "email_addresses": list(user.emailaddress_set.values("email", "verified", "primary")),
        "second_factors": list(user.authenticator_set.values("type", "created_at", "last_used_at")),
        "seats": list(Seat.objects.filter(user=user).values(*SEAT_FACTS)),
        "seat_requests": list(SeatRequest.objects.filter(user=user).values(*REQUEST_FACTS)),
        "code_requests": list(
            CodeRequest.objects.filter(user=user).values("code", "name", "state", "note", "created_at")
        ),
        "consents": list(Consent.objects.filter(user=user).values(*CONSENT_FACTS)),
        "letters": list(Letter.objects.filter(recipient=user, confidential=False).values(*LETTER_FACTS)),
    }  # fmt: skip


def why_not_erase(user: User) -> str | None:
    """Staff accounts end in the admin; an organisation with other people keeps an owner."""
    if user.is_staff:
        return _("工作人员账号由管理员停用，不能自行注销。")
    for seat in Seat.objects.filter(user=user).select_related("organisation"):
        alone = not Seat.objects.filter(organisation_id=seat.organisation_id).exclude(pk=seat.pk).exists()
        if not alone and policies.last_owner(seat):
            return _("您是“%(name)s”唯一的负责人。请先将负责人移交给其他成员，再注销账号。") % {
                "name": seat.organisation.name
            }
    return None


@transaction.atomic
def erase(user: User) -> User:
    """Take away who this was; keep the row, so that cases, decisions and consents keep their actor."""
    for organisation_id in (
        Seat.objects.filter(user=user).order_by("organisation_id").values_list("organisation_id", flat=True)
    ):
        lock(organisation_id)
    if refusal := why_not_erase(user):
        raise EraseRefused(refusal)
    _forget_traces(user)
    for consent in Consent.objects.filter(user=user, withdrawn_at=None):
        consents.withdraw(consent)
    with in_chinese():
        user.name = _("已注销用户")
    user.email = f"erased-{user.pk}@{ERASED_DOMAIN}"
    user.phone = ""
    user.is_active = False
    user.password = make_password(None)
    user.save(update_fields=["name", "email", "phone", "is_active", "password"])
    return user


def _forget_traces(user: User) -> None:
    Seat.objects.filter(user=user).delete()
    SeatRequest.objects.filter(user=user, state=SeatRequest.State.PENDING).delete()
    SeatRequest.objects.filter(user=user).update(message="")
    CodeRequest.objects.filter(user=user, state=CodeRequest.State.PENDING).delete()
    addresses = [user.email, *user.emailaddress_set.values_list("email", flat=True)]
    Invitation.objects.filter(email__in=addresses, accepted_at=None).delete()
    unsent = Letter.objects.filter(recipient=user, state__in=[LetterState.QUEUED, LetterState.SENDING])
    unsent.update(state=LetterState.FAILED, last_error="The account was closed.")
    Letter.objects.filter(recipient=user).update(email=f"erased-{user.pk}@{ERASED_DOMAIN}", text="", html="")
    user.emailaddress_set.all().delete()
    user.authenticator_set.all().delete()


def end_other_sessions(user: User) -> User:
    """Sessions made before carry the old stamp; the caller renews the one at hand."""
    User.objects.filter(pk=user.pk).update(session_stamp=F("session_stamp") + 1)
    user.refresh_from_db(fields=["session_stamp"])
    return user
