import pytest
from django.utils import timezone

from casework import selectors
from casework.lifecycle import CASE, Side, Status
from casework.services import assignments, move
from tests.casework.conftest import expire

LINES = {
    "draft": [("填写申请", "now"), ("提交", "next"), ("审核", "next"), ("办结", "next")],
    "submitted": [("填写申请", "done"), ("提交", "done"), ("已提交", "now"), ("办结", "next")],
    "under_review": [("填写申请", "done"), ("提交", "done"), ("审核中", "now"), ("办结", "next")],
    "changes_requested": [
        ("填写申请", "done"), ("提交", "done"), ("审核", "done"), ("待补正", "now"), ("办结", "next"),
    ],
    "approved": [("填写申请", "done"), ("提交", "done"), ("审核", "done"), ("已通过", "done")],
    "rejected": [("填写申请", "done"), ("提交", "done"), ("审核", "done"), ("未通过", "stopped")],
    "withdrawn": [("填写申请", "done"), ("提交", "done"), ("已撤回", "stopped")],
    "lapsed": [("填写申请", "done"), ("提交", "done"), ("审核", "done"), ("逾期失效", "stopped")],
}  # fmt: skip


@pytest.mark.parametrize("status", CASE.statuses)
def test_the_stage_line_of_every_status(walk, status):
    assert [(stage.label, stage.state) for stage in selectors.stages(walk(status))] == LINES[status]


def test_stages_that_were_reached_carry_their_day_and_an_assignment_is_none(walk, reviewer):
    case = walk(Status.UNDER_REVIEW)
    assignments.assign(case, None, reviewer)
    move(case, "reject", by=reviewer, revision=case.revision, note="不符。")
    assert [stage.date for stage in selectors.stages(case)] == [timezone.localdate()] * 4


@pytest.mark.parametrize("side", [Side.APPLICANT, Side.REVIEWER])
@pytest.mark.parametrize("status", CASE.statuses)
def test_whose_turn_it_is_and_until_when(walk, status, side):
    case = walk(status)
    sentence = selectors.turn_sentence(case, side)
    whose = {None: "已办结", Side.APPLICANT: "待您办理", Side.REVIEWER: "待联盟办理"}[CASE.turn(status)]
    if side is Side.REVIEWER:
        whose = whose.replace("待您办理", "待申请单位办理").replace("待联盟办理", "待工作人员办理")
    assert sentence.startswith(whose)
    assert ("年" in sentence) == (case.due_on is not None)
    assert "%" not in sentence


@pytest.mark.parametrize("side", [Side.APPLICANT, Side.REVIEWER])
@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.UNDER_REVIEW])
def test_an_overdue_case_says_so_to_both_sides(walk, status, side):
    case = walk(status)
    expire(case)
    assert case.is_overdue
    assert "2020年1月2日" in selectors.turn_sentence(case, side)
    assert "期" in selectors.turn_sentence(case, side)
