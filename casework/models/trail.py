from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from casework.models.cases import ACTION_LABELS, Case


class Audience(models.TextChoices):
    APPLICANT = "applicant", _("申请人可见")
    STAFF = "staff", _("仅工作人员可见")


class TrailEntry(AppendOnlyModel):
    """One line of a case's history. Append-only here, in the queryset and by a database trigger.

    `hash` covers the entry and `prev_hash`, so the lines of a case form a chain that
    `manage.py verify_trail` proves.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="trail", verbose_name=_("办件"))
    sequence = models.PositiveIntegerField(_("序号"))
    # The case's revision after this entry: what a page with an older one has not seen.
    revision = models.PositiveIntegerField(_("版本"))
    # No foreign key to the actor: history neither blocks nor follows the deletion of an account.
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(_("操作人"), max_length=60, blank=True)
    side = models.CharField(_("身份"), max_length=10)
    action = models.CharField(_("动作"), max_length=30)
    from_status = models.CharField(_("原状态"), max_length=20)
    to_status = models.CharField(_("新状态"), max_length=20)
    note = models.TextField(_("说明"), blank=True)
    audience = models.CharField(_("可见范围"), max_length=10, choices=Audience, default=Audience.APPLICANT)
    at = models.DateTimeField(_("时间"))
    # submit: the facts and documents as submitted; request_changes: the corrections asked for.
    snapshot = models.JSONField(_("快照"), null=True, blank=True)
    prev_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, editable=False)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("办理记录")
        verbose_name_plural = _("办理记录")
        ordering = ["case_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="one_trail_entry_per_sequence"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.sequence} {self.action}"

    @property
    def action_label(self) -> str:
        return str(ACTION_LABELS.get(self.action, self.action))
