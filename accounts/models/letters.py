from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LetterState(models.TextChoices):
    QUEUED = "queued", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("发送失败")


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, now: datetime) -> Self:
        """Waiting and ready to go, or held by a worker whose lease has run out."""
        return self.filter(
            Q(state=LetterState.QUEUED, next_try_at__lte=now)
            | Q(state=LetterState.SENDING, leased_until__lte=now)
        )


class Letter(models.Model):
    """A row of the outbox and of the in-app inbox: written in the transaction of its cause, sent after.

    A worker claims it by compare-and-set (queued → sending, with a lease), so two workers never send
    one letter twice; a dead worker's lease runs out and the letter is tried again.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("收件人"),
    )
    email = models.EmailField(_("电子邮箱"))
    language = models.CharField(_("语言"), max_length=10)
    subject = models.CharField(_("主题"), max_length=200)
    text = models.TextField(_("正文"))
    html = models.TextField(_("网页正文"), blank=True)
    # Path within the portal to what the letter is about, and the reference it is listed under.
    link = models.CharField(_("链接"), max_length=200, blank=True)
    about = models.CharField(_("关联办件"), max_length=40, blank=True, db_index=True)
    # The same cause never makes two letters to one person.
    key = models.CharField(max_length=120, unique=True, editable=False)
    # Letters with sign-in links stay out of the inbox and lose their text once sent.
    confidential = models.BooleanField(_("含登录链接"), default=False)

    state = models.CharField(_("状态"), max_length=10, choices=LetterState, default=LetterState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    next_try_at = models.DateTimeField(_("下次尝试"))
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.CharField(_("最近错误"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("生成时间"), auto_now_add=True)
    sent_at = models.DateTimeField(_("发送时间"), null=True, blank=True)
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知函")
        verbose_name_plural = _("通知函")
        ordering = ["-pk"]
        permissions = [("retry_letter", "Can send a failed letter again")]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(state__in=["queued", "sending"]), name="letter_due"
            ),
            models.Index(fields=["recipient", "-id"], name="letter_inbox"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.email}"
