"""Membership applications walked through the real moves to where a test needs them."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Organisation, User
from alliance.models import Alliance, MembershipApplication
from alliance.services.membership import start_application
from casework.models import Case
from casework.services import CorrectionAsked, documents, move

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
)

FIELDS = {
    "org_kind": "enterprise",
    "founded_on": date(2015, 3, 2),
    "registered_capital": "1200.00",
    "registered_address": "云岭示例路 1 号",
    "industry_code": "C3670",
    "legal_representative": "江晓",
    "representative_name": "江晓",
    "representative_title": "总经理",
    "representative_phone": "13800138000",
    "contact_name": "林越",
    "contact_title": "行政主管",
    "contact_phone": "13900139000",
    "contact_email": "contact@example.test",
    "main_products": "示例减速器",
    "tier": "none",
    "level": "council",
    "introduction": "云岭示例智能装备有限公司是测试用的虚构企业。",
    "accepts_charter": True,
    "declares_truth": True,
    "consents_processing": True,
}


def the_alliance() -> Alliance:
    words = {"name": "示例联盟", "english_name": "Example Alliance", "founded_on": date(2022, 4, 29)}
    return Alliance.objects.get_or_create(slug="example", defaults={**words, "number_prefix": "LJ"})[0]


def pdf(name: str = "材料.pdf", comment: bytes = b"") -> SimpleUploadedFile:
    content = PDF.replace(b"\n", b"\n%" + comment + b"\n", 1)
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def draft(organisation: Organisation, by: User) -> MembershipApplication:
    """Complete, with its documents, not yet sent."""
    the_alliance()
    application = start_application(organisation, by=by)
    values = {**FIELDS, "name": organisation.name, "code": organisation.code, "sector": organisation.sector}
    for name, value in values.items():
        setattr(application, name, value)
    application.save()
    for slot in ("business_licence", "application_form"):
        documents.attach(application, slot, pdf(f"{slot}.pdf"), by=by)
    application.refresh_from_db()
    return application


def step(case: Case, action: str, by: User | None, **keys: object) -> Case:
    """One move from the case's present revision; returns the row as it is after."""
    fresh = Case.objects.get(pk=case.pk)
    move(fresh, action, by=by, revision=fresh.revision, **keys)  # type: ignore[arg-type]
    return Case.objects.get(pk=case.pk)


def submitted(organisation: Organisation, owner: User) -> Case:
    return step(draft(organisation, owner), "submit", owner)


def under_review(organisation: Organisation, owner: User, reviewer: User) -> Case:
    return step(submitted(organisation, owner), "start", reviewer)


ASKED = (
    CorrectionAsked("field", "main_products", "请写明主导产品的型号。"),
    CorrectionAsked("document", "business_licence", "扫描件不清晰，请重新扫描。"),
)


def sent_back(organisation: Organisation, owner: User, reviewer: User) -> Case:
    """Back with the applicant: one field and one document to correct."""
    case = under_review(organisation, owner, reviewer)
    return step(case, "request_changes", reviewer, note="有两处需要补正。", corrections=ASKED)


def corrected(organisation: Organisation, owner: User, reviewer: User) -> Case:
    """Both corrections answered and sent in again."""
    case = sent_back(organisation, owner, reviewer)
    MembershipApplication.objects.filter(pk=case.pk).update(main_products="示例减速器 YL-3")
    case.corrections.filter(target_kind="field").update(answered_at=case.updated_at)
    licence = case.documents.current().get(slot="business_licence")
    documents.attach(case, "business_licence", pdf("新执照.pdf", b"new"), by=owner, replaces=licence)
    return step(case, "submit", owner)


def approved(organisation: Organisation, owner: User, reviewer: User) -> Case:
    return step(under_review(organisation, owner, reviewer), "approve", reviewer)


def rejected(organisation: Organisation, owner: User, reviewer: User) -> Case:
    return step(under_review(organisation, owner, reviewer), "reject", reviewer, note="不符合入会条件。")


def make_late(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    return Case.objects.get(pk=case.pk)
