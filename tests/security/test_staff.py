"""Colleagues with less right than they would like."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Letter, Organisation, Role, Seat, User
from accounts.services import seats
from casework import policies
from casework.services import Refused, assignments, move
from tests.applications import draft, step, submitted
from tests.factories import PASSWORD, SeatFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


# --- what an address asks of a list -------------------------------------------------------------------


def test_the_link_of_a_reset_cannot_be_spelled_out_by_filters(
    auditor: User, administrator: User, sign_in: SignIn
) -> None:
    """The page withholds the text of such a letter; `?text__contains=` would give it away bit by bit."""
    Client().post("/accounts/password/reset/", {"email": administrator.email})
    letter = Letter.objects.get()
    [link] = [word for word in letter.text.split() if "/password/reset/key/" in word]
    client = sign_in(auditor)
    page = client.get("/admin/accounts/letter/")
    assert administrator.email in page.content.decode()
    for lookup in ("text__contains", "text__regex", "html__startswith", "text", "link__contains"):
        assert client.get("/admin/accounts/letter/", {lookup: link}).status_code == 400, lookup
    change = client.get(f"/admin/accounts/letter/{letter.pk}/change/").content.decode()
    assert link not in change


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("accounts/user", "password__startswith"),
        ("accounts/user", "email__regex"),
        ("accounts/user", "phone__startswith"),
        ("accounts/user", "emailaddress__email__startswith"),
        ("accounts/user", "seats__organisation__name"),
        ("accounts/organisation", "contact_phone__startswith"),
        ("alliance/membershipapplication", "representative_phone__startswith"),
        ("alliance/certificate", "membership__organisation__contact_email__contains"),
        ("casework/case", "applicant__password__startswith"),
        ("casework/case", "open_key__contains"),
    ],
)
def test_a_list_takes_no_filter_but_its_own(
    administrator: User, sign_in: SignIn, model: str, lookup: str
) -> None:
    assert sign_in(administrator).get(f"/admin/{model}/", {lookup: "a"}).status_code == 400


@pytest.mark.parametrize(
    ("model", "lookup", "value"),
    [
        ("accounts/user", "is_staff__exact", "1"),
        ("accounts/user", "groups__id__exact", "1"),
        ("accounts/letter", "state__exact", "failed"),
        ("accounts/organisation", "kind__exact", "enterprise"),
        ("casework/case", "state", "approved"),
        ("alliance/membership", "status", "valid"),
    ],
)
def test_and_its_own_it_takes(
    administrator: User, sign_in: SignIn, model: str, lookup: str, value: str
) -> None:
    assert sign_in(administrator).get(f"/admin/{model}/", {lookup: value}).status_code == 200


@pytest.mark.parametrize("model", ["accounts/user", "accounts/letter", "accounts/consent", "casework/case"])
def test_thousands_of_words_are_no_search(administrator: User, sign_in: SignIn, model: str) -> None:
    assert sign_in(administrator).get(f"/admin/{model}/", {"q": "a " * 3000}).status_code == 200


# --- four eyes ----------------------------------------------------------------------------------------


def test_an_officer_with_a_seat_decides_nothing(
    reviewer: User, owner: User, organisation: Organisation
) -> None:
    SeatFactory.create(user=reviewer, organisation=organisation, role=Role.VIEWER)
    case = submitted(organisation, owner)
    with pytest.raises(Refused):
        move(case, "start", by=reviewer, revision=case.revision)


def test_nor_one_who_applied_and_then_gave_the_seat_away(
    reviewer: User, owner: User, second_reviewer: User, organisation: Organisation
) -> None:
    """Apply for a friend's firm, leave it, approve: the trail remembers on which side they stood."""
    seat = SeatFactory.create(user=reviewer, organisation=organisation, role=Role.EDITOR)
    case = submitted(organisation, reviewer)
    seats.leave(Seat.objects.get(pk=seat.pk), by=reviewer)
    with pytest.raises(Refused):
        move(case, "start", by=reviewer, revision=case.revision)
    with pytest.raises(Refused):
        assignments.assign(case, reviewer, second_reviewer)
    step(case, "start", second_reviewer)
    for action in ("approve", "reject", "request_changes", "assign", "repair"):
        assert policies.why_not(reviewer, case, action), action


