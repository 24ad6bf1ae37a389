"""The sections of the park registration; every one may be left half filled."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import consents, phones
from accounts.forms.wordings import wording
from accounts.names import clean_name
from casework.forms import FigureInput, SectionForm
from parks import completeness, sections
from parks.models import ParkRegistration, Unit


def _figures(*names: str) -> dict[str, FigureInput]:
    return {
        name: FigureInput(attrs={"data-unit": sections.UNITS[name], "inputmode": "decimal"}) for name in names
    }


class RegistrationSectionForm(SectionForm):
    instance: ParkRegistration

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed |= set(completeness.required_fields(self.instance)) & set(self.fields)

    def flaw(self, name: str, value: Any) -> str | None:
        return completeness.flaw(name, value)


class SubjectForm(RegistrationSectionForm):
    class Meta:
        model = ParkRegistration
        fields = sections.SUBJECT
        widgets = {
            "entry_mode": forms.RadioSelect,
            "shareholders": forms.Textarea(attrs={"rows": 3}),
            **_figures("registered_capital"),
        }
        help_texts = {
            "name": gettext_lazy("与证照上的全称一致；拟设立的，填写拟用名称。"),
            "registered_capital": gettext_lazy("拟设立的，填写拟注册资本。"),
            "founding_on": gettext_lazy("拟设立的，填写预计成立日期。"),
            "current_address": gettext_lazy("从现址迁入的必须填写。"),
            "shareholders": gettext_lazy("主要股东及持股比例。"),
            "contact_phone": gettext_lazy("园区联系参观、选房和签约事宜时使用。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_dashes("entry_mode")

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"])
        if len(name) == 1:
            raise ValidationError(_("请填写单位全称。"))
        return name

    def clean_contact_phone(self) -> str:
        number: str = self.cleaned_data["contact_phone"]
        return phones.clean_mobile(number) if number else ""


class ProjectForm(RegistrationSectionForm):
    class Meta:
        model = ParkRegistration
        fields = sections.PROJECT
        widgets = {
            "project_summary": forms.Textarea(attrs={"rows": 8}),
            "intellectual_property": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "project_summary": gettext_lazy("1000 字以内，包括建设内容、技术来源和实施计划。"),
            "main_products": gettext_lazy("项目达产后的主要产品或服务。"),
            "intellectual_property": gettext_lazy("与项目有关的专利、软件著作权等；没有的不填。"),
        }


class SiteForm(RegistrationSectionForm):
    class Meta:
        model = ParkRegistration
        fields = sections.SITE
        widgets = {
            "use": forms.RadioSelect,
            **_figures(
                "area_min", "area_max", "height_min", "load_min", "power_min", "lease_years", "rent_max"
            ),
        }
        help_texts = {
            "wanted_unit": gettext_lazy("园区现在可租的单元。没有合适的可以不选，批准后按需求轮候。"),
            "area_min": gettext_lazy("小于此面积的单元不会通知您选房。"),
            "area_max": gettext_lazy("大于此面积的单元不会通知您选房。"),
            "floor_wish": gettext_lazy("例如：一层，或三层以下。"),
            "height_min": gettext_lazy("没有要求的不填，下同。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_dashes("use")
        wanted = self.fields["wanted_unit"]
        assert isinstance(wanted, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        here = Q(pk__in=Unit.objects.lettable().filter(building__park=self.instance.park_id))
        chosen = Q(pk=self.instance.wanted_unit_id)
        wanted.queryset = Unit.objects.placed().filter(here | chosen)
        wanted.label_from_instance = described  # type: ignore[method-assign, assignment]
        wanted.empty_label = _("不指定")


def described(unit: Unit) -> str:
    """A unit in a list of choices."""
    return _("%(unit)s · %(use)s · %(area)s ㎡") % {
        "unit": unit, "use": unit.get_use_display(), "area": f"{unit.area:,.2f}",
    }  # fmt: skip


class OutputForm(RegistrationSectionForm):
    class Meta:
        model = ParkRegistration
        fields = sections.OUTPUT
        widgets = _figures(*sections.OUTPUT)
        help_texts = {
            "total_investment": gettext_lazy("项目在园区的全部投资，保留两位小数。"),
            "output_value": gettext_lazy("项目达产后一年的产值。"),
            "annual_tax": gettext_lazy("项目达产后一年缴纳的税收。"),
            "staff_count": gettext_lazy("项目达产后在园区工作的人数。"),
            "last_revenue": gettext_lazy("单位上年度数据；新设立的不填。"),
        }


class EnvironmentForm(RegistrationSectionForm):
    class Meta:
        model = ParkRegistration
        fields = sections.ENVIRONMENT
        widgets = {"environment_class": forms.RadioSelect}
        help_texts = {
            "environment_class": gettext_lazy("按《建设项目环境影响评价分类管理名录》确定。"),
            "energy_note": gettext_lazy("主要能源及年用量。"),
            "pollution_note": gettext_lazy("废水、废气、固废和噪音；没有的填“无”。"),
            "safety_note": gettext_lazy("涉及危险化学品的必须填写：品种、最大存量和安全措施。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_dashes("environment_class")


class PledgesForm(RegistrationSectionForm):
    # Ticks: asked for on the page before sending.
    required_fields = sections.DECLARATIONS

    class Meta:
        model = ParkRegistration
        fields = sections.PLEDGES
        help_texts = {
            "shows_publicly": gettext_lazy("入驻后，园区页面展示单位名称；以后可以随时更改。"),
            "declares_truth": wording(consents.TRUTH),
            "consents_processing": wording(consents.PERSONAL_INFORMATION),
        }


FORMS: dict[str, type[RegistrationSectionForm]] = {
    "subject": SubjectForm,
    "project": ProjectForm,
    "site": SiteForm,
    "output": OutputForm,
    "environment": EnvironmentForm,
    "pledges": PledgesForm,
}
