"""Which documents an application needs, by kind of organisation. Identity cards are never among them."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import OrganisationKind
from alliance.models import MembershipApplication
from casework.kinds import Requirement

PICTURES = (".jpg", ".jpeg", ".png")

# The paper that proves the body exists: code of the slot, its name, and what to mind.
PROOFS: dict[str, tuple[str, str | Promise, str | Promise]] = {
    OrganisationKind.ENTERPRISE: (
        "business_licence", gettext_lazy("营业执照"), gettext_lazy("现行有效的营业执照扫描件，加盖公章。"),
    ),
    OrganisationKind.FINANCIAL: (
        "business_licence", gettext_lazy("营业执照"), gettext_lazy("现行有效的营业执照扫描件，加盖公章。"),
    ),
    OrganisationKind.LAW_FIRM: (
        "practice_licence", gettext_lazy("律师事务所执业许可证"),
        gettext_lazy("执业许可证正本或副本的扫描件，加盖公章。"),
    ),
    OrganisationKind.ACCOUNTING_FIRM: (
        "practice_certificate", gettext_lazy("会计师事务所执业证书"),
        gettext_lazy("执业证书正本或副本的扫描件，加盖公章。"),
    ),
    OrganisationKind.INSTITUTE: (
        "institution_certificate", gettext_lazy("事业单位法人证书"),
        gettext_lazy("证书正本或副本的扫描件，加盖公章。"),
    ),
    OrganisationKind.SERVICE_BODY: (
        "registration_certificate", gettext_lazy("登记证书"),
        gettext_lazy("社会团体法人登记证书或民办非企业单位登记证书的扫描件，加盖公章；公司制服务机构上传营业执照。"),
    ),
}  # fmt: skip


def kind_of_body(application: MembershipApplication) -> str:
    return application.org_kind or application.organisation.kind


def needs_authorisation(application: MembershipApplication) -> bool:
    """Who represents the member without being its legal representative brings a letter of authorisation."""
    legal = application.legal_representative.strip()
    acting = application.representative_name.strip()
    return bool(legal and acting and legal != acting)


def _proof(application: MembershipApplication) -> Requirement:
    code, label, hint = PROOFS[kind_of_body(application)]
    return Requirement(code, label, hint)


def _application_form(application: MembershipApplication) -> Requirement:
    hint = format_html(
        _("{link}，由法定代表人（负责人）签字并加盖公章后，扫描上传。"),
        link=format_html(
            '<a href="{}">{}</a>',
            reverse("application_form", args=[application.reference]),
            _("打印已填好的申请表（PDF）"),
        ),
    )
    return Requirement("application_form", _("入会申请表（盖章扫描件）"), hint)


def _authorisation(application: MembershipApplication) -> Requirement:
    needed = needs_authorisation(application)
    hint = (
        _("会员代表不是法定代表人，须提供法定代表人签字并加盖公章的授权委托书。请勿附身份证扫描件。")
        if needed
        else _("会员代表是法定代表人的，无须提供。请勿附身份证扫描件。")
    )
    return Requirement("authorisation", _("授权委托书"), hint, required=needed)


def requirements(application: MembershipApplication) -> Sequence[Requirement]:
    slots = [_proof(application)]
    if kind_of_body(application) == OrganisationKind.FINANCIAL:
        slots.append(
            Requirement(
                "financial_licence",
                _("金融许可证"),
                _("持牌金融机构上传，证券公司上传经营证券期货业务许可证；无须许可的机构不上传。"),
                required=False,
            )
        )
    slots += [
        _application_form(application),
        _authorisation(application),
        Requirement(
            "qualifications", _("资质证书"), _("“专精特新”、高新技术企业、体系认证等证书，最多 10 份。"),
            required=False, many=True, max_files=10,
        ),
        Requirement("presentation", _("单位介绍"), _("画册或介绍材料。"), required=False, accept=(".pdf",)),
        Requirement(
            "logo", _("标志"), _("清晰的 PNG 或 JPG 图片，用于会员名录。"), required=False, accept=PICTURES
        ),
    ]  # fmt: skip
    return slots


def overview() -> Sequence[tuple[str, str]]:
    """For who thinks about joining: each kind of body, and the paper that proves it exists."""
    return [(str(OrganisationKind(kind).label), str(label)) for kind, (_code, label, _hint) in PROOFS.items()]
