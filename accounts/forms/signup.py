"""What signing up asks beside the e-mail address and the password that allauth asks for."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import consents
from accounts.models import User
from accounts.names import clean_name
from accounts.services import consents as consent_services


class SignupFields(forms.Form):
    """Base of allauth's sign-up form (ACCOUNT_SIGNUP_FORM_CLASS)."""

    name = forms.CharField(
        label=_("姓名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("请填写真实姓名，本单位成员和联盟工作人员可以看到。"),
    )
    terms = forms.BooleanField(
        label=_("我已阅读并同意《服务条款》和《个人信息处理告知书》"),
        error_messages={"required": _("请阅读《服务条款》和《个人信息处理告知书》，勾选同意后方可注册。")},
    )

    field_order = ("name", "email", "password1", "password2", "terms")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = [consents.current(consents.PORTAL_TERMS), consents.current(consents.PERSONAL_INFORMATION)]
        links = [(reverse("consent_text", args=[one.purpose, one.version]), one.title) for one in texts]
        self.fields["terms"].help_text = format_html_join(" · ", '<a href="{}" target="_blank">{}</a>', links)

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this once the account is made: the name, the language and what was agreed to."""
        user.name = self.cleaned_data["name"]
        user.language = get_language() or user.language
        user.save(update_fields=["name", "language"])
        for purpose in (consents.PORTAL_TERMS, consents.PERSONAL_INFORMATION):
            consent_services.give(user, purpose)
