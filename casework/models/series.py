from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """The last number given in a series such as RH-2026; counted up by one UPDATE, so never twice."""

    key = models.CharField(_("序列"), max_length=20, primary_key=True)
    last = models.PositiveIntegerField(_("已用至"), default=0)

    class Meta:
        verbose_name = _("编号序列")
        verbose_name_plural = _("编号序列")

    def __str__(self) -> str:
        return f"{self.key}-{self.last:04d}"
