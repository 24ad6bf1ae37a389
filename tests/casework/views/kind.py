"""A small kind of case for these tests: a section of every sort of field, declarations, documents."""

from django import forms

from alliance.models import MembershipApplication
from casework.forms import FigureInput, SectionForm
from casework.kinds import Fact, Kind, Problem, Requirement, Section


class CompanyForm(SectionForm):
    required_fields = ("name", "founded_on")

    class Meta:
        model = MembershipApplication
        fields = [
            "name", "founded_on", "registered_capital", "ownership", "above_scale", "sector", "staff_count",
        ]  # fmt: skip
        widgets = {"registered_capital": FigureInput(attrs={"data-unit": "万元"})}

    def clean(self):
        data = super().clean()
        if data.get("staff_count") == 0 and data.get("above_scale"):
            self.add_error("staff_count", "规模以上企业的人数不能为零。")
        return data


class IntentForm(SectionForm):
    required_fields = ("introduction", "accepts_charter", "declares_truth")
    needs = forms.MultipleChoiceField(
        label="诉求", choices=[("financing", "融资"), ("talent", "人才")], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = MembershipApplication
        fields = ["needs", "introduction", "accepts_charter", "declares_truth"]


COMPANY = ("name", "founded_on", "registered_capital", "ownership", "above_scale", "sector", "staff_count")
INTENT = ("needs", "introduction", "accepts_charter", "declares_truth")
NEEDED = {
    "name": "请填写单位名称。",
    "founded_on": "请填写成立日期。",
    "introduction": "请填写单位简介。",
    "accepts_charter": "请勾选遵守章程。",
    "declares_truth": "请勾选真实性承诺。",
}


class SampleKind(Kind):
    code = "sample"
    prefix = "YL"
    label = "示例申请"
    model = MembershipApplication
    review_permission = "alliance.review_membershipapplication"
    view_permission = "alliance.view_membershipapplication"

    def open_key(self, case):
        return f"sample:{case.organisation_id}"

    def sections(self, case):
        return [
            Section("company", "单位信息", COMPANY, hint="与证照一致。"),
            Section("intent", "意向", INTENT),
            Section("documents", "申请材料", slots=("licence", "extras")),
        ]

    def requirements(self, case):
        return [
            Requirement("licence", "营业执照", hint="彩色扫描件。"),
            Requirement("extras", "其他证书", required=False, many=True, max_files=2),
        ]

    def facts(self, case):
        own = self.concrete(case)
        homes = {name: section.code for section in self.sections(case) for name in section.fields}
        return [
            Fact(name, self.label_of(case, "field", name), _words(own, name), homes[name])
            for name in (*COMPANY, *INTENT)
        ]

    def problems(self, case):
        own = self.concrete(case)
        return [
            Problem(self.section_of(case, name), name, message)
            for name, message in NEEDED.items()
            if not getattr(own, name)
        ]

    def form_class(self, section):
        return {"company": CompanyForm, "intent": IntentForm}[section]

    def consequences(self, case, action):
        return {"submit": "提交后不能修改。", "withdraw": "撤回后不再审核。"}.get(action, "")


def _words(own, name):
    shown = getattr(own, f"get_{name}_display", None)
    value = shown() if shown else getattr(own, name)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value in (None, [], "") else str(value)
