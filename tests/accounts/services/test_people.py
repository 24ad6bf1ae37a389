import json

import pytest
from django.test import Client

from accounts import consents as texts
from accounts.models import Consent, Invitation, Letter, LetterState, Seat, SeatRequest, User
from accounts.services import consents, people, post, seat_requests, seats
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def test_an_export_holds_what_is_ours_about_a_person_and_nothing_of_others(owner, colleague, organisation):
    consents.give(owner, texts.PORTAL_TERMS)
    post.send("seat_removed", to=owner, key="k", context={"organisation": organisation, "by": colleague})
    post.queue(
        key="s",
        recipient=owner,
        email=owner.email,
        language="en",
        subject="s",
        text="SECRET",
        confidential=True,
    )
    data = json.loads(json.dumps(people.export(owner), cls=people.JSON))
    assert data["person"]["email"] == owner.email
    assert data["seats"][0]["organisation__name"] == organisation.name
    assert data["consents"][0]["purpose"] == texts.PORTAL_TERMS
    assert len(data["letters"]) == 1
    whole = json.dumps(data, ensure_ascii=False)
    assert colleague.email not in whole
    assert "SECRET" not in whole
    assert owner.password not in whole


def test_erasing_takes_the_person_away_and_keeps_the_records(
    colleague, owner, organisation, other_organisation
):
    consent = consents.give(colleague, texts.PORTAL_TERMS)
    seat_requests.ask(other_organisation, user=colleague, message="我是林越")
    post.send("seat_removed", to=colleague, key="k", context={"organisation": organisation, "by": owner})
    Invitation.objects.create(
        organisation=other_organisation, email=colleague.email, token_hash="h", invited_by=owner,
        expires_at="2030-01-01T00:00:00Z",
    )  # fmt: skip
    people.erase(colleague)
    gone = User.objects.get(pk=colleague.pk)
    assert gone.email.endswith("@erased.invalid")
    assert (gone.name, gone.phone, gone.is_active, gone.has_usable_password()) == (
        "已注销用户",
        "",
        False,
        False,
    )
    assert not Seat.objects.filter(user=gone).exists()
    assert not SeatRequest.objects.filter(user=gone).exists()
    assert not Invitation.objects.filter(email=colleague.email).exists()
    assert not gone.emailaddress_set.exists()
    assert Consent.objects.get(pk=consent.pk).withdrawn_at
    letter = Letter.objects.get(recipient=gone)
    assert (letter.text, letter.html, letter.state) == ("", "", LetterState.FAILED)
    assert "林越" not in json.dumps(people.export(gone), cls=people.JSON, ensure_ascii=False)


def test_somebody_erased_is_signed_out_and_cannot_sign_in(colleague):
    client = Client()
    assert client.login(email=colleague.email, password=PASSWORD)
    email = colleague.email
    people.erase(colleague)
    assert client.get("/profile/").status_code == 302
    assert not Client().login(email=email, password=PASSWORD)


def test_a_last_owner_with_colleagues_hands_over_first(owner, colleague, organisation):
    with pytest.raises(people.EraseRefused, match="移交"):
        people.erase(owner)
    seats.hand_over(organisation, to=Seat.objects.get(user=colleague), by=owner)
    people.erase(owner)
    assert not Seat.objects.filter(user=owner).exists()


def test_somebody_alone_in_an_organisation_may_go(owner):
    people.erase(owner)
    assert not Seat.objects.exists()


def test_staff_do_not_erase_themselves(reviewer):
    with pytest.raises(people.EraseRefused):
        people.erase(reviewer)


def test_ending_other_sessions_ends_them(owner):
    client = Client()
    client.force_login(owner)
    people.end_other_sessions(owner)
    assert client.get("/profile/").status_code == 302
