from datetime import date

import pytest
import time_machine
from django.db import connection
from django.utils import translation

from accounts.models import Letter
from casework.lifecycle import Status
from casework.models import Case, Correction, Effect
from casework.refusals import Refused
from casework.services import CorrectionAsked, Stale, corrections, documents, drafts, move, moves
from tests.casework.conftest import ASKED
from tests.casework.trial import pdf, typed


def on(day: str) -> time_machine.travel:
    return time_machine.travel(f"{day}T10:00:00+08:00", tick=False)


def resubmit(case: Case, owner) -> None:
    for correction in case.corrections.open():
        corrections.answer(correction, "情况属实。", by=owner)
    case.refresh_from_db()
    move(case, "submit", by=owner, revision=case.revision)


def request_changes(case: Case, reviewer) -> None:
    move(case, "request_changes", by=reviewer, revision=case.revision, note="请补正。", corrections=ASKED)


# --- the guards -------------------------------------------------------------------------------------


def test_a_page_of_an_older_revision_is_told_who_did_what_and_when(walk, owner, reviewer, second_reviewer):
    case = walk(Status.UNDER_REVIEW)
    seen = case.revision
    move(case, "approve", by=reviewer, revision=seen)
    with pytest.raises(Stale) as late:
        move(case, "reject", by=second_reviewer, revision=seen, note="材料不符。")
    assert late.value.entry.action == "approve"
    assert "周正" in late.value.message
    assert "批准" in late.value.message
    assert Case.objects.get(pk=case.pk).status == Status.APPROVED


def test_a_second_click_on_submit_changes_nothing(draft, owner):
    seen = draft.revision
    move(draft, "submit", by=owner, revision=seen)
    with pytest.raises(Stale) as late:
        move(draft, "submit", by=owner, revision=seen)
    assert late.value.entry.actor_id == owner.pk
    assert draft.trail.count() == 1


def test_a_page_older_than_an_edit_is_told_which_fields_and_by_whom(draft, owner, colleague):
    seen = draft.revision
    drafts.save(draft, typed(draft, main_products="示例执行器", staff_count="130"), by=colleague)
    documents.attach(draft, "proofs", pdf(), by=colleague)
    with pytest.raises(Stale) as late:
        move(draft, "submit", by=owner, revision=seen)
    assert late.value.entry is None
    assert sorted(late.value.changes) == sorted(["主营业务与主导产品", "员工人数", "证明材料"])
    assert "林越" in late.value.message


def test_a_revision_nobody_made_is_stale_too(draft, owner):
    with pytest.raises(Stale, match="刷新"):
        move(draft, "submit", by=owner, revision=draft.revision + 7)


def test_what_happens_between_the_question_and_the_write_makes_the_move_stale(draft, owner, colleague, kind):
    """The compare-and-set itself: the edit comes in after the policy has said yes."""
    kind.on_problems = lambda: Case.objects.filter(pk=draft.pk).update(revision=draft.revision + 1)
    with pytest.raises(Stale):
        move(draft, "submit", by=owner, revision=draft.revision)
    assert Case.objects.get(pk=draft.pk).status == Status.DRAFT
    assert not draft.trail.exists()


def test_a_draft_discarded_meanwhile_is_told_so(draft, owner, kind):
    again = Case.objects.get(pk=draft.pk)
    drafts.discard(draft, by=owner)
    with pytest.raises(Stale, match="已删除"):
        move(again, "submit", by=owner, revision=again.revision)


def test_a_draft_discarded_while_it_is_looked_at_is_told_so(draft, owner, kind):
    again = Case.objects.get(pk=draft.pk)

    def gone() -> None:
        drafts.discard(draft, by=owner)
        raise Case.DoesNotExist

    kind.on_problems = gone
    with pytest.raises(Refused):
        move(again, "submit", by=owner, revision=again.revision)


def test_an_unknown_holder_of_the_key_asks_for_another_try(db):
    assert "刷新" in moves._taken_meanwhile("trial:0").message


def test_a_failing_effect_takes_the_whole_move_back(walk, reviewer, kind, monkeypatch):
    case = walk(Status.UNDER_REVIEW)
    lines, letters = case.trail.count(), Letter.objects.count()

    def broken(case, entry):
        raise RuntimeError("no number to be had")

    monkeypatch.setattr(kind, "on_move", broken)
    with pytest.raises(RuntimeError):
        move(case, "approve", by=reviewer, revision=case.revision)
    assert Case.objects.get(pk=case.pk).status == Status.UNDER_REVIEW
    assert (case.trail.count(), Letter.objects.count()) == (lines, letters)


