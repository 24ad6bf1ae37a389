"""What staff type on the pages of their own. Who may, and whether it is possible, the services say."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.admin.forms import DateInput
from casework.models import Moving
from parks.models import Opinion, Park, Tenancy, Unit, Verdict

NOTE = {"rows": 3, "maxlength": 2000}


class CancelSlotForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("取消原因"),
        help_text=gettext_lazy("以上内容会写入发给预约单位的通知函。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )


class MovingForm(forms.Form):
    """Bound to the revision that the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, thing: Moving, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = thing.revision

    def values(self) -> dict[str, Any]:
        """What the service takes besides the thing and the person."""
        return dict(self.cleaned_data)


class NoteForm(MovingForm):
    """The note may be left out."""

    note = forms.CharField(
        label=gettext_lazy("说明"),
        help_text=gettext_lazy("该内容会发送给申请单位。"),
        max_length=2000, required=False, widget=forms.Textarea(attrs=NOTE),
    )  # fmt: skip


class ReasonForm(MovingForm):
    note = forms.CharField(
        label=gettext_lazy("原因"),
        help_text=gettext_lazy("该内容会发送给申请单位。"),
        max_length=2000, widget=forms.Textarea(attrs=NOTE),
    )  # fmt: skip


class SignForm(NoteForm):
    signed_on = forms.DateField(label=gettext_lazy("签约日期"), widget=DateInput, initial=timezone.localdate)
    starts_on = forms.DateField(label=gettext_lazy("起租日期"), widget=DateInput)
    ends_on = forms.DateField(label=gettext_lazy("届满日期"), widget=DateInput)
    rent = forms.DecimalField(
        label=gettext_lazy("租金"), max_digits=8, decimal_places=2, min_value=0,
        widget=forms.NumberInput(attrs={"data-unit": gettext_lazy("元/㎡·月"), "step": "0.01"}),
    )  # fmt: skip
    contract = forms.FileField(
        label=gettext_lazy("合同扫描件"), required=False,
        help_text=gettext_lazy("PDF、JPG 或 PNG 格式。页面未能提交的，须重新选择文件。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip
    field_order = ["revision", "signed_on", "starts_on", "ends_on", "rent", "contract", "note"]

    def __init__(self, *args: Any, thing: Tenancy, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.fields["rent"].initial = thing.rent if thing.rent is not None else thing.unit.rent

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", _("届满日期须晚于起租日期，请核对。"))
        return cleaned


class MoveInForm(NoteForm):
    on = forms.DateField(label=gettext_lazy("入驻日期"), widget=DateInput, initial=timezone.localdate)
    field_order = ["revision", "on", "note"]


class LeaveForm(ReasonForm):
    on = forms.DateField(label=gettext_lazy("退出日期"), widget=DateInput, initial=timezone.localdate)
    field_order = ["revision", "on", "note"]


class OfferForm(forms.Form):
    """Which unit, at which rent. Whether it fits is for people to judge."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("单元"), queryset=Unit.objects.none(),
        error_messages={
            "required": gettext_lazy("请选择一个单元。"),
            "invalid_choice": gettext_lazy("该单元目前不能选，请选择其他单元。"),
        },
    )  # fmt: skip
    rent = forms.DecimalField(
        label=gettext_lazy("租金"), max_digits=8, decimal_places=2, min_value=0, required=False,
        help_text=gettext_lazy("不填的按单元登记的租金。"),
        widget=forms.NumberInput(attrs={"data-unit": gettext_lazy("元/㎡·月"), "step": "0.01"}),
    )  # fmt: skip

    def __init__(self, *args: Any, park: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["unit"]
        choice.queryset = Unit.objects.placed().filter(building__park=park)
        self.units = list(Unit.objects.lettable().placed().filter(building__park=park))


class OpinionForm(forms.ModelForm[Opinion]):
    class Meta:
        model = Opinion
        fields = ("verdict", "note")
        widgets = {
            "verdict": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        }
        help_texts = {"note": gettext_lazy("有条件同意或不同意的必须填写。仅工作人员可见。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["verdict"]
        choice.choices = Verdict.choices


class UnitsFileForm(forms.Form):
    park = forms.ModelChoiceField(label=gettext_lazy("园区"), queryset=Park.objects.none())
    file = forms.FileField(
        label=gettext_lazy("XLSX 文件"),
        help_text=gettext_lazy("第一行为表头，每行一个单元；最多 2,000 行，5 MB。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, parks: QuerySet[Park], **kwargs: Any) -> None:
        """Whoever works in one park is not asked which."""
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["park"]
        choice.queryset = parks
        if len(own := list(parks[:2])) == 1:
            choice.initial, choice.widget = own[0].pk, forms.HiddenInput()
