from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case


class ScanState(models.TextChoices):
    UNSCANNED = "unscanned", _("未启用病毒扫描")
    PENDING = "pending", _("等待病毒扫描")
    CLEAN = "clean", _("病毒扫描通过")
    INFECTED = "infected", _("发现病毒，已隔离")
    FAILED = "failed", _("病毒扫描未完成，将重试")


class DocumentQuerySet(models.QuerySet["Document"]):
    def current(self) -> "DocumentQuerySet":
        return self.filter(is_current=True)


class Document(models.Model):
    """One version of one file of a case: private, typed by content, hashed; replaced, never overwritten.

    `line` groups the versions: the slot's code where a slot takes one file, slot plus a random
    part where it takes several.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="documents", verbose_name=_("办件"))
    slot = models.CharField(_("材料"), max_length=40)
    line = models.CharField(max_length=60, editable=False)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    is_current = models.BooleanField(_("当前版本"), default=True)
    file = models.FileField(_("文件"), max_length=200)
    name = models.CharField(_("文件名"), max_length=200)
    size = models.PositiveIntegerField(_("大小（字节）"))
    content_type = models.CharField(_("文件类型"), max_length=100)
    sha256 = models.CharField(max_length=64)
    scan_state = models.CharField(
        _("病毒扫描"), max_length=10, choices=ScanState, default=ScanState.UNSCANNED
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("申请材料")
        verbose_name_plural = _("申请材料")
        ordering = ["slot", "line", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "line", "version"], name="one_document_per_version"),
            models.UniqueConstraint(
                fields=["case", "line"], condition=Q(is_current=True), name="one_current_document_per_line"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (v{self.version})"

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.case.reference, self.pk])


class DocumentOpening(models.Model):
    """Who opened which file and when; the owner reads this list on the case page."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="openings", verbose_name=_("材料"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("查看人")
    )
    user_name = models.CharField(_("查看人姓名"), max_length=60)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("材料查看记录")
        verbose_name_plural = _("材料查看记录")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user_name} · {self.document_id}"
