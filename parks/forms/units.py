"""What is looked for among the free units. A wrong value is said beside its field and looks for nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.forms import DayInput, FigureInput
from parks.models import Park, Use
from parks.selectors.units import Criteria

IGNORED = gettext_lazy("本条件暂未用于查询，请填写不小于 0 的数字，例如 500。")
NOT_OFFERED = gettext_lazy("没有这个选项，请重新选择。")


def _figure(label: Any, unit: Any) -> forms.DecimalField:
    problems = {"invalid": IGNORED, "max_digits": IGNORED, "max_whole_digits": IGNORED, "min_value": IGNORED,
                "max_decimal_places": gettext_lazy("本条件暂未用于查询，小数请不超过两位。")}  # fmt: skip
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=11, decimal_places=2, error_messages=problems,
        widget=FigureInput(attrs={"data-unit": unit, "inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


class UnitSearchForm(forms.Form):
    park = forms.ChoiceField(
        label=gettext_lazy("园区"), required=False, error_messages={"invalid_choice": NOT_OFFERED}
    )
    use = forms.ChoiceField(
        label=gettext_lazy("用途"), required=False, choices=[("", gettext_lazy("不限")), *Use.choices],
        error_messages={"invalid_choice": NOT_OFFERED},
    )  # fmt: skip
    area_min = _figure(gettext_lazy("面积不小于"), "㎡")
    area_max = _figure(gettext_lazy("面积不大于"), "㎡")
    rent_max = _figure(gettext_lazy("租金不高于"), gettext_lazy("元/㎡·月"))
    power_min = _figure(gettext_lazy("用电容量不低于"), "kVA")
    load_min = _figure(gettext_lazy("楼面荷载不低于"), "kN/㎡")
    by = forms.DateField(
        label=gettext_lazy("最迟可用日期"), required=False, widget=DayInput,
        error_messages={"invalid": gettext_lazy("本条件暂未用于查询，请按“2027-03-01”的格式填写日期。")},
    )  # fmt: skip

    def __init__(self, data: Any, *, parks: Iterable[Park]) -> None:
        super().__init__(data)
        choices = [("", _("不限")), *((park.slug, str(park)) for park in parks)]
        self.fields["park"].choices = choices  # type: ignore[attr-defined]

    def clean_by(self) -> Any:
        day = self.cleaned_data["by"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("本条件暂未用于查询，请填写今天或以后的日期。"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        least, most = cleaned.get("area_min"), cleaned.get("area_max")
        if least is not None and most is not None and least > most:
            self.add_error("area_max", _("本条件暂未用于查询：面积上限不能小于下限，请改正。"))
        return cleaned

    def criteria(self) -> Criteria:
        """Of what is right; what is wrong looks for nothing."""
        self.full_clean()
        return Criteria(
            **{name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        )
