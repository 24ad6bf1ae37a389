from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case


class InternalNote(models.Model):
    """Staff to staff; no applicant ever sees one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="internal_notes", verbose_name=_("办件"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("作者")
    )
    text = models.TextField(_("内容"), max_length=2000)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("内部备注")
        verbose_name_plural = _("内部备注")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:30]}"
