from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case
from casework.models.corrections import TargetKind


class Edit(models.Model):
    """The last change of one field or document slot of a case: what a stale page has not seen.

    One row per target, overwritten by the next edit; what was submitted is kept by the trail, not here.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="edits", verbose_name=_("办件"))
    target_kind = models.CharField(_("对象"), max_length=10, choices=TargetKind)
    target = models.CharField(_("填报项"), max_length=60)
    revision = models.PositiveIntegerField(_("版本"))
    user_name = models.CharField(_("修改人"), max_length=60)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("填报修改")
        verbose_name_plural = _("填报修改")
        ordering = ["-revision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "target_kind", "target"], name="one_edit_per_target"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.target} · {self.revision}"
