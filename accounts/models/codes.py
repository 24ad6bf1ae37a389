from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation, OrganisationKind


class CodeRequest(models.Model):
    """A code that GB 32100 allows and the checking library refuses (N…, A…, Y…): staff confirm it."""

    class State(models.TextChoices):
        PENDING = "pending", _("待核实")
        ACCEPTED = "accepted", _("已核实")
        DECLINED = "declined", _("未通过核实")

    code = models.CharField(_("统一社会信用代码"), max_length=18)
    kind = models.CharField(_("单位类型"), max_length=20, choices=OrganisationKind)
    name = models.CharField(_("单位名称"), max_length=120)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="code_requests", verbose_name=_("申请人")
    )
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.PENDING)
    note = models.CharField(_("处理说明"), max_length=300, blank=True)
    organisation = models.OneToOneField(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="code_request",
        verbose_name=_("登记的单位"),
    )
    created_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    decided_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("处理人"),
    )

    class Meta:
        verbose_name = _("代码核实申请")
        verbose_name_plural = _("代码核实申请")
        ordering = ["-pk"]
        permissions = [("decide_coderequest", "Can decide on a code request")]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "user"], condition=Q(state="pending"), name="one_pending_code_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"
