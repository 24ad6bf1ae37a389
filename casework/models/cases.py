from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from casework.lifecycle import CASE, Side, Status

STATUS_LABELS: dict[str, Promise] = {
    Status.DRAFT: _("草稿"),
    Status.SUBMITTED: _("已提交"),
    Status.UNDER_REVIEW: _("审核中"),
    Status.CHANGES_REQUESTED: _("待补正"),
    Status.APPROVED: _("已通过"),
    Status.REJECTED: _("未通过"),
    Status.WITHDRAWN: _("已撤回"),
    Status.LAPSED: _("逾期失效"),
}

# Plain strings, so that a migration never imports the table.
CHOICES = [(str(status), label) for status, label in STATUS_LABELS.items()]
STATUSES = [str(status) for status in CASE.statuses]
OPEN_STATUSES = [str(status) for status in CASE.open_statuses]

# How each move is named in the trail and in a refusal; the buttons of a kind may say more.
ACTION_LABELS: dict[str, Promise] = {
    "submit": _("提交"),
    "start": _("开始审核"),
    "request_changes": _("退回补正"),
    "approve": _("批准"),
    "reject": _("不予通过"),
    "withdraw": _("撤回"),
    "lapse": _("逾期失效"),
    "reopen": _("重新审核"),
    "assign": _("分派承办人"),
}


class CaseQuerySet(models.QuerySet["Case"]):
    def revised(self, pk: int, statuses: Iterable[str]) -> int:
        """Count one more edit of a case that still stands in one of these statuses; 0 when it does not.

        The row stays locked until the transaction ends, so what follows is in line with every other
        writer of this case.
        """
        return self.filter(pk=pk, status__in=list(statuses)).update(
            revision=F("revision") + 1, updated_at=timezone.now()
        )

    def open(self) -> Self:
        return self.filter(status__in=CASE.open_statuses)

    def with_reviewers(self) -> Self:
        """Cases whose ball lies with the reviewers."""
        return self.filter(status__in=[s for s, side in CASE.turns.items() if side is Side.REVIEWER])

    def overdue(self, today: date | None = None) -> Self:
        return self.with_reviewers().filter(due_on__lt=today or timezone.localdate())

    def of(self, user_id: int) -> Self:
        """Cases of organisations in which this person holds a seat."""
        return self.filter(organisation__seats__user_id=user_id)

    def with_parties(self) -> Self:
        return self.select_related("organisation__sector", "applicant", "assignee", "decided_by")


class Case(models.Model):
    """Whatever an organisation applies for (办件). Each kind inherits and adds only its own fields.

    `status` and `revision` are written by `casework.services.moves.move` and by nothing else;
    `revision` also counts every edit, so a page that shows an older revision is stale.
    """

    kind = models.CharField(_("办件类型"), max_length=30, editable=False)
    reference = models.CharField(_("办件编号"), max_length=20, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cases", verbose_name=_("申请单位")
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="cases", verbose_name=_("经办人")
    )
    status = models.CharField(
        _("状态"), max_length=20, choices=CHOICES, default=str(Status.DRAFT), editable=False
    )
    revision = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    # What is applied for; unique while open, null after: two open applications cannot exist.
    open_key = models.CharField(max_length=80, unique=True, null=True, blank=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assigned_cases",
        verbose_name=_("承办人"),
    )  # fmt: skip
    submitted_at = models.DateTimeField(_("首次提交时间"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("办结时间"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("决定人"), editable=False,
    )  # fmt: skip
    # The day by which whoever holds the ball should have moved (working days, Asia/Shanghai).
    due_on = models.DateField(_("办理期限"), null=True, blank=True, editable=False)
    # The reviewers' remaining working days while the clock rests with the applicant.
    days_left = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("办件")
        verbose_name_plural = _("办件")
        ordering = ["-pk"]
        permissions = [
            ("assign_case", "Can take and hand over cases"),
            ("note_case", "Can write internal notes"),
            ("repair_case", "Can try failed effects and letters of a case again"),
        ]
        indexes = [
            models.Index(fields=["status", "submitted_at", "id"], name="case_queue"),
            models.Index(fields=["assignee", "status"], name="case_assignee"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="case_status_is_in_the_table"),
            models.CheckConstraint(
                condition=Q(status__in=OPEN_STATUSES, open_key__isnull=False)
                | (~Q(status__in=OPEN_STATUSES) & Q(open_key__isnull=True)),
                name="case_open_key_while_open",
            ),
            models.CheckConstraint(
                condition=Q(status=str(Status.DRAFT)) | Q(submitted_at__isnull=False),
                name="case_submitted_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.reference])

    @property
    def turn(self) -> Side | None:
        return CASE.turn(self.status)

    @property
    def is_open(self) -> bool:
        return self.turn is not None

    @property
    def is_overdue(self) -> bool:
        return self.turn is not None and self.due_on is not None and self.due_on < timezone.localdate()
