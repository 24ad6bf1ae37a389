"""Who may do what, when: the matrix status × move × person whole, written here a second time by hand."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from accounts.models import Role
from casework import policies
from casework.lifecycle import CASE, Status
from casework.models import Case, Document, TrailEntry
from casework.refusals import Refused
from casework.services import CorrectionAsked, corrections, move
from tests.casework.conftest import expire
from tests.factories import SeatFactory, UserFactory

EDITORS = {"owner", "colleague"}
REVIEWERS = {"reviewer", "second_reviewer", "administrator", "superuser"}
SYSTEM = {"system"}
# (status, move) → who may make it, and where it leads. Whatever is not here is refused to everybody.
MAY = {
    ("draft", "submit"): (EDITORS, "submitted"),
    ("changes_requested", "submit"): (EDITORS, "submitted"),
    ("submitted", "start"): (REVIEWERS, "under_review"),
    ("under_review", "request_changes"): (REVIEWERS, "changes_requested"),
    ("under_review", "approve"): (REVIEWERS, "approved"),
    ("under_review", "reject"): (REVIEWERS, "rejected"),
    ("submitted", "withdraw"): (EDITORS, "withdrawn"),
    ("under_review", "withdraw"): (EDITORS, "withdrawn"),
    ("changes_requested", "withdraw"): (EDITORS, "withdrawn"),
    ("changes_requested", "lapse"): (SYSTEM, "lapsed"),
    ("rejected", "reopen"): (REVIEWERS, "under_review"),
    ("lapsed", "reopen"): (REVIEWERS, "under_review"),
}
PEOPLE = [
    "owner", "colleague", "viewer", "outsider", "reviewer", "second_reviewer", "other_staff", "auditor",
    "administrator", "superuser", "reviewer_with_a_seat", "superuser_with_a_seat", "former_reviewer",
    "dismissed_owner", "system",
]  # fmt: skip
ASKED = (CorrectionAsked("field", "name", "请与营业执照一致。"),)


@pytest.fixture
def superuser(db):
    return UserFactory.create(is_staff=True, is_superuser=True)


@pytest.fixture
def superuser_with_a_seat(superuser, organisation):
    SeatFactory.create(user=superuser, organisation=organisation, role=Role.VIEWER)
    return superuser


@pytest.fixture
def reviewer_with_a_seat(second_reviewer, organisation):
    SeatFactory.create(user=second_reviewer, organisation=organisation, role=Role.VIEWER)
    return second_reviewer


@pytest.fixture
def former_reviewer(second_reviewer):
    """Still in the group, but no longer staff."""
    second_reviewer.is_staff = False
    second_reviewer.save()
    return second_reviewer


@pytest.fixture
def dismissed_owner(organisation):
    return SeatFactory.create(organisation=organisation, user=UserFactory.create(is_active=False)).user


@pytest.fixture
def system():
    return None


@pytest.fixture
def ready(walk, owner):
    """A case in this status in which nothing but person and move decides."""

    def to(status: str) -> Case:
        case = walk(status)
        if status == Status.CHANGES_REQUESTED:
            for correction in case.corrections.this_round():
                corrections.answer(correction, "情况属实，无需修改。", by=owner)
            case.refresh_from_db()
            expire(case)
        return case

    return to


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("status", CASE.statuses)
def test_the_matrix_of_status_move_and_person(status, person, ready, request):
    case, user = ready(status), request.getfixturevalue(person)
    may = []
    for action in CASE.actions:
        people, target = MAY.get((status, action), (set(), ""))
        undo = transaction.savepoint()
        if person in people:
            may.append(action)
            entry = move(case, action, by=user, revision=case.revision, note="说明", corrections=ASKED)
            assert (entry.from_status, entry.to_status) == (status, target)
            assert Case.objects.get(pk=case.pk).status == target
        else:
            lines = TrailEntry.objects.count()
            with pytest.raises(Refused) as refused:
                move(case, action, by=user, revision=case.revision, note="说明", corrections=ASKED)
            assert refused.value.message.endswith("。")
            assert Case.objects.get(pk=case.pk).status == status
            assert TrailEntry.objects.count() == lines
        transaction.savepoint_rollback(undo)
        case.refresh_from_db()
    assert sorted(policies.allowed_actions(user, case)) == sorted(may)


def test_four_eyes_hold_for_superusers_too(walk, superuser_with_a_seat):
    case = walk(Status.UNDER_REVIEW)
    assert "回避" in policies.why_not(superuser_with_a_seat, case, "approve")


def test_anonymous_may_nothing(walk):
    case = walk(Status.UNDER_REVIEW)
    assert policies.allowed_actions(AnonymousUser(), case) == []
    assert policies.why_not(AnonymousUser(), case, "view")


def test_the_system_waits_for_the_deadline(walk):
    case = walk(Status.CHANGES_REQUESTED)
    assert policies.why_not(None, case, "lapse") == "补正期限尚未届满。"
    assert policies.why_not(None, case, "lapse", on=case.due_on) == "补正期限尚未届满。"


def test_an_unknown_question_is_a_fault_of_the_program(draft, owner):
    with pytest.raises(ValueError, match="no rule"):
        policies.why_not(owner, draft, "paint")


# --- looking, noting, assigning, discarding ---------------------------------------------------------

SEATED = EDITORS | {"viewer", "reviewer_with_a_seat", "superuser_with_a_seat"}
DESK = {"reviewer", "administrator", "superuser"}
NOTERS = DESK | {"reviewer_with_a_seat", "superuser_with_a_seat"}
CAN_DO = {
    # action: (people in a draft, people under review, people when it is over)
    "view": (SEATED, SEATED | DESK | {"auditor"}, SEATED | DESK | {"auditor"}),
    "edit": (EDITORS, set(), set()),
    "discard": (EDITORS, set(), set()),
    "assign": (set(), DESK, set()),
    "note": (set(), NOTERS, NOTERS),
    "repair": (set(), DESK, DESK),
}


@pytest.mark.parametrize("person", [p for p in PEOPLE if p not in ("second_reviewer", "system")])
@pytest.mark.parametrize("position", [0, 1, 2])
def test_who_may_look_note_assign_repair_and_discard(position, person, walk, request):
    user = request.getfixturevalue(person)
    case = walk([Status.DRAFT, Status.UNDER_REVIEW, Status.REJECTED][position])
    may = {action for action in CAN_DO if policies.why_not(user, case, action) is None}
    assert may == {action for action, people in CAN_DO.items() if person in people[position]}
    assert (policies.why_not(user, case, "open_document") is None) == ("view" in may)


# --- what is unlocked -------------------------------------------------------------------------------


def test_a_draft_is_open_and_a_submitted_case_is_locked(walk, owner):
    case = walk(Status.DRAFT)
    assert policies.unlocked(case) == policies.ALL
    assert ("field", "anything") in policies.unlocked(case)
    case = walk(Status.SUBMITTED)
    assert not policies.unlocked(case)
    assert "已提交" in policies.why_not(owner, case, "edit:name")


def test_after_a_request_only_the_asked_items_are_open(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    assert policies.unlocked(case).targets == {("field", "main_products"), ("document", "licence")}
    assert policies.why_not(owner, case, "edit") is None
    assert policies.why_not(owner, case, "edit:main_products") is None
    assert policies.why_not(owner, case, "edit:document:licence") is None
    assert "不在补正范围内" in policies.why_not(owner, case, "edit:name")
    assert "不在补正范围内" in policies.why_not(owner, case, "edit:field:licence")


def test_a_viewer_edits_nothing(draft, viewer):
    assert policies.why_not(viewer, draft, "edit:name")


def test_a_draft_is_begun_by_owner_or_editor_only(organisation, owner, colleague, viewer, outsider):
    may = [p for p in (owner, colleague, viewer, outsider) if policies.why_not_start(p, organisation) is None]
    assert may == [owner, colleague]


# --- what keeps a case from being submitted ---------------------------------------------------------


def test_every_obstacle_is_a_sentence_with_its_place(blank, owner):
    found = [(p.section, p.target) for p in policies.obstacles(blank)]
    assert found == [("business", "main_products"), ("documents", "licence")]
    assert "2 处" in policies.why_not(owner, blank, "submit")


def test_an_infected_file_is_an_obstacle_and_an_old_version_is_not(draft):
    Document.objects.update(scan_state="infected")
    (problem,) = policies.obstacles(draft)
    assert "病毒" in problem.message
    Document.objects.update(is_current=False, slot="proofs")
    assert [p.target for p in policies.obstacles(draft)] == ["licence"]


def test_each_unanswered_correction_is_an_obstacle(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    assert [p.target for p in policies.obstacles(case)] == ["main_products", "licence"]
    assert policies.why_not(owner, case, "submit")


# --- handing out files ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "to_owner", "to_reviewer"),
    [
        ("unscanned", True, True),
        ("clean", True, True),
        ("pending", True, False),
        ("failed", True, False),
        ("infected", False, False),
    ],
)
def test_who_is_handed_a_file_in_which_state(state, to_owner, to_reviewer, walk, owner, reviewer, outsider):
    document = walk(Status.SUBMITTED).documents.get()
    document.scan_state = state
    assert (policies.why_not_open(owner, document) is None) is to_owner
    assert (policies.why_not_open(reviewer, document) is None) is to_reviewer
    assert policies.why_not_open(outsider, document)
