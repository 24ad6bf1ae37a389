from django.db import transaction
from django.utils import timezone

from accounts import consents
from accounts.models import Consent, Organisation, User


def give(user: User, purpose: str, *, organisation: Organisation | None = None, about: str = "") -> Consent:
    """Write down that this person agreed to the present wording; the same consent is not written twice."""
    text = consents.current(purpose)
    consent, _ = Consent.objects.get_or_create(
        user=user,
        purpose=purpose,
        organisation=organisation,
        about=about,
        text_version=text.version,
        text_digest=text.digest,
        withdrawn_at=None,
    )
    return consent


@transaction.atomic
def withdraw(consent: Consent) -> Consent:
    """Take a consent back; once withdrawn it keeps its first time.

    With the consent to the public directory the organisation's ticks go: nothing is shown from now on.
    """
    Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if consent.purpose == consents.PUBLIC_LISTING and consent.organisation_id:
        Organisation.objects.filter(pk=consent.organisation_id).update(
            shown_fields=[], updated_at=timezone.now()
        )
    consent.refresh_from_db(fields=["withdrawn_at"])
    return consent
