from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class PostQuerySet(models.QuerySet["Post"]):
    def current(self, today: date | None = None) -> Self:
        day = today or timezone.localdate()
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Post(models.Model):
    """A dated appointment to the council. One chair unit and one open post per organisation at a time."""

    class Rank(models.TextChoices):
        CHAIR = "chair", _("理事长单位")
        VICE_CHAIR = "vice_chair", _("副理事长单位")
        COUNCIL = "council", _("理事单位")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="posts", verbose_name=_("单位")
    )
    rank = models.CharField(_("职务"), max_length=12, choices=Rank)
    session = models.PositiveSmallIntegerField(_("届次"), default=1)
    starts_on = models.DateField(_("起始日期"))
    ends_on = models.DateField(_("截止日期"), null=True, blank=True)
    representative = models.CharField(_("代表"), max_length=60, blank=True)
    representative_title = models.CharField(_("代表职务"), max_length=60, blank=True)
    source = models.CharField(_("依据"), max_length=200, blank=True)
    # The application that asked for it, where there was one.
    application = models.OneToOneField(
        "alliance.MembershipApplication", models.PROTECT, null=True, blank=True, related_name="post",
        verbose_name=_("入会申请"),
    )  # fmt: skip

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("理事会职务")
        verbose_name_plural = _("理事会职务")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rank"],
                condition=Q(rank="chair", ends_on__isnull=True),
                name="one_chair_unit_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ends_on__isnull=True),
                name="one_open_post_per_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="post_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_rank_display()}"

    @property
    def standing(self) -> int:
        """0 is the chair; the smaller, the higher."""
        return list(self.Rank).index(self.Rank(self.rank))
