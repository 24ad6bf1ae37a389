"""May this person, now: None, or the sentence that says why not."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Seat, User
from alliance.models import Certificate, Membership, Post


def open_key_of(organisation_id: int) -> str:
    """Under this key one membership application of an organisation may be open."""
    return f"membership:{organisation_id}"


def why_not(user: User | AnonymousUser, thing: object, action: str) -> str | None:
    match thing, action:
        case Organisation(), "apply":
            return _why_not_apply(user, thing)
        case Organisation(), "appoint":
            return _why_not_appoint(user, thing.pk, "alliance.add_post")
        case Post(), "end":
            return _why_not_appoint(user, thing.organisation_id, "alliance.change_post")
        case Membership(), "revoke":
            return _why_not_revoke(user, thing)
        case Certificate(), "download":
            return _why_not_download(user, thing)
    raise LookupError(f"no rule for {action} on {type(thing).__name__}")


def why_not_yet(membership: Membership | None, today: date | None = None) -> str | None:
    """A renewal waits for the last months of the term; without a membership nothing stands in the way."""
    day = today or timezone.localdate()
    if membership is None or day >= membership.renewal_opens_on:
        return None
    return _("会员资格有效期至%(end)s，自%(opens)s起可以申请续期。") % {
        "end": formats.date_format(membership.ends_on, "DATE_FORMAT"),
        "opens": formats.date_format(membership.renewal_opens_on, "DATE_FORMAT"),
    }


def why_not_founded(organisation: Organisation) -> str | None:
    if not organisation.is_planned:
        return None
    return _("该单位尚在设立，没有统一社会信用代码。取得营业执照并补登代码后，即可申请入会。")


def why_not_with_seat(seat: Seat | None) -> str | None:
    if seat is None:
        return _("您不是该单位的成员，请先向该单位负责人申请加入。")
    return None if seat.can_edit else _("您是该单位的查阅人，请由单位负责人或经办人申请。")


def _why_not_apply(user: User | AnonymousUser, organisation: Organisation) -> str | None:
    seat = _seats(user, organisation.pk).first()
    membership = Membership.objects.live().filter(organisation=organisation).first()
    return why_not_with_seat(seat) or why_not_founded(organisation) or why_not_yet(membership)


def _why_not_appoint(user: User | AnonymousUser, organisation_id: int, permission: str) -> str | None:
    if not user.has_perm(permission):
        return _("您没有办理理事会职务的权限。")
    return _recused(user, organisation_id)


def _recused(user: User | AnonymousUser, organisation_id: int) -> str | None:
    """Nobody decides about an organisation in which they hold a seat, superusers included."""
    if _seats(user, organisation_id).exists():
        return _("您是该单位的成员，按回避规定须由其他工作人员办理。")
    return None


def _why_not_revoke(user: User | AnonymousUser, membership: Membership) -> str | None:
    if not user.has_perm("alliance.revoke_membership"):
        return _("您没有撤销会员资格的权限。")
    if membership.revoked_on is not None:
        return _("该会员资格已于%(day)s撤销。") % {
            "day": formats.date_format(membership.revoked_on, "DATE_FORMAT")
        }
    return _recused(user, membership.organisation_id)


def _why_not_download(user: User | AnonymousUser, certificate: Certificate) -> str | None:
    if user.has_perm("alliance.view_certificate"):
        return None
    if _seats(user, certificate.membership.organisation_id).exists():
        return None
    return _("证书文件只提供给本单位成员和秘书处。")


def _seats(user: User | AnonymousUser, organisation_id: int) -> QuerySet[Seat]:
    return Seat.objects.filter(organisation_id=organisation_id, user_id=user.pk or 0)
