"""A small kind of case for the engine's own tests: a few fields, one required slot, one for many files."""

import io
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alliance.models import MembershipApplication
from casework.kinds import Fact, Kind, Problem, Requirement, Section
from casework.models import Case, TrailEntry
from casework.services import effects

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"


class TrialForm(forms.ModelForm):
    class Meta:
        model = MembershipApplication
        fields = ["name", "main_products", "staff_count", "sector", "founded_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True
            field.required = False


class TrialKind(Kind):
    code = "trial"
    prefix = "SY"
    label = "试办申请"
    model = MembershipApplication
    review_days = 5
    correction_days = 10
    review_permission = "alliance.review_membershipapplication"
    view_permission = "alliance.view_membershipapplication"

    def __init__(self) -> None:
        # What a test wants to happen while problems are counted, and what on_move was told.
        self.on_problems: Any = None
        self.moved: list[str] = []
        self.repair_works = True

    def open_key(self, case: Case) -> str:
        return f"trial:{case.organisation_id}"

    def sections(self, case: Case) -> Sequence[Section]:
        return [
            Section("subject", "主体", fields=("name", "staff_count", "sector", "founded_on")),
            Section("business", "经营", fields=("main_products",)),
            Section("documents", "材料", slots=("licence", "proofs", "name")),
        ]

    def requirements(self, case: Case) -> Sequence[Requirement]:
        return [
            Requirement("licence", "营业执照"),
            Requirement("proofs", "证明材料", required=False, many=True, max_files=2),
            Requirement("name", "名称核准书", required=False, accept=(".png",)),
        ]

    def facts(self, case: Case) -> Sequence[Fact]:
        own = self.concrete(case)
        return [
            Fact("name", "单位名称", own.name, "subject"),
            Fact("staff_count", "员工人数", str(own.staff_count or ""), "subject"),
            Fact("main_products", "主营业务与主导产品", own.main_products, "business"),
        ]

    def problems(self, case: Case) -> Sequence[Problem]:
        if self.on_problems:
            meanwhile, self.on_problems = self.on_problems, None
            meanwhile()
        own = self.concrete(case)
        return [] if own.main_products else [Problem("business", "main_products", "请填写主营业务。")]

    def form_class(self, section: str) -> type[forms.ModelForm]:
        return TrialForm

    def consequences(self, case: Case, action: str) -> str:
        return ""

    def on_move(self, case: Case, entry: TrailEntry) -> None:
        self.moved.append(entry.action)
        if entry.action == "approve":
            effects.record(case, "number", "编号", state="failed", detail="暂时不能取得编号")

    def on_repair(self, case: Case, effect_code: str) -> None:
        if self.repair_works:
            effects.record(case, effect_code, "编号")


def pdf(name: str = "licence.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/x-whatever")


def picture(written: str = "PNG", size: tuple[int, int] = (8, 6), **options: Any) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, written, **options)
    return target.getvalue()


def typed(case: Case, **changes: Any) -> TrialForm:
    """The form of a page that was loaded now and comes back with these values typed in."""
    own = MembershipApplication.objects.get(pk=case.pk)
    page = TrialForm(instance=own)
    data: dict[str, Any] = {}
    for bound in page:
        loaded = bound.value()
        data[bound.html_name] = "" if loaded is None else loaded
        data[bound.html_initial_name] = "" if loaded is None else str(loaded)
    form = TrialForm({**data, **changes}, instance=own)
    assert form.is_valid(), form.errors
    return form
