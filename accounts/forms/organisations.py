from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import codes, logos, phones
from accounts.models import Organisation, OrganisationKind, Sector
from accounts.models.organisations import SHOWABLE_FIELDS, label_of
from accounts.names import clean_name

# What a new organisation is asked for at once; the rest can wait.
FIRST_FACTS = ("name", "short_name", "english_name", "sector", "website", "introduction")
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("名称"), ("name", "short_name", "english_name", "pinyin", "initials")),
    (
        gettext_lazy("基本情况"),
        (
            "kind", "ownership", "sector", "industry_code", "industry_label", "founded_on",
            "registered_capital", "staff_count", "legal_representative",
        ),
    ),
    (gettext_lazy("地址与联系"), (
        "registered_address", "office_address", "contact_name", "contact_title", "contact_phone",
        "contact_email", "website",
    )),
    (gettext_lazy("对外介绍"), ("main_products", "introduction")),
)  # fmt: skip
FACTS = tuple(name for _title, names in SECTIONS for name in names)


class CodeForm(forms.Form):
    """Step one: who is it. A code that needs staff is no error here; the view leads on."""

    code = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=40,
        help_text=gettext_lazy("共 18 位，见营业执照或登记证书。粘贴时可以带空格。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("单位类型"),
        choices=[("", gettext_lazy("请选择")), *OrganisationKind.choices],
        required=False,
        help_text=gettext_lazy(
            "不选的，按代码判断：31 开头为律师事务所，12 开头为高校院所，51 开头为服务机构，9 开头为企业。"
        ),
    )
    needs_staff: codes.CodeProblem | None = None

    def clean_code(self) -> str:
        try:
            return codes.clean(self.cleaned_data["code"])
        except codes.CodeProblem as problem:
            if problem.kind != "needs_staff":
                raise forms.ValidationError(problem.message, code=problem.kind) from problem
            self.needs_staff = problem
            return problem.code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "code" in cleaned and not cleaned.get("kind"):
            cleaned["kind"] = codes.suggested_kind(cleaned["code"])
            if not cleaned["kind"]:
                self.add_error("kind", _("无法按代码判断单位类型，请选择。"))
        return cleaned


class _Facts(forms.ModelForm[Organisation]):
    """Fields that both the first form and the edit page ask, cleaned alike."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sector" in self.fields:
            sector = self.fields["sector"]
            assert isinstance(sector, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
            sector.queryset = Sector.objects.all()
            sector.empty_label = _("请选择")

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"])
        if len(name) < 2:
            raise forms.ValidationError(_("请填写营业执照或登记证书上的全称。"))
        return name

    def clean_short_name(self) -> str:
        return clean_name(self.cleaned_data["short_name"])

    def clean_english_name(self) -> str:
        return clean_name(self.cleaned_data["english_name"])

    def clean_founded_on(self) -> Any:
        founded = self.cleaned_data["founded_on"]
        if founded and founded > timezone.localdate():
            raise forms.ValidationError(_("成立日期不能晚于今天。"))
        return founded

    def clean_contact_phone(self) -> str:
        given: str = self.cleaned_data["contact_phone"]
        return phones.clean_phone(given) if given else ""


class NewOrganisationForm(_Facts):
    """Step two: the facts. Code and kind come along hidden and are checked again."""

    class Meta:
        model = Organisation
        fields = FIRST_FACTS
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 5, "maxlength": 800, "data-counter": ""}),
            "website": forms.URLInput(attrs={"placeholder": "https://"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("与营业执照或登记证书一致。")
        self.fields["sector"].required = True


class PlannedForm(_Facts):
    """An enterprise that is still to be founded; what is asked for later is asked when it is founded."""

    class Meta:
        model = Organisation
        fields = ("name", "sector", "registered_capital")
        labels = {
            "name": gettext_lazy("拟用名称"),
            "registered_capital": gettext_lazy("拟注册资本"),
        }
        help_texts = {"name": gettext_lazy("已取得名称预留的，与预留的名称一致。")}
        widgets = {
            "registered_capital": forms.TextInput(
                attrs={"inputmode": "decimal", "data-unit": gettext_lazy("万元")}
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sector", "registered_capital"):
            self.fields[name].required = True


class FoundedForm(_Facts):
    """What the licence says once there is one. The code is checked by the service."""

    code = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=40,
        help_text=gettext_lazy("共 18 位，见营业执照。粘贴时可以带空格。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    class Meta:
        model = Organisation
        fields = ("name", "founded_on")
        help_texts = {"name": gettext_lazy("与营业执照一致。")}
        widgets = {"founded_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    field_order = ("code", "name", "founded_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["founded_on"].required = True


class OrganisationForm(_Facts):
    """All facts, each showable one with its tick, and the moment the page was made from."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    shown = forms.MultipleChoiceField(
        label=gettext_lazy("在会员名录公开"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Organisation
        fields = FACTS
        widgets = {
            "founded_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "registered_capital": forms.NumberInput(attrs={"step": "0.01", "min": "0"}),
            "introduction": forms.Textarea(attrs={"rows": 6, "maxlength": 800, "data-counter": ""}),
            "website": forms.URLInput(attrs={"placeholder": "https://"}),
        }

    def __init__(self, *args: Any, may_publish: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.updated_at.isoformat()
        self.initial["shown"] = self.instance.shown_fields
        self.fields["pinyin"].help_text = _("用于检索和排序，自动生成；多音字有误的请改正。")
        self.fields["initials"].help_text = _("拼音首字母，自动生成，可以改正。")
        self.fields["staff_count"].widget.attrs["data-unit"] = _("人")
        shown = self.fields["shown"]
        assert isinstance(shown, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        shown.choices = [(name, label_of(name)) for name in SHOWABLE_FIELDS]
        shown.help_text = _("未勾选的内容不公开。公开联系人等个人信息的，请先取得本人同意。")
        shown.disabled = not may_publish

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in SECTIONS]

    def see_anew(self, current: Organisation) -> None:
        """After a refusal: the next save is meant with the present state in view."""
        data = cast(QueryDict, self.data).copy()
        data["seen"] = current.updated_at.isoformat()
        self.data = data

    def values(self) -> dict[str, Any]:
        """What was changed, for services.organisations.save; ticks in their fixed order."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name in FACTS}
        if "shown" in self.changed_data:
            ticked = set(self.cleaned_data["shown"])
            changed["shown_fields"] = [name for name in SHOWABLE_FIELDS if name in ticked]
        return changed


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=gettext_lazy("标志"),
        help_text=gettext_lazy("PNG、JPEG 或 WebP 格式，不超过 2 MB。上传后统一转换为 PNG。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
    )
    picture: logos.Picture

    def clean_logo(self) -> Any:
        upload = self.cleaned_data["logo"]
        try:
            self.picture = logos.reencode(upload, upload.size)
        except logos.LogoRefused as refused:
            raise forms.ValidationError(refused.message) from refused
        return upload
