from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from casework.forms import FigureInput
from parks.models import VisitSlot


def moment(slot: VisitSlot) -> str:
    """From when, for how long and where."""
    starts = timezone.localtime(slot.starts_at)
    values = {
        "day": formats.date_format(starts, "DATE_FORMAT"), "time": f"{starts:%H:%M}", "minutes": slot.minutes
    }  # fmt: skip
    words = _("%(day)s %(time)s，%(minutes)s 分钟") % values
    return f"{words} · {slot.place}" if slot.place else words


def _offered(slot: VisitSlot) -> str:
    return _("%(moment)s · 还可接待 %(free)s 家") % {
        "moment": moment(slot), "free": slot.capacity - slot.taken
    }  # fmt: skip


class VisitForm(forms.Form):
    """A time with room, for one of the organisations this person acts for."""

    slot = forms.ChoiceField(
        label=gettext_lazy("参观时段"), widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选择参观时段。"),
            "invalid_choice": gettext_lazy("该时段已约满、已取消或已开始，请选择其他时段。"),
        },
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("参观单位"), queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("请选择"), error_messages={"required": gettext_lazy("请选择参观单位。")},
    )  # fmt: skip
    people = forms.IntegerField(
        label=gettext_lazy("到访人数"), min_value=1, max_value=99, initial=2,
        widget=FigureInput(attrs={"inputmode": "numeric", "data-unit": gettext_lazy("人")}),
    )  # fmt: skip
    purpose = forms.CharField(
        label=gettext_lazy("参观重点"), max_length=200, required=False,
        help_text=gettext_lazy("例如：需要看层高 6 米以上的厂房。"),
    )  # fmt: skip

    def __init__(self, slots: Iterable[VisitSlot], organisations: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = {str(one.pk): one for one in slots if one.taken < one.capacity}
        slot, organisation = self.fields["slot"], self.fields["organisation"]
        assert isinstance(slot, forms.ChoiceField)  # noqa: S101  (for the type checker)
        assert isinstance(organisation, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        slot.choices = [(key, _offered(one)) for key, one in self.slots.items()]
        organisation.queryset = organisations
        organisation.label_from_instance = lambda one: one.display_name  # type: ignore[method-assign, assignment]

    def clean_slot(self) -> VisitSlot:
        return self.slots[self.cleaned_data["slot"]]
