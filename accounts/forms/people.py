from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import phones
from accounts.models import CodeRequest, Role, User
from accounts.names import clean_name

ROLE_HINT = gettext_lazy("负责人管理人员、公开内容和资料；经办人填写资料、提交申请；查阅人只能查看。")


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("name", "phone", "language")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = _("仅工作人员办理您的申请时可见，不会公开。")
        self.fields["language"].help_text = _("通知函使用的语言。")

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        given: str = self.cleaned_data["phone"]
        return phones.clean_mobile(given) if given else ""


class EraseForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("当前密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=gettext_lazy("注销后无法恢复。请输入密码，确认由您本人操作。"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        given: str = self.cleaned_data["password"]
        if not self.user.check_password(given):
            raise forms.ValidationError(_("密码不正确，请重新输入。"))
        return given


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("电子邮箱"), help_text=gettext_lazy("邀请链接发送到该邮箱，14 天内有效。")
    )
    role = forms.ChoiceField(
        label=gettext_lazy("角色"), choices=Role.choices, initial=Role.EDITOR, help_text=ROLE_HINT
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=Role.choices, help_text=ROLE_HINT)


class SeatRequestForm(forms.Form):
    message = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300, "data-counter": ""}),
        help_text=gettext_lazy("写给该单位负责人，例如您的部门和职务。"),
    )


class CodeRequestForm(forms.ModelForm[CodeRequest]):
    class Meta:
        model = CodeRequest
        fields = ("code", "kind", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Longer than stored: it may come with blanks; the service understands it.
        self.fields["code"] = forms.CharField(label=_("统一社会信用代码"), max_length=40)
        self.fields["name"].label = _("单位名称")
        self.fields["name"].help_text = _("与登记证书一致。")

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class CodeDecisionForm(forms.Form):
    """Staff's answer to a code request."""

    note = forms.CharField(
        label=gettext_lazy("处理说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("不通过的必须填写，并会告知申请人。"),
    )
