"""The five sections of the membership form; every one may be left half filled."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import consents, phones
from accounts.forms.wordings import wording
from accounts.names import clean_name
from alliance import completeness, sections
from alliance.models import MembershipApplication
from casework.forms import FigureInput, SectionForm


def _figure(name: str) -> FigureInput:
    return FigureInput(attrs={"data-unit": sections.UNITS[name], "inputmode": "decimal"})


class MembershipSectionForm(SectionForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed |= set(completeness.required_fields(self.instance)) & set(self.fields)  # type: ignore[arg-type]

    def flaw(self, name: str, value: Any) -> str | None:
        return completeness.flaw(name, value)


class SubjectForm(MembershipSectionForm):
    # Of the organisation, which staff correct.
    fixed = ("code",)

    class Meta:
        model = MembershipApplication
        fields = sections.SUBJECT
        widgets = {"registered_capital": _figure("registered_capital")}
        help_texts = {
            "name": gettext_lazy("与证照上的全称一致。"),
            "code": gettext_lazy("以单位登记信息为准，不在此修改。有误的，请联系秘书处更正。"),
            "org_kind": gettext_lazy("需要上传的材料因单位类型而异。"),
            "registered_capital": gettext_lazy("律师事务所、会计师事务所和高校院所没有注册资本的可不填。"),
            "office_address": gettext_lazy("与注册地址相同的可不填。"),
            "park_name": gettext_lazy("不在园区的填“无”。"),
            "industry_code": gettext_lazy("国民经济行业分类的门类字母加数字，例如 C3670。"),
        }

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"])
        if len(name) == 1:
            raise ValidationError(_("请填写证照上的单位全称。"))
        return name

    def clean_industry_code(self) -> str:
        code: str = self.cleaned_data["industry_code"]
        return code.strip().upper()


class PeopleForm(MembershipSectionForm):
    class Meta:
        model = MembershipApplication
        fields = sections.PEOPLE
        help_texts = {
            "legal_representative": gettext_lazy("律师事务所填负责人，会计师事务所填首席合伙人。"),
            "representative_name": gettext_lazy(
                "在联盟中代表本单位的人员；不是法定代表人的，须上传授权委托书。"
            ),
            "contact_name": gettext_lazy("秘书处日常联系的人员，可以由会员代表兼任。"),
        }

    def _mobile(self, name: str) -> str:
        number: str = self.cleaned_data[name]
        return phones.clean_mobile(number) if number else ""

    def clean_representative_phone(self) -> str:
        return self._mobile("representative_phone")

    def clean_contact_phone(self) -> str:
        return self._mobile("contact_phone")


class BusinessForm(MembershipSectionForm):
    class Meta:
        model = MembershipApplication
        fields = sections.BUSINESS
        widgets = {
            "main_products": forms.Textarea(attrs={"rows": 3}),
            **{name: _figure(name) for name in ("staff_count", "revenue", "research_expense")},
        }
        help_texts = {
            "main_products": gettext_lazy("按收入从高到低填写，300 字以内。"),
            "niche": gettext_lazy("主导产品所在的细分市场，例如：车规级传感器。没有的填“无”。"),
            "revenue": gettext_lazy("按审计报告填写，保留两位小数。"),
            "research_expense": gettext_lazy("按审计报告中的研发费用填写，保留两位小数。"),
            "above_scale": gettext_lazy("已纳入统计部门规模以上企业统计范围的选“是”。"),
        }


class QualificationForm(MembershipSectionForm):
    class Meta:
        model = MembershipApplication
        fields = sections.QUALIFICATION
        widgets = {
            "tier_year": FigureInput(attrs={"inputmode": "numeric"}),
            "patent_count": _figure("patent_count"),
        }
        help_texts = {
            "tier": gettext_lazy("以有效期内的最高一级为准；没有的选“无”。"),
            "tier_year": gettext_lazy("认定公告的年份，四位数字；没有称号的不填。"),
            "tier_until": gettext_lazy("称号有效期的最后一天；没有称号的不填。"),
            "patent_count": gettext_lazy("授权且维持有效的专利总数；没有的填 0。"),
            "management_systems": gettext_lazy("例如 ISO 9001、IATF 16949；没有的填“无”。"),
        }


class IntentForm(MembershipSectionForm):
    # Ticks: asked for on the page before sending.
    required_fields = sections.DECLARATIONS

    needs = forms.MultipleChoiceField(
        label=gettext_lazy("诉求"),
        choices=sections.NEEDS,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("希望联盟提供哪些帮助，可多选。"),
        required=False,
    )

    class Meta:
        model = MembershipApplication
        fields = sections.INTENT
        widgets = {
            "level": forms.RadioSelect,
            "resources": forms.Textarea(attrs={"rows": 3}),
            "introduction": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts = {
            "level": gettext_lazy("理事长单位由联盟选任，不在此申请。"),
            "resources": gettext_lazy("例如：检测设备、应用场景、供应链配套机会；没有的填“无”。"),
            "recommender": gettext_lazy("推荐本单位入会的会员单位；没有的填“无”。"),
            "introduction": gettext_lazy("800 字以内，包括主营业务、技术特长和服务对象。"),
            "accepts_charter": wording(consents.CHARTER),
            "declares_truth": wording(consents.TRUTH),
            "consents_processing": wording(consents.PERSONAL_INFORMATION),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_dashes("level")


FORMS: dict[str, type[MembershipSectionForm]] = {
    "subject": SubjectForm,
    "people": PeopleForm,
    "business": BusinessForm,
    "qualification": QualificationForm,
    "intent": IntentForm,
}
