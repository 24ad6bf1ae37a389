"""May this person, now? `why_not` answers with a sentence, or None when nothing stands against it."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from accounts.models import CodeRequest, Invitation, Letter, Organisation, Role, Seat, SeatRequest, User

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Recovery codes alone are not a factor: they only stand in for one."""
    return bool(user.authenticator_set.filter(type__in=SECOND_FACTORS).exists())


def works_under_second_factor(user: User | AnonymousUser) -> bool:
    """Staff outside the demo: everything they open wants the second factor."""
    return bool(settings.STAFF_SECOND_FACTOR and user.is_authenticated and user.is_staff)


def role_of(user: User, organisation: Organisation) -> str | None:
    seats = Seat.objects.filter(user_id=user.pk, organisation=organisation)
    return seats.values_list("role", flat=True).first()


def may_edit(user: User, organisation: Organisation) -> bool:
    return role_of(user, organisation) in (Role.OWNER, Role.EDITOR)


def is_owner(user: User, organisation: Organisation) -> bool:
    return role_of(user, organisation) == Role.OWNER


def granted_to(holder: User | Group) -> set[str]:
    """The labels of all permissions, by group or single; of a switched-off person too, who may come back.

    What a superuser may is not granted, and not in here.
    """
    if isinstance(holder, Group):
        rows = holder.permissions.all()
    else:
        rows = Permission.objects.filter(Q(group__user=holder) | Q(user=holder))
    return {f"{app}.{name}" for app, name in rows.values_list("content_type__app_label", "codename")}


def why_not(user: User, thing: Model, action: str) -> str | None:
    """The sentence that words the refusal; KeyError for an action nobody has thought of."""
    return RULES[type(thing), action](user, thing)


def _view(user: User, organisation: Organisation) -> str | None:
    return None if role_of(user, organisation) else _("您不是该单位的成员，不能办理此项操作。")


def _edit(user: User, organisation: Organisation) -> str | None:
    if may_edit(user, organisation):
        return None
    return _("您是该单位的查阅人，可以查看，不能修改。需要修改的，请联系本单位负责人。")


def _own(user: User, organisation: Organisation) -> str | None:
    return None if is_owner(user, organisation) else _("只有本单位负责人可以管理人员和公开内容。")


def _enter_code(user: User, organisation: Organisation) -> str | None:
    if refusal := _edit(user, organisation):
        return refusal
    return None if organisation.is_planned else _("该单位已登记代码。代码有误的，请联系秘书处更正。")


def _change_seat(user: User, seat: Seat) -> str | None:
    return _own(user, seat.organisation)


def _leave(user: User, seat: Seat) -> str | None:
    if seat.user_id != user.pk:
        return _("您只能为本人办理退出。")
    return last_owner(seat)


def last_owner(seat: Seat) -> str | None:
    """The sentence when this seat is the organisation's only owner; the service asks again under its lock."""
    if seat.role != Role.OWNER:
        return None
    others = Seat.objects.filter(organisation_id=seat.organisation_id, role=Role.OWNER).exclude(pk=seat.pk)
    if others.exists():
        return None
    return _("您是本单位唯一的负责人。请先将负责人移交给其他成员。")


def _decide_request(user: User, request: SeatRequest) -> str | None:
    if refusal := _own(user, request.organisation):
        return refusal
    return None if request.state == SeatRequest.State.PENDING else _("该申请已经处理，请刷新页面查看。")


def _withdraw_invitation(user: User, invitation: Invitation) -> str | None:
    if refusal := _own(user, invitation.organisation):
        return refusal
    return _("该邀请已被接受。") if invitation.accepted_at else None


def _accept_invitation(user: User, invitation: Invitation) -> str | None:
    """The link alone is not enough: a forwarded or overheard one opens nothing for somebody else.

    And it ends with its sender's ownership: who was removed does not come back through a second address.
    """
    if not user.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists():
        return _(
            "该邀请发送到了另一个邮箱。请用收到邀请的邮箱登录；或者先在“邮箱地址”中添加并验证该邮箱，再打开链接。"
        )
    sender = invitation.invited_by
    if sender.is_active and is_owner(sender, invitation.organisation):
        return None
    return _("邀请人已不是该单位的负责人，邀请已失效。请联系该单位现任负责人重新邀请。")


def _decide_code(user: User, request: CodeRequest) -> str | None:
    if not user.has_perm("accounts.decide_coderequest"):
        return _("您没有核实代码的权限。")
    if request.user_id == user.pk:
        return _("您不能核实本人提交的申请，请由其他工作人员办理。")
    if request.state != CodeRequest.State.PENDING:
        return _("该申请已经处理，请刷新页面查看。")
    if _has_a_stake(user, request):
        return _("您与该代码的单位有关，按回避规定须由其他工作人员核实。")
    return None


def _has_a_stake(user: User, request: CodeRequest) -> bool:
    """Who sits in the organisation, by its code or its name, or has asked for the same code."""
    meant = Q(organisation__code=request.code) | Q(organisation__name=request.name)
    if Seat.objects.filter(meant, user_id=user.pk).exists():
        return True
    return CodeRequest.objects.filter(code=request.code, user_id=user.pk).exists()


def _set_code(user: User, organisation: Organisation) -> str | None:
    if role_of(user, organisation):
        return _("您是该单位的成员，按回避规定，代码须由其他工作人员更正。")
    return None


def _hand_out(user: User, group: Group) -> str | None:
    if user.is_superuser or granted_to(group) <= user.get_all_permissions():
        return None
    return _("“%(group)s”的权限超出您本人的权限，只能由超级管理员调整其成员。") % {"group": group.name}


def _administer(user: User, other: User) -> str | None:
    """Who could set the password of somebody who may more would soon may as much."""
    if user.is_superuser:
        return None
    if not other.is_superuser and granted_to(other) <= user.get_all_permissions():
        return None
    return _("该账号的权限超出您本人的权限，只能由超级管理员修改。")


def _retry_letter(user: User, letter: Letter) -> str | None:
    if not user.has_perm("accounts.retry_letter"):
        return _("您没有重新发送通知函的权限。")
    return None if letter.state == "failed" else _("只有发送失败的通知函才能重新发送。")


RULES: dict[tuple[type[Model], str], Callable[[User, Any], str | None]] = {
    (Organisation, "view"): _view,
    (Organisation, "edit"): _edit,
    (Organisation, "enter_code"): _enter_code,
    (Organisation, "people"): _own,
    (Organisation, "invite"): _own,
    (Organisation, "publish"): _own,
    (Seat, "change"): _change_seat,
    (Seat, "remove"): _change_seat,
    (Seat, "leave"): _leave,
    (SeatRequest, "decide"): _decide_request,
    (Invitation, "resend"): _withdraw_invitation,
    (Invitation, "withdraw"): _withdraw_invitation,
    (Invitation, "accept"): _accept_invitation,
    (CodeRequest, "decide"): _decide_code,
    (Organisation, "set_code"): _set_code,
    (Group, "hand_out"): _hand_out,
    (User, "administer"): _administer,
    (Letter, "retry"): _retry_letter,
}
