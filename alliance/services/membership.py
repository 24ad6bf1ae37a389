import logging
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import consents as texts
from accounts import logos
from accounts.models import Organisation, User
from accounts.services import consents, organisations
from accounts.wording import in_chinese
from alliance import letters, policies, printing
from alliance.models import MEMBERSHIP, Certificate, Membership, MembershipApplication, Post, Term
from alliance.selectors import membership as read
from alliance.services import certificates, posts
from casework import kinds
from casework.models import EffectState, ScanState
from casework.refusals import Refused
from casework.services import drafts, effects, numbering

logger = logging.getLogger(__name__)

UNPRINTABLE = gettext_noop(
    "证书字体缺少“%(characters)s”字，证书上无法显示。请核对单位名称，或者联系管理员补充字体后重试。"
)
# What an application takes over from the organisation and, once approved, gives back to it: field by field.
# The code is not among them: only staff correct a code.
SHARED = {
    "name": "name", "org_kind": "kind", "ownership": "ownership", "founded_on": "founded_on",
    "registered_capital": "registered_capital", "registered_address": "registered_address",
    "office_address": "office_address", "sector": "sector", "industry_code": "industry_code",
    "website": "website",
    "legal_representative": "legal_representative", "contact_name": "contact_name",
    "contact_title": "contact_title", "contact_phone": "contact_phone", "contact_email": "contact_email",
    "main_products": "main_products", "staff_count": "staff_count", "introduction": "introduction",
}  # fmt: skip
# What changes seldom is taken over from the last application; figures of a year and the declarations never.
LASTING = (
    "park_name", "representative_name", "representative_title", "representative_phone", "contact_wechat",
    "niche", "above_scale", "listing", "tier", "tier_year", "tier_until", "high_tech", "single_champion",
    "research_facility", "patent_count", "management_systems", "level",
)  # fmt: skip


def start_application(organisation: Organisation, *, by: User) -> MembershipApplication:
    """A draft filled with what is known. Raises Refused, or drafts.AlreadyOpen with the case that is open."""
    if refusal := policies.why_not(by, organisation, "apply"):
        raise Refused(refusal)
    renewal = read.live_membership(organisation.pk) is not None
    values: dict[str, Any] = {"is_renewal": renewal, "code": organisation.code or ""}
    values |= {ours: getattr(organisation, theirs) for ours, theirs in SHARED.items()}
    last = (
        MembershipApplication.objects.filter(organisation=organisation, status="approved")
        .order_by("-pk")
        .first()
    )
    if last is not None:
        values |= {name: getattr(last, name) for name in LASTING}
    case = drafts.open_draft(kinds.get(MEMBERSHIP), organisation=organisation, by=by, values=values)
    return MembershipApplication.objects.get(pk=case.pk)


def record_consents(application: MembershipApplication, *, actor_id: int | None) -> None:
    """Whoever submits agrees to the wordings of that day; kept by version, for this application."""
    actor = User.objects.get(pk=actor_id or application.applicant_id)
    for purpose in (texts.CHARTER, texts.TRUTH, texts.PERSONAL_INFORMATION):
        consents.give(actor, purpose, organisation=application.organisation, about=application.reference)


@transaction.atomic
def admit(application: MembershipApplication, *, by: User | None) -> Membership:
    """What an approval causes, all or nothing. One application earns one term, however often it is run."""
    term = Term.objects.select_related("membership__organisation").filter(application=application).first()
    if term is None:
        term = _grant(application)
        write_back(application)
        take_logo(application)
        application.organisation.refresh_from_db()
    post = posts.appoint_for(application, term=term)
    certificate = certificates.issue(term, on=decided_on(application))
    _record_effects(application, term, post, certificate)
    letters.membership_admitted(application, certificate)
    return term.membership


def _grant(application: MembershipApplication) -> Term:
    today = decided_on(application)
    live = read.live_membership(application.organisation_id)
    starts = max(today, live.ends_on + timedelta(days=1)) if live else today
    ends = end_of_term(starts)
    membership = _extend(live, application, ends) if live else _found(application, starts, ends)
    return Term.objects.create(
        membership=membership,
        application=application,
        level=application.level,
        starts_on=starts,
        ends_on=ends,
    )


def decided_on(application: MembershipApplication) -> date:
    return timezone.localdate(application.decided_at or timezone.now())


