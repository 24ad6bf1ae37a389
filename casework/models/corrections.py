from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case
from casework.models.trail import TrailEntry


class TargetKind(models.TextChoices):
    FIELD = "field", _("填报项")
    DOCUMENT = "document", _("材料")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def this_round(self) -> "CorrectionQuerySet":
        return self.filter(closed=False)

    def open(self) -> "CorrectionQuerySet":
        """Those of this round that nobody has answered yet."""
        return self.filter(answered_at__isnull=True, closed=False)


class Correction(models.Model):
    """One thing the reviewer wants corrected: a field or a document, with a sentence why.

    Between request_changes and the next submit these, and nothing else, are unlocked.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="corrections", verbose_name=_("办件"))
    entry = models.ForeignKey(
        TrailEntry, models.PROTECT, related_name="corrections", verbose_name=_("办理记录")
    )
    target_kind = models.CharField(_("对象"), max_length=10, choices=TargetKind)
    # The field's name, or the document slot's code.
    target = models.CharField(_("补正项"), max_length=60)
    message = models.CharField(_("补正要求"), max_length=500)
    answered_at = models.DateTimeField(_("申请单位处理时间"), null=True, blank=True)
    # Why the field or document stays as it is; empty where it was edited or replaced.
    answer = models.CharField(_("申请单位说明"), max_length=500, blank=True)
    # Set by the next submit: the round is over.
    closed = models.BooleanField(_("本轮已结束"), default=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("补正项")
        verbose_name_plural = _("补正项")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "target_kind", "target"], name="one_correction_per_target_and_round"
            ),
            models.CheckConstraint(condition=~Q(message=""), name="correction_says_why"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="correction_answer_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.message}"
