"""What moves on a small table of its own: a lease, a match. Not an application, so no case."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.lifecycle import Lifecycle
from casework.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class Moving(models.Model):
    """A thing with a `Lifecycle`. `status` and `revision` are written by `casework.services.steps` alone."""

    lifecycle: ClassVar[Lifecycle]

    status = models.CharField(_("状态"), max_length=20, editable=False)
    revision = models.PositiveIntegerField(_("版本"), default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.lifecycle.turn(self.status) is not None


class Step(AppendOnlyModel):
    """One line of its history. A subclass adds `thing`, the foreign key with related_name "steps"."""

    # No foreign key to the actor: history neither blocks nor follows the deletion of an account.
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(_("操作人"), max_length=60, blank=True)
    action = models.CharField(_("动作"), max_length=30)
    from_status = models.CharField(_("原状态"), max_length=20)
    to_status = models.CharField(_("新状态"), max_length=20)
    note = models.TextField(_("说明"), blank=True)
    at = models.DateTimeField(_("时间"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action}: {self.from_status} → {self.to_status}"
