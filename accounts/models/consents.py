from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation


class Consent(models.Model):
    """Who agreed to which wording, when, and when they took it back (个人信息保护法 arts. 13–17)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="consents", verbose_name=_("同意人")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="consents", verbose_name=_("单位")
    )
    purpose = models.CharField(_("事项"), max_length=40)
    text_version = models.CharField(_("文本版本"), max_length=20)
    text_digest = models.CharField(_("文本摘要"), max_length=64)
    about = models.CharField(_("关联办件"), max_length=40, blank=True, db_index=True)
    given_at = models.DateTimeField(_("同意时间"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("同意记录")
        verbose_name_plural = _("同意记录")
        ordering = ["-pk"]
        constraints = [
            # An expression for the organisation: two NULLs would count as two different ones.
            models.UniqueConstraint(
                "user",
                "purpose",
                "about",
                "text_digest",
                Coalesce("organisation", 0),
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_consent_per_wording",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.purpose} · {self.text_version}"