def test_nor_one_who_only_pressed_submit(
    reviewer: User, owner: User, second_reviewer: User, organisation: Organisation
) -> None:
    seat = SeatFactory.create(user=reviewer, organisation=organisation, role=Role.EDITOR)
    case = step(draft(organisation, owner), "submit", reviewer)
    Seat.objects.filter(pk=seat.pk).delete()
    assert policies.why_not(reviewer, case, "start")
    assert policies.why_not(second_reviewer, case, "start") is None


def seat_form(organisation: Organisation, user: User) -> dict[str, object]:
    return {
        "name": organisation.name, "code": organisation.code, "kind": "enterprise",
        "sector": organisation.sector_id, "pinyin": "x", "initials": "x", "seats-TOTAL_FORMS": 1,
        "seats-INITIAL_FORMS": 0, "seats-MIN_NUM_FORMS": 0, "seats-MAX_NUM_FORMS": 1000,
        "seats-0-organisation": organisation.pk, "seats-0-user": user.pk, "seats-0-role": "owner",
    }  # fmt: skip


def test_nobody_gives_themselves_a_seat_at_the_desk(
    reviewer: User, outsider: User, organisation: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(reviewer)
    address = f"/admin/accounts/organisation/{organisation.pk}/change/"
    refused = client.post(address, seat_form(organisation, reviewer))
    assert refused.status_code == 200
    assert not Seat.objects.filter(user=reviewer).exists()
    assert client.post(address, seat_form(organisation, outsider)).status_code == 302
    assert Seat.objects.filter(user=outsider, organisation=organisation).exists()


# --- rising -------------------------------------------------------------------------------------------


def test_an_administrator_does_not_become_a_superuser(administrator: User, sign_in: SignIn) -> None:
    client = sign_in(administrator)
    form = {
        "email": administrator.email, "name": "管岚", "language": "zh-hans", "is_active": "on",
        "is_staff": "on", "is_superuser": "on", "user_permissions": ["1", "2"], "seats-TOTAL_FORMS": 0,
        "seats-INITIAL_FORMS": 0,
        "groups": [group.pk for group in administrator.groups.all()],
    }  # fmt: skip
    assert client.post(f"/admin/accounts/user/{administrator.pk}/change/", form).status_code == 302
    administrator.refresh_from_db()
    assert administrator.is_superuser is False
    assert administrator.user_permissions.count() == 0


def test_nor_takes_a_superusers_address_or_password(administrator: User, sign_in: SignIn) -> None:
    root = User.objects.create_superuser("root@example.test", PASSWORD, name="站长")
    client = sign_in(administrator)
    form = {"email": "mine@example.test", "name": "x", "language": "en", "is_active": "on"}
    assert client.post(f"/admin/accounts/user/{root.pk}/change/", form).status_code == 403
    new = {"usable_password": "true", "password1": "lang-genug-42-x", "password2": "lang-genug-42-x"}
    assert client.post(f"/admin/accounts/user/{root.pk}/password/", new).status_code == 403
    root.refresh_from_db()
    assert root.email == "root@example.test"
    assert root.check_password(PASSWORD)


def test_the_auditor_posts_and_changes_nothing(
    auditor: User, owner: User, organisation: Organisation, sign_in: SignIn
) -> None:
    case = submitted(organisation, owner)
    client = sign_in(auditor)
    for path, data in (
        ("decide/", {"action": "start", "revision": case.revision}),
        ("note/", {"text": "示例"}), ("take/", {}), ("assign/", {"assignee": auditor.pk, "seen": ""}),
    ):  # fmt: skip
        assert client.post(f"/admin/casework/case/{case.pk}/{path}", data).status_code == 403, path
    taken = {"action": "assign_to_me", "_selected_action": [case.pk], "index": "0"}
    client.post("/admin/casework/case/", taken)
    case.refresh_from_db()
    assert case.status == "submitted"
    assert case.assignee is None
