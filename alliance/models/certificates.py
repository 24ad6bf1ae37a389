from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliance.models.memberships import Membership, MembershipStatus, Term


class Certificate(models.Model):
    """The certificate of one term. Its number ends in a random part, so the public check cannot be walked."""

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="certificates", verbose_name=_("会员资格")
    )
    term = models.OneToOneField(Term, models.PROTECT, related_name="certificate", verbose_name=_("会员任期"))
    # e.g. LJ-2026-0001-7KQ2M9XD: the membership number and eight random characters (40 bits).
    number = models.CharField(_("证书编号"), max_length=32, unique=True)
    issued_on = models.DateField(_("签发日期"))

    class Meta:
        verbose_name = _("会员证书")
        verbose_name_plural = _("会员证书")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("certificate", args=[self.number])

    def status_on(self, day: date) -> MembershipStatus:
        """Of this certificate: its term's days, and whether the membership was revoked."""
        if self.membership.status_on(day) is MembershipStatus.REVOKED:
            return MembershipStatus.REVOKED
        if day < self.term.starts_on:
            return MembershipStatus.UPCOMING
        return MembershipStatus.VALID if day <= self.term.ends_on else MembershipStatus.EXPIRED
