"""The tables of what moves in a park besides applications: a tenancy, a yearly report. Pure Python."""

from enum import StrEnum

from casework.lifecycle import Lifecycle, Move, Need, Side


class TenancyStatus(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    SIGNED = "signed"
    MOVED_IN = "moved_in"
    LEFT = "left"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


# Answered or not, there is no contract yet: it can be given up.
UNSIGNED = (TenancyStatus.OFFERED, TenancyStatus.ACCEPTED)

TENANCY = Lifecycle(
    "tenancy",
    initial=TenancyStatus.OFFERED,
    turns={
        TenancyStatus.OFFERED: Side.APPLICANT,
        TenancyStatus.ACCEPTED: Side.REVIEWER,
        TenancyStatus.SIGNED: Side.REVIEWER,
        TenancyStatus.MOVED_IN: Side.REVIEWER,
        TenancyStatus.LEFT: None,
        TenancyStatus.DECLINED: None,
        TenancyStatus.LAPSED: None,
        TenancyStatus.WITHDRAWN: None,
    },
    moves=[
        Move("accept", (TenancyStatus.OFFERED,), TenancyStatus.ACCEPTED, Side.APPLICANT),
        Move(
            "decline", UNSIGNED, TenancyStatus.DECLINED,
            Side.APPLICANT, Need.OPTIONAL,
        ),
        Move("lapse", (TenancyStatus.OFFERED,), TenancyStatus.LAPSED, Side.SYSTEM),
        Move(
            "withdraw", UNSIGNED, TenancyStatus.WITHDRAWN,
            Side.REVIEWER, Need.REQUIRED,
        ),
        Move("sign", (TenancyStatus.ACCEPTED,), TenancyStatus.SIGNED, Side.REVIEWER, Need.OPTIONAL),
        Move("move_in", (TenancyStatus.SIGNED,), TenancyStatus.MOVED_IN, Side.REVIEWER, Need.OPTIONAL),
        Move(
            "leave", (TenancyStatus.SIGNED, TenancyStatus.MOVED_IN), TenancyStatus.LEFT,
            Side.REVIEWER, Need.REQUIRED,
        ),
    ],
)  # fmt: skip


class ReportStatus(StrEnum):
    ASKED = "asked"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"


REPORT = Lifecycle(
    "yearly report",
    initial=ReportStatus.ASKED,
    turns={
        ReportStatus.ASKED: Side.APPLICANT,
        ReportStatus.SUBMITTED: Side.REVIEWER,
        ReportStatus.CONFIRMED: None,
    },
    moves=[
        Move("submit", (ReportStatus.ASKED,), ReportStatus.SUBMITTED, Side.APPLICANT, Need.OPTIONAL),
        Move("return", (ReportStatus.SUBMITTED,), ReportStatus.ASKED, Side.REVIEWER, Need.REQUIRED),
        Move("confirm", (ReportStatus.SUBMITTED,), ReportStatus.CONFIRMED, Side.REVIEWER, Need.OPTIONAL),
    ],
)
