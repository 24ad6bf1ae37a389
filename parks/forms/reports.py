from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import FigureInput
from parks.models import REPORTED, YearlyReport


def _figure(unit: Any) -> FigureInput:
    return FigureInput(attrs={"inputmode": "decimal", "data-unit": unit})


class ReportForm(forms.ModelForm[YearlyReport]):
    """A year's figures, every one of them; the revision their page was drawn from."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("说明"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": ""}),
        help_text=_("与登记时的预计数差距较大的，请说明原因。"),
    )  # fmt: skip

    class Meta:
        model = YearlyReport
        fields = REPORTED
        labels = {
            "revenue": _("营业收入"),
            "tax": _("税收"),
            "staff_count": _("员工人数"),
            "investment": _("累计完成投资"),
            "patents": _("有效专利数"),
        }
        widgets = {
            "revenue": _figure(_("万元")),
            "tax": _figure(_("万元")),
            "staff_count": _figure(_("人")),
            "investment": _figure(_("万元")),
            "patents": _figure(_("件")),
        }
        help_texts = {
            "revenue": _("本园区项目全年营业收入，保留两位小数。"),
            "tax": _("本园区项目全年缴纳的税收。"),
            "staff_count": _("年末在园区工作的人数。"),
            "investment": _("自入驻起累计。"),
            "patents": _("年末授权且维持有效的专利总数。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in REPORTED:
            field = self.fields[name]
            field.required = True
            field.error_messages["required"] = _("请填写，没有的填 0。")
