from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

# A member may apply for the next term in the last days of the present one, and any time after.
RENEWAL_DAYS = 90


class Level(models.TextChoices):
    """What an applicant may ask for; the chair unit is appointed, never applied for."""

    MEMBER = "member", _("会员单位")
    COUNCIL = "council", _("理事单位")
    VICE_CHAIR = "vice_chair", _("副理事长单位")


class MembershipStatus(models.TextChoices):
    UPCOMING = "upcoming", _("尚未生效")
    VALID = "valid", _("有效")
    EXPIRED = "expired", _("已到期")
    REVOKED = "revoked", _("已撤销")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> Self:
        return self.filter(revoked_on__isnull=True)

    def valid(self, today: date | None = None) -> Self:
        day = today or timezone.localdate()
        return self.live().filter(starts_on__lte=day, ends_on__gte=day)


class Membership(models.Model):
    """An organisation's membership under its number. Its status is computed from dates, never stored."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("单位")
    )
    number = models.CharField(_("会员编号"), max_length=20, unique=True)
    level = models.CharField(_("级别"), max_length=12, choices=Level, default=Level.MEMBER)
    starts_on = models.DateField(_("生效日期"))
    ends_on = models.DateField(_("有效期至"))
    revoked_on = models.DateField(_("撤销日期"), null=True, blank=True)
    revocation_reason = models.CharField(_("撤销原因"), max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("撤销人"), editable=False,
    )  # fmt: skip

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("会员资格")
        verbose_name_plural = _("会员资格")
        ordering = ["-pk"]
        permissions = [("revoke_membership", "Can revoke a membership")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(revoked_on__isnull=True),
                name="one_live_membership_per_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="membership_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | ~Q(revocation_reason=""),
                name="membership_revoked_with_reason",
            ),
        ]
        # All that `valid` asks, so that counting members reads the index alone.
        indexes = [models.Index(fields=["revoked_on", "ends_on", "starts_on"], name="membership_valid")]

    def __str__(self) -> str:
        return f"{self.number} · {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.organisation_id])

    def status_on(self, day: date) -> MembershipStatus:
        if self.revoked_on is not None and self.revoked_on <= day:
            return MembershipStatus.REVOKED
        if day < self.starts_on:
            return MembershipStatus.UPCOMING
        return MembershipStatus.VALID if day <= self.ends_on else MembershipStatus.EXPIRED

    @property
    def status(self) -> MembershipStatus:
        return self.status_on(timezone.localdate())

    @property
    def renewal_opens_on(self) -> date:
        return self.ends_on - timedelta(days=RENEWAL_DAYS)


class Term(models.Model):
    """One period of a membership, and the application that earned it: the same case never earns two."""

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="terms", verbose_name=_("会员资格")
    )
    application = models.OneToOneField(
        "alliance.MembershipApplication", models.PROTECT, null=True, blank=True, related_name="term",
        verbose_name=_("入会申请"),
    )  # fmt: skip
    level = models.CharField(_("级别"), max_length=12, choices=Level)
    starts_on = models.DateField(_("起始日期"))
    ends_on = models.DateField(_("截止日期"))

    class Meta:
        verbose_name = _("会员任期")
        verbose_name_plural = _("会员任期")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_it_starts"),
            models.UniqueConstraint(fields=["membership", "starts_on"], name="one_term_per_start"),
        ]

    def __str__(self) -> str:
        return f"{self.membership.number} {self.starts_on}–{self.ends_on}"
