from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case


class EffectState(models.TextChoices):
    DONE = "done", _("已完成")
    PENDING = "pending", _("进行中")
    FAILED = "failed", _("未完成，需处理")


class Effect(models.Model):
    """What a decision caused, listed on the case with its state, so that a gap is seen and repaired.

    `label` and `detail` are messages of the catalogue and `values` fills them in, so that each reader has
    them in their own language, whichever the officer who decided was using.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="effects", verbose_name=_("办件"))
    code = models.CharField(_("事项代号"), max_length=40)
    label = models.CharField(_("事项"), max_length=200)
    state = models.CharField(_("状态"), max_length=10, choices=EffectState, default=EffectState.DONE)
    detail = models.CharField(_("说明"), max_length=300, blank=True)
    values = models.JSONField(default=dict, blank=True, editable=False)
    url = models.CharField(_("链接"), max_length=200, blank=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("办理结果")
        verbose_name_plural = _("办理结果")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="one_effect_per_code")]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.code} · {self.state}"

    @property
    def wording(self) -> str:
        return self._filled_in(self.label)

    @property
    def explanation(self) -> str:
        return self._filled_in(self.detail)

    def _filled_in(self, message: str) -> str:
        if not message:
            return ""
        values = {name: gettext(value) if value else "" for name, value in self.values.items()}
        return gettext(message) % values if values else gettext(message)