def end_of_term(starts_on: date) -> date:
    year = starts_on.year + settings.MEMBERSHIP_TERM_YEARS
    try:
        return starts_on.replace(year=year) - timedelta(days=1)
    except ValueError:  # from 29 February to a year without one
        return date(year, 2, 28)


def _found(application: MembershipApplication, starts: date, ends: date) -> Membership:
    alliance = read.the_alliance()
    if alliance is None:
        raise Refused(_("联盟资料尚未导入，暂时不能编制会员编号，请联系管理员运行 load_alliance。"))
    return Membership.objects.create(
        organisation=application.organisation,
        number=numbering.take(alliance.number_prefix, starts.year),
        level=application.level,
        starts_on=starts,
        ends_on=ends,
    )


def _extend(live: Membership, application: MembershipApplication, ends: date) -> Membership:
    changed = Membership.objects.live().filter(pk=live.pk, ends_on=live.ends_on)
    if not changed.update(ends_on=ends, level=application.level):
        raise Refused(_("会员资格刚刚被其他人修改，请刷新后重试。"))
    live.refresh_from_db()
    return live


def write_back(application: MembershipApplication) -> Organisation:
    """The reviewed facts become the organisation's; what was left empty here overwrites nothing there."""
    values = {theirs: getattr(application, ours) for ours, theirs in SHARED.items()}
    known = {name: value for name, value in values.items() if value not in (None, "")}
    return organisations.save(application.organisation, **known)


def take_logo(application: MembershipApplication) -> None:
    """The first logo of an organisation comes with its application; it is public only once it is ticked."""
    document = (
        application.documents.current().filter(slot="logo").exclude(scan_state=ScanState.INFECTED).first()
    )
    if document is None or application.organisation.logo:
        return
    try:
        with document.file.open() as picture:
            organisations.set_logo(application.organisation, logos.reencode(picture, document.size))
    except (logos.LogoRefused, OSError):
        logger.warning("The logo of %s was not taken over.", application.reference, exc_info=True)


def _record_effects(
    application: MembershipApplication, term: Term, post: Post | None, certificate: Certificate
) -> None:
    membership, page = term.membership, term.membership.get_absolute_url()
    effects.record(
        application, "membership", gettext_noop("会员编号 %(number)s"),
        detail=gettext_noop("有效期至 %(day)s"),
        values={"number": membership.number, "day": term.ends_on.isoformat()}, url=page,
    )  # fmt: skip
    if post is not None:
        effects.record(
            application, "post", gettext_noop("理事会职务：%(rank)s"),
            values={"rank": _as_message(Post.Rank(post.rank))}, url=page,
        )  # fmt: skip
    lacking = printing.missing_glyphs(application.organisation.name + application.organisation.english_name)
    effects.record(
        application, "certificate", gettext_noop("会员证书 %(number)s"),
        state=EffectState.FAILED if lacking else EffectState.DONE,
        detail=UNPRINTABLE if lacking else "",
        values={"number": certificate.number, "characters": "".join(lacking)},
        url=certificate.get_absolute_url(),
    )  # fmt: skip
    effects.record(application, "directory", gettext_noop("列入会员名录"), url=page)


def _as_message(rank: Post.Rank) -> str:
    """The rank's name in the language of the messages, to be translated by whoever reads it."""
    with in_chinese():
        return str(rank.label)


@transaction.atomic
def revoke(membership: Membership, *, by: User, reason: str) -> Membership:
    """From today the membership, its posts and its certificates are void. Raises Refused."""
    if refusal := policies.why_not(by, membership, "revoke"):
        raise Refused(refusal)
    reason = reason.strip()
    if not reason:
        raise Refused(_("请写明撤销原因，并会告知该单位。"))
    today = timezone.localdate()
    changed = Membership.objects.live().filter(pk=membership.pk)
    if not changed.update(revoked_on=today, revocation_reason=reason, revoked_by=by):
        raise Refused(_("该会员资格已被其他人撤销，请刷新页面查看。"))
    membership.refresh_from_db()
    posts.end_all(membership.organisation, before=today)
    last = membership.terms.exclude(application=None).select_related("application").first()
    if last is not None and last.application is not None:
        effects.record(
            last.application, "revocation", gettext_noop("会员资格已撤销"),
            detail=gettext_noop("原因：%(reason)s"), values={"reason": reason},
        )  # fmt: skip
    letters.membership_revoked(membership)
    return membership
