from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.wording import by_language


class Alliance(models.Model):
    """The one alliance this portal serves; its words come from the data file, with their source."""

    slug = models.SlugField(_("代号"), unique=True)
    name = models.CharField(_("名称"), max_length=80)
    english_name = models.CharField(_("英文名称"), max_length=160)
    founded_on = models.DateField(_("成立日期"))
    introduction = models.TextField(_("简介"), blank=True)
    english_introduction = models.TextField(_("英文简介"), blank=True)
    number_prefix = models.CharField(_("会员编号前缀"), max_length=6)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    source_date = models.DateField(_("来源日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("联盟")
        verbose_name_plural = _("联盟")

    def __str__(self) -> str:
        return by_language(self.name, self.english_name)

    @property
    def intro(self) -> str:
        return by_language(self.introduction, self.english_introduction)
