"""A case at each stop of its way, made by walking the moves."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from casework import kinds
from casework.models import Case
from casework.services import CorrectionAsked, documents, drafts, move
from tests.casework.views.kind import SampleKind

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
)
COMPLETE = {
    "name": "云岭示例智能装备有限公司",
    "founded_on": date(2016, 5, 4),
    "registered_capital": "1200.00",
    "introduction": "做示例装备。",
    "accepts_charter": True,
    "declares_truth": True,
}


def pdf(name="营业执照.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def png(name="证书.png"):
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(target, "PNG")
    return SimpleUploadedFile(name, target.getvalue(), content_type="image/png")


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    sample = SampleKind()
    monkeypatch.setitem(kinds._kinds, sample.code, sample)
    return sample


@pytest.fixture
def draft(kind, organisation, owner) -> Case:
    """Begun, with nothing in it."""
    return drafts.open_draft(kind, organisation=organisation, by=owner, values={})


@pytest.fixture
def complete(kind, organisation, owner) -> Case:
    """A draft that could be submitted."""
    case = drafts.open_draft(kind, organisation=organisation, by=owner, values=COMPLETE)
    documents.attach(case, "licence", pdf(), by=owner)
    return case


@pytest.fixture
def submitted(complete, owner) -> Case:
    move(complete, "submit", by=owner, revision=complete.revision)
    return complete


@pytest.fixture
def under_review(submitted, reviewer) -> Case:
    move(submitted, "start", by=reviewer, revision=submitted.revision)
    return submitted


@pytest.fixture
def corrected(under_review, reviewer) -> Case:
    """One field and one document are to be corrected."""
    asked = [
        CorrectionAsked("field", "name", "名称与营业执照不一致，请核对。"),
        CorrectionAsked("document", "licence", "扫描件不清晰，请重新上传。"),
    ]
    move(
        under_review, "request_changes", by=reviewer, revision=under_review.revision,
        note="请补正两处。", corrections=asked,
    )  # fmt: skip
    return under_review


@pytest.fixture
def approved(under_review, reviewer) -> Case:
    move(under_review, "approve", by=reviewer, revision=under_review.revision)
    return under_review


@pytest.fixture
def resubmitted(corrected, owner) -> Case:
    """Both corrections made, and sent again."""
    kinds.get("sample").model.objects.filter(pk=corrected.pk).update(name="云岭示例智能装备股份有限公司")
    corrected.corrections.filter(target="name").update(answered_at=timezone.now())
    documents.attach(corrected, "licence", pdf("新执照.pdf"), by=owner)
    move(corrected, "submit", by=owner, revision=corrected.revision)
    return corrected
