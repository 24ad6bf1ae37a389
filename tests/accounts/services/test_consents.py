import pytest
from django.db import IntegrityError

from accounts import consents as texts
from accounts.models import Consent
from accounts.services import consents

pytestmark = pytest.mark.django_db


def test_a_consent_keeps_version_digest_and_time(owner, organisation):
    consent = consents.give(owner, texts.CHARTER, organisation=organisation, about="RH-2026-0001")
    current = texts.current(texts.CHARTER)
    assert (consent.text_version, consent.text_digest) == (current.version, current.digest)
    assert consent.given_at
    assert consent.about == "RH-2026-0001"


def test_giving_twice_is_one_consent_and_giving_after_taking_back_a_new_one(owner):
    first = consents.give(owner, texts.TRUTH)
    assert consents.give(owner, texts.TRUTH) == first
    consents.withdraw(first)
    assert consents.give(owner, texts.TRUTH) != first
    assert Consent.objects.count() == 2


def test_taking_back_twice_keeps_the_first_time(owner):
    consent = consents.withdraw(consents.give(owner, texts.TRUTH))
    first = consent.withdrawn_at
    assert first
    assert consents.withdraw(consent).withdrawn_at == first


def test_with_the_consent_to_the_directory_the_ticks_go(owner, organisation):
    organisation.shown_fields = ["website"]
    organisation.save()
    consents.withdraw(consents.give(owner, texts.PUBLIC_LISTING, organisation=organisation))
    organisation.refresh_from_db()
    assert organisation.shown_fields == []


@pytest.mark.parametrize("with_organisation", [True, False])
def test_the_database_holds_one_standing_consent_to_a_wording(owner, organisation, with_organisation):
    given = consents.give(owner, texts.TRUTH, organisation=organisation if with_organisation else None)
    given.pk = None
    with pytest.raises(IntegrityError):
        given.save(force_insert=True)
