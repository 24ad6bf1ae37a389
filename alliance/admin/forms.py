from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from alliance.models import Post


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("撤销原因"),
        help_text=gettext_lazy("以上内容会写入发给申请单位的通知函。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class AppointForm(forms.Form):
    """A council post for one organisation, named by its code or its full name."""

    organisation = forms.CharField(
        label=gettext_lazy("单位"),
        help_text=gettext_lazy("统一社会信用代码、单位全称或会员编号"),
        max_length=120,
    )
    rank = forms.ChoiceField(label=gettext_lazy("职务"), choices=Post.Rank.choices)
    session = forms.IntegerField(label=gettext_lazy("届次"), min_value=1, max_value=99, initial=1)
    starts_on = forms.DateField(label=gettext_lazy("起始日期"), widget=DateInput, initial=timezone.localdate)
    ends_on = forms.DateField(
        label=gettext_lazy("截止日期"),
        help_text=gettext_lazy("任期未定的可不填。"),
        widget=DateInput,
        required=False,
    )
    representative = forms.CharField(label=gettext_lazy("代表"), max_length=60, required=False)
    representative_title = forms.CharField(label=gettext_lazy("代表职务"), max_length=60, required=False)
    source = forms.CharField(
        label=gettext_lazy("依据"),
        help_text=gettext_lazy("选举或者决定任职的会议、文件"),
        max_length=200,
        required=False,
    )

    def clean_organisation(self) -> Organisation:
        typed = self.cleaned_data["organisation"].strip()
        known = Q(code=typed.upper()) | Q(name=typed) | Q(memberships__number=typed.upper())
        found = list(Organisation.objects.filter(known).distinct()[:2])
        if not found:
            raise forms.ValidationError(_("未找到该单位，请核对统一社会信用代码、单位全称或会员编号。"))
        if len(found) > 1:
            raise forms.ValidationError(_("有多个同名单位，请改填统一社会信用代码。"))
        return found[0]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("截止日期不能早于起始日期。"))
        return cleaned


class EndPostForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("任期最后一天"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post_row = post

    def clean_on(self) -> Any:
        last_day = self.cleaned_data["on"]
        if last_day < self.post_row.starts_on:
            raise forms.ValidationError(_("最后一天不能早于任期的起始日期。"))
        return last_day