# --- notes and corrections --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "action"),
    [(Status.UNDER_REVIEW, "reject"), (Status.UNDER_REVIEW, "request_changes"), (Status.REJECTED, "reopen")],
)
def test_what_needs_a_reason_is_refused_without_one(walk, reviewer, status, action):
    case = walk(status)
    with pytest.raises(Refused, match="请填写说明"):
        move(case, action, by=reviewer, revision=case.revision, note="  ", corrections=ASKED)


def test_a_note_is_kept_where_it_is_wanted_and_dropped_where_it_is_not(walk, owner, reviewer):
    case = walk(Status.SUBMITTED)
    assert move(case, "start", by=reviewer, revision=case.revision, note="随手写的").note == ""
    assert move(case, "withdraw", by=owner, revision=case.revision, note="暂缓办理").note == "暂缓办理"


def test_a_note_has_a_limit(walk, reviewer):
    case = walk(Status.UNDER_REVIEW)
    with pytest.raises(Refused, match="2000"):
        move(case, "reject", by=reviewer, revision=case.revision, note="长" * 2001)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ([], "至少选择一个"),
        ([CorrectionAsked("field", "password", "请修改。")], "不属于该申请"),
        ([CorrectionAsked("document", "main_products", "请修改。")], "不属于该申请"),
        ([CorrectionAsked("colour", "name", "请修改。")], "不属于该申请"),
        ([CorrectionAsked("field", "name", "  ")], "单位名称"),
        ([CorrectionAsked("document", "licence", "长" * 501)], "营业执照"),
    ],
)
def test_a_request_for_changes_names_what_and_why(walk, reviewer, asked, sentence):
    case = walk(Status.UNDER_REVIEW)
    with pytest.raises(Refused, match=sentence):
        move(case, "request_changes", by=reviewer, revision=case.revision, note="请补正。", corrections=asked)


def test_one_target_is_asked_for_once_and_corrections_of_other_moves_are_ignored(walk, reviewer):
    case = walk(Status.UNDER_REVIEW)
    twice = [CorrectionAsked("field", "name", "第一句。"), CorrectionAsked("field", "name", "第二句。")]
    move(case, "request_changes", by=reviewer, revision=case.revision, note="请补正。", corrections=twice)
    assert [c.message for c in case.corrections.all()] == ["第二句。"]


def test_corrections_of_another_move_are_not_kept(walk, reviewer):
    case = walk(Status.UNDER_REVIEW)
    move(case, "approve", by=reviewer, revision=case.revision, corrections=ASKED)
    assert not Correction.objects.exists()


