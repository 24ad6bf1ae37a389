"""Fields nobody was asked for, values nobody was shown, and the same form once more."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Invitation, Organisation, Role, Seat, SeatRequest, User
from accounts.services import invitations
from alliance.models import MembershipApplication
from casework.models import Case, Correction, TrailEntry
from tests.applications import draft, sent_back, submitted

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


FOREIGN = {
    "status": "approved", "open_key": "x", "organisation": "1", "organisation_id": "1", "applicant": "1",
    "reference": "RH-2026-9999", "kind": "other", "is_renewal": "on", "decided_by": "1",
    "due_on": "2030-01-01", "code": "91500157PDY0010200", "days_left": "99", "assignee": "1",
    "pk": "1", "id": "1", "case_ptr": "1",
}  # fmt: skip


def state(case: Case) -> list[object]:
    row = MembershipApplication.objects.filter(pk=case.pk).values().get()
    return [row[name] for name in sorted(row) if name not in ("revision", "updated_at")]


@pytest.mark.parametrize("section", ["subject", "people", "business", "qualification", "intent"])
def test_a_section_takes_its_own_fields_and_no_others(
    owner: User, organisation: Organisation, sign_in: SignIn, section: str
) -> None:
    application = draft(organisation, owner)
    before = {name: getattr(application, name) for name in ("status", "organisation_id", "reference", "code",
              "applicant_id", "is_renewal", "open_key", "due_on", "kind", "assignee_id", "pk")}  # fmt: skip
    client = sign_in(owner)
    base = f"/cases/{application.reference}/form/{section}/"
    client.post(base, {**FOREIGN, "revision": application.revision})
    for name, value in FOREIGN.items():
        client.post(f"{base}save/", {"field": name, name: value, f"initial-{name}": ""}, headers=SCRIPT)
    after = MembershipApplication.objects.get(pk=application.pk)
    assert {name: getattr(after, name) for name in before} == before


def test_of_a_case_sent_back_only_what_was_asked_for_is_open(
    owner: User, reviewer: User, organisation: Organisation, sign_in: SignIn
) -> None:
    case = sent_back(organisation, owner, reviewer)
    before = state(case)
    client, base = sign_in(owner), f"/cases/{case.reference}/form/"
    locked = {"niche": "business", "name": "subject", "level": "intent", "representative_name": "people"}
    for name, section in locked.items():
        data = {"field": name, name: "vice_chair", f"initial-{name}": "", "revision": case.revision}
        assert client.post(f"{base}{section}/save/", data, headers=SCRIPT).json()["ok"] is False, name
        client.post(f"{base}{section}/", data)
    client.post(f"/cases/{case.reference}/documents/upload/logo/", {})
    assert state(case) == before


def test_a_correction_of_another_case_is_not_answered_here(
    owner: User, outsider: User, reviewer: User, organisation: Organisation, other_organisation: Organisation,
    sign_in: SignIn,
) -> None:  # fmt: skip
    mine = sent_back(organisation, owner, reviewer)
    theirs = sent_back(other_organisation, outsider, reviewer)
    foreign = theirs.corrections.get(target_kind="field")
    data = {"field": f"answer-{foreign.pk}", f"answer-{foreign.pk}": "已改。", "part": "answers"}
    address = f"/cases/{mine.reference}/form/business/"
    assert sign_in(owner).post(f"{address}save/", data, headers=SCRIPT).status_code == 409
    sign_in(owner).post(address, data)
    assert Correction.objects.get(pk=foreign.pk).answered_at is None


@pytest.mark.parametrize("loaded", ["sNaN", "NaN", "x" * 400, "-1", "1e999999", "[]", "\ud7ff"])
def test_what_a_page_claims_to_have_been_loaded_with_is_only_compared(
    owner: User, organisation: Organisation, sign_in: SignIn, loaded: str
) -> None:
    application = draft(organisation, owner)
    client, address = sign_in(owner), f"/cases/{application.reference}/form/"
    MembershipApplication.objects.filter(pk=application.pk).update(revenue="12.00", niche="示例")
    for section, name, value in (
        ("business", "revenue", "99.00"), ("business", "niche", "改"),
        ("subject", "founded_on", "2010-01-01"), ("subject", "registered_capital", "5.00"),
        ("intent", "needs", "x"), ("subject", "sector", "1"),
        ("business", "staff_count", "5"), ("qualification", "tier_until", "2030-01-01"),
    ):  # fmt: skip
        data = {"field": name, name: value, f"initial-{name}": loaded}
        answer = client.post(f"{address}{section}/save/", data, headers=SCRIPT)
        assert answer.status_code in (200, 409, 422), (name, answer.status_code)
        assert client.post(f"{address}{section}/", {name: value, f"initial-{name}": loaded}).status_code < 500
    kept = MembershipApplication.objects.get(pk=application.pk)
    assert str(kept.revenue) == "12.00"
    assert kept.niche == "示例"


@pytest.mark.parametrize("revision", ["999", "-1", "0", "9" * 30, "", "1 OR 1=1"])
def test_a_made_up_revision_moves_nothing(
    owner: User, reviewer: User, organisation: Organisation, sign_in: SignIn, revision: str
) -> None:
    case = submitted(organisation, owner)
    trail = TrailEntry.objects.count()
    answer = sign_in(owner).post(
        f"/cases/{case.reference}/move/withdraw/", {"revision": revision, "note": "x"}
    )
    assert answer.status_code in (200, 409)
    data = {"action": "start", "revision": revision, "confirmed": "1"}
    assert sign_in(reviewer).post(f"/admin/casework/case/{case.pk}/decide/", data).status_code in (200, 409)
    case.refresh_from_db()
    assert case.status == "submitted"
    assert TrailEntry.objects.count() == trail


@pytest.mark.parametrize(
    "action", ["approve", "reject", "start", "lapse", "reopen", "request_changes", "submit"]
)
def test_the_applicants_side_makes_no_move_of_the_reviewers(
    owner: User, organisation: Organisation, sign_in: SignIn, action: str
) -> None:
    case = submitted(organisation, owner)
    data = {"revision": case.revision, "note": "x", "confirmed": "1"}
    assert sign_in(owner).post(f"/cases/{case.reference}/move/{action}/", data).status_code == 404


def test_the_same_withdrawal_sent_twice_is_one(
    owner: User, organisation: Organisation, sign_in: SignIn
) -> None:
    case = submitted(organisation, owner)
    client, data = sign_in(owner), {"revision": case.revision, "note": "x"}
    for _ in range(3):
        client.post(f"/cases/{case.reference}/move/withdraw/", data)
    assert TrailEntry.objects.filter(case_id=case.pk, action="withdraw").count() == 1


def test_a_viewer_changes_nothing_by_any_form(
    owner: User, viewer: User, organisation: Organisation, sign_in: SignIn
) -> None:
    application = draft(organisation, owner)
    before = state(application)
    client, base = sign_in(viewer), f"/cases/{application.reference}/"
    data = {"revision": application.revision, "field": "niche", "niche": "改", "initial-niche": ""}
    paths = ("form/business/", "form/business/save/", "form/check/", "discard/", "move/withdraw/",
             "documents/upload/logo/", f"documents/{application.documents.first().pk}/remove/")  # fmt: skip
    for path in paths:
        client.post(base + path, data)
    client.post(f"/organisations/{organisation.pk}/edit/", {"name": "改名", "kind": "enterprise"})
    client.post(f"/organisations/{organisation.pk}/invite/", {"email": "x@example.test", "role": "owner"})
    mine = Seat.objects.get(user=viewer)
    for action in ("role", "remove", "hand_over"):
        client.post(f"/seats/{Seat.objects.get(user=owner).pk}/", {"action": action, "role": "viewer"})
        client.post(f"/seats/{mine.pk}/", {"action": action, "role": "owner"})
    assert state(application) == before
    assert application.documents.count() == 2
    assert set(Seat.objects.values_list("user", "role")) == {(owner.pk, Role.OWNER), (viewer.pk, Role.VIEWER)}
    organisation.refresh_from_db()
    assert organisation.name == "云岭示例智能装备有限公司"
    assert not organisation.invitations.exists()


def test_an_editor_does_not_publish_nor_touch_the_code(
    owner: User, colleague: User, organisation: Organisation, sign_in: SignIn
) -> None:
    form = {
        "name": organisation.name, "kind": "enterprise", "shown": ["contact_phone", "code"], "code": "1" * 18,
        "code_confirmed_by_staff": "on", "shown_fields": '["code"]', "search_text": "x",
        "logo": "cases/x.pdf",
    }  # fmt: skip
    sign_in(colleague).post(f"/organisations/{organisation.pk}/edit/", form)
    before = organisation.code
    organisation.refresh_from_db()
    assert (organisation.code, organisation.shown_fields) == (before, [])
    assert organisation.code_confirmed_by_staff is False
    assert organisation.logo.name == ""


def test_ones_profile_makes_nobody_staff(owner: User, sign_in: SignIn) -> None:
    form = {"name": "江晓", "phone": "", "language": "en", "is_staff": "on", "is_superuser": "on",
            "email": "x@example.test", "groups": "1", "session_stamp": "9"}  # fmt: skip
    sign_in(owner).post("/profile/", form)
    owner.refresh_from_db()
    assert (owner.is_staff, owner.is_superuser, owner.email) == (False, False, "owner@example.test")


@pytest.mark.parametrize("action", ["submit", "withdraw", "lapse", "approve' --", ""])
def test_the_decision_panel_takes_only_the_reviewers_decisions(
    owner: User, reviewer: User, organisation: Organisation, sign_in: SignIn, action: str
) -> None:
    case = submitted(organisation, owner)
    data = {"action": action, "revision": case.revision, "confirmed": "1", "note": "x"}
    sign_in(reviewer).post(f"/admin/casework/case/{case.pk}/decide/", data)
    case.refresh_from_db()
    assert case.status == "submitted"


def test_people_of_another_organisation_cannot_be_addressed(
    owner: User, outsider: User, organisation: Organisation, sign_in: SignIn
) -> None:
    invited = invitations.invite(organisation, email="new@example.test", role=Role.VIEWER, by=owner)
    asked = SeatRequest.objects.create(organisation=organisation, user=outsider)
    seat = Seat.objects.get(user=owner, organisation=organisation)
    client = sign_in(outsider)
    addresses = [
        f"/seats/{seat.pk}/",
        f"/invitations/{invited.pk}/withdraw/",
        f"/seat-requests/{asked.pk}/decide/",
    ]
    addresses += [f"/organisations/{organisation.pk}/{page}/" for page in ("leave", "edit", "invite")]
    for address in addresses:
        answer = client.post(address, {"action": "remove", "decision": "accept", "role": "owner"})
        assert answer.status_code == 404, address
    assert Invitation.objects.filter(pk=invited.pk).exists()
    assert not Seat.objects.filter(user=outsider, organisation=organisation).exists()