def test_resubmission_waits_for_every_answer(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    drafts.save(case, typed(case, main_products="示例执行器"), by=owner)
    with pytest.raises(Refused, match="营业执照"):
        move(case, "submit", by=owner, revision=case.revision)
    documents.attach(case, "licence", pdf("new.pdf"), by=owner)
    move(case, "submit", by=owner, revision=case.revision)
    assert case.status == Status.SUBMITTED
    assert not case.corrections.this_round().exists()


def test_a_new_round_closes_the_one_before(walk, owner, reviewer):
    case = walk(Status.CHANGES_REQUESTED)
    resubmit(case, owner)
    move(case, "start", by=reviewer, revision=case.revision)
    asked = [CorrectionAsked("field", "name", "请与执照一致。")]
    move(case, "request_changes", by=reviewer, revision=case.revision, note="再请补正。", corrections=asked)
    assert [c.target for c in case.corrections.this_round()] == ["name"]


# --- what the move writes ---------------------------------------------------------------------------


def test_the_snapshot_is_taken_of_what_is_submitted_and_in_chinese(draft, owner):
    with translation.override("en"):
        entry = move(draft, "submit", by=owner, revision=draft.revision)
    facts = {fact["name"]: fact["value"] for fact in entry.snapshot["facts"]}
    assert facts == {"name": "云岭示例智能装备有限公司", "staff_count": "120", "main_products": "示例传感器"}
    (line,) = entry.snapshot["documents"]
    assert (line["slot"], line["name"], line["version"]) == ("licence", "licence.pdf", 1)
    assert line["sha256"] == draft.documents.get().sha256


def test_a_request_for_changes_keeps_what_was_asked(walk):
    case = walk(Status.CHANGES_REQUESTED)
    kept = case.trail.get(action="request_changes").snapshot["corrections"]
    assert [(c["target_kind"], c["target"], c["label"]) for c in kept] == [
        ("field", "main_products", "主营业务与主导产品"),
        ("document", "licence", "营业执照"),
    ]


def test_the_kind_hears_of_every_move_with_its_own_fresh_row(walk, kind):
    walk(Status.LAPSED)
    assert kind.moved == ["submit", "start", "request_changes", "lapse"]


def test_starting_takes_a_case_nobody_has_and_leaves_one_that_somebody_has(walk, reviewer, second_reviewer):
    case = walk(Status.SUBMITTED)
    Case.objects.filter(pk=case.pk).update(assignee=second_reviewer)
    move(case, "start", by=reviewer, revision=case.revision)
    assert case.assignee == second_reviewer


def test_a_decision_names_who_and_when_and_reopening_forgets_it(walk, reviewer):
    case = walk(Status.REJECTED)
    assert (case.decided_by, case.open_key) == (reviewer, None)
    assert case.decided_at is not None
    move(case, "reopen", by=reviewer, revision=case.revision, note="补充了证据。")
    assert (case.decided_by, case.decided_at) == (None, None)
    assert case.open_key == f"trial:{case.organisation_id}"


def test_a_withdrawal_ends_the_case_without_a_decider(walk):
    case = walk(Status.WITHDRAWN)
    assert case.decided_by is None
    assert case.decided_at is not None


def test_an_approval_lists_its_effects(walk):
    case = walk(Status.APPROVED)
    assert list(Effect.objects.filter(case_id=case.pk).values_list("code", "state")) == [("number", "failed")]


# --- one open case ----------------------------------------------------------------------------------


def test_reopening_is_refused_while_another_case_is_open(walk, kind, organisation, owner, reviewer):
    case = walk(Status.REJECTED)
    other = drafts.open_draft(kind, organisation=organisation, by=owner, values={})
    with pytest.raises(Refused, match=other.reference):
        move(case, "reopen", by=reviewer, revision=case.revision, note="补充了证据。")
    case.refresh_from_db()
    assert case.status == Status.REJECTED
    drafts.discard(other, by=owner)
    move(case, "reopen", by=reviewer, revision=case.revision, note="补充了证据。")


# --- the clock --------------------------------------------------------------------------------------


def test_the_reviewers_clock_runs_from_submission_over_the_holiday(draft, owner):
    with on("2026-09-30"):
        move(draft, "submit", by=owner, revision=draft.revision)
    # 8 and 9 October, the made-up Saturday 10, then Monday 12 and Tuesday 13
    assert draft.due_on == date(2026, 10, 13)


def test_the_clock_rests_with_the_applicant_and_goes_on_with_what_was_left(draft, owner, reviewer):
    with on("2026-11-02"):  # a Monday
        move(draft, "submit", by=owner, revision=draft.revision)
        move(draft, "start", by=reviewer, revision=draft.revision)
    assert draft.due_on == date(2026, 11, 9)
    with on("2026-11-04"):
        request_changes(draft, reviewer)
    assert (draft.days_left, draft.due_on) == (3, date(2026, 11, 18))
    with on("2026-11-16"):
        resubmit(draft, owner)
    assert (draft.days_left, draft.due_on) == (None, date(2026, 11, 19))


def test_at_least_two_days_are_left_to_the_reviewers(draft, owner, reviewer):
    with on("2026-11-02"):
        move(draft, "submit", by=owner, revision=draft.revision)
        move(draft, "start", by=reviewer, revision=draft.revision)
    with on("2026-11-16"):  # overdue
        assert draft.is_overdue
        request_changes(draft, reviewer)
        assert draft.days_left == 0
        resubmit(draft, owner)
    assert draft.due_on == date(2026, 11, 18)


def test_reopening_gives_a_fresh_span_and_a_decision_ends_the_clock(walk, reviewer):
    case = walk(Status.REJECTED)
    assert case.due_on is None
    with on("2026-11-02"):
        move(case, "reopen", by=reviewer, revision=case.revision, note="补充了证据。")
    assert case.due_on == date(2026, 11, 9)


def test_the_first_submission_time_stays(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    first = case.submitted_at
    resubmit(case, owner)
    assert case.submitted_at == first


def test_a_move_may_be_dated_for_the_demo_world(draft, owner):
    entry = move(draft, "submit", by=owner, revision=draft.revision, at=draft.created_at)
    assert entry.at == draft.submitted_at == draft.created_at


def test_the_compare_and_set_is_one_update_of_the_case_itself(draft, owner, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        move(draft, "submit", by=owner, revision=draft.revision)
    updates = [q["sql"] for q in connection.queries_log if 'UPDATE "casework_case" SET "status"' in q["sql"]]
    assert all('"revision" =' in sql and '"status" =' in sql.partition("WHERE")[2] for sql in updates)
