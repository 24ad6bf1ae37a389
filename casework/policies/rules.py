"""May this person, now: the same answer hides the button and words the refusal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Seat, User
from casework import kinds
from casework.kinds import Kind
from casework.lifecycle import CASE, Side, Status, UnknownMove
from casework.models import ACTION_LABELS, STATUS_LABELS, Case, Document, ScanState, TargetKind, TrailEntry
from casework.policies.completeness import why_incomplete

Target = tuple[str, str]
APPLICANT_MOVES = frozenset(move.action for move in CASE.moves if move.by is Side.APPLICANT)
EDITABLE = (Status.DRAFT, Status.CHANGES_REQUESTED)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What the applicant may edit now. `("field", "name") in unlocked(case)` answers for one target."""

    everything: bool = False
    targets: frozenset[Target] = field(default_factory=frozenset)

    def __contains__(self, target: object) -> bool:
        return self.everything or target in self.targets

    def __bool__(self) -> bool:
        return self.everything or bool(self.targets)

    def has_named(self, target: str) -> bool:
        """Whether a field or a slot of this name is unlocked."""
        return any((kind, target) in self for kind in TargetKind.values)


ALL = Unlocked(everything=True)
NONE = Unlocked()


def unlocked(case: Case) -> Unlocked:
    """Everything in a draft, the corrections of this round after request_changes, nothing otherwise."""
    if case.status == Status.DRAFT:
        return ALL
    if case.status != Status.CHANGES_REQUESTED:
        return NONE
    return Unlocked(targets=frozenset(case.corrections.this_round().values_list("target_kind", "target")))


class Standing:
    """One person before one case: their seat and permissions, looked up once."""

    def __init__(self, user: User | AnonymousUser | None, case: Case) -> None:
        self.is_system = user is None
        self.user = user if isinstance(user, User) and user.is_active else None
        self.case = case
        self.kind: Kind = kinds.kind_of(case)

    @cached_property
    def seat(self) -> Seat | None:
        if self.user is None:
            return None
        return Seat.objects.filter(user=self.user, organisation_id=self.case.organisation_id).first()

    @cached_property
    def took_part(self) -> bool:
        """Whether they acted for the applicant: who hands the seat on first is still a party to the case."""
        if self.seat is not None:
            return True
        if self.user is None:
            return False
        acted = TrailEntry.objects.filter(
            case_id=self.case.pk, actor_id=self.user.pk, action__in=APPLICANT_MOVES
        )
        return self.case.applicant_id == self.user.pk or acted.exists()

    @cached_property
    def may_edit(self) -> bool:
        return self.seat is not None and self.seat.can_edit

    @cached_property
    def may_review(self) -> bool:
        return self._staff_with(self.kind.review_permission) and self._within(self.kind.working_scope)

    @cached_property
    def in_scope(self) -> bool:
        """Whether the kind shows this very case to this member of staff."""
        return self._within(self.kind.scope)

    def _within(self, narrowed: Callable[[User], Q]) -> bool:
        if self.user is None:
            return False
        scope = narrowed(self.user)
        return not scope or Case.objects.filter(scope, pk=self.case.pk).exists()

    @cached_property
    def may_look(self) -> bool:
        """Staff see a case from its first submission; a draft is its organisation's own affair."""
        return self.case.status != Status.DRAFT and (
            (self._staff_with(self.kind.view_permission) and self.in_scope) or self.may_review
        )

    def holds(self, permission: str) -> bool:
        return self.may_look and self._staff_with(permission) and self._within(self.kind.working_scope)

    def _staff_with(self, permission: str) -> bool:
        return self.user is not None and self.user.is_staff and self.user.has_perm(permission)


def why_not(
    user: User | AnonymousUser | None, case: Case, action: str, *, on: date | None = None
) -> str | None:
    """Why this person may not do this now, as a sentence; None when they may. `user=None` is the system.

    Besides the moves: view, edit, `edit:<name>`, `edit:field:<name>`, `edit:document:<slot>`, discard,
    assign, note, repair, open_document. `on` is the day that counts for the system's deadline.
    """
    return _why_not(Standing(user, case), action, on or timezone.localdate())


def allowed_actions(user: User | AnonymousUser | None, case: Case) -> list[str]:
    """The moves this person may make now, in the order of the table."""
    standing, today = Standing(user, case), timezone.localdate()
    moves = dict.fromkeys(move.action for move in CASE.moves_from(case.status))
    return [action for action in moves if _why_not(standing, action, today) is None]


def _why_not(standing: Standing, action: str, today: date) -> str | None:
    if action in CASE.actions:
        return _why_no_move(standing, action, today)
    if action == "edit" or action.startswith("edit:"):
        return _why_no_edit(standing, action.removeprefix("edit").removeprefix(":"))
    match action:
        case "view" | "open_document":
            return None if standing.seat or standing.may_look else _("您无权查看该办件。")
        case "discard":
            return _why_no_discard(standing)
        case "assign":
            return _why_no_assignment(standing)
        case "note":
            return None if standing.holds("casework.note_case") else _("您没有填写内部备注的权限。")
        case "repair":
            if standing.took_part:
                return _four_eyes(standing)
            return None if standing.holds("casework.repair_case") else _("您没有重试办理结果的权限。")
    raise ValueError(f"no rule for {action}")


def _why_no_move(standing: Standing, action: str, today: date) -> str | None:
    case = standing.case
    try:
        move = CASE.find(action, case.status)
    except UnknownMove:
        return _("办件目前为“%(status)s”，不能进行“%(action)s”操作。") % {
            "status": STATUS_LABELS[case.status], "action": ACTION_LABELS[action],
        }  # fmt: skip
    if move.by is Side.SYSTEM:
        return _why_no_lapse(standing, today)
    if move.by is Side.REVIEWER:
        return _why_no_review(standing) or standing.kind.why_not(case, action)
    if not standing.may_edit:
        return _("只有申请单位的负责人或经办人可以进行“%(action)s”操作。") % {"action": ACTION_LABELS[action]}
    return why_incomplete(case) if action == "submit" else None


def _why_no_lapse(standing: Standing, today: date) -> str | None:
    if not standing.is_system:
        return _("逾期失效由系统在期限届满后自动办理。")
    due_on = standing.case.due_on
    return None if due_on is not None and due_on < today else _("补正期限尚未届满。")


def _four_eyes(standing: Standing) -> str | None:
    """Nobody decides on either side of the desk at once, nor first on the one and then on the other."""
    if not standing.took_part:
        return None
    if standing.seat is None:
        return _("您曾代表申请单位办理该办件，按回避规定不能审核，请由其他工作人员办理。")
    return _("您是申请单位的成员，按回避规定不能审核该单位的办件，请由其他工作人员办理。")


def _why_no_review(standing: Standing) -> str | None:
    if not standing.may_review:
        return _("您没有审核该类办件的权限。")
    return _four_eyes(standing)


def _why_no_assignment(standing: Standing) -> str | None:
    case = standing.case
    if case.turn is None or case.status == Status.DRAFT:
        return _("该办件不在办理中，无须分派。")
    if not standing.holds("casework.assign_case"):
        return _("您没有分派办件的权限。")
    return _four_eyes(standing)


def _why_no_edit(standing: Standing, target: str) -> str | None:
    if not standing.may_edit:
        return _("只有申请单位的负责人或经办人可以修改。")
    open_now = unlocked(standing.case)
    if not open_now:
        return _("办件目前为“%(status)s”，内容不能修改。") % {"status": STATUS_LABELS[standing.case.status]}
    kind, _sep, name = target.rpartition(":")
    is_open = (kind, name) in open_now if kind else open_now.has_named(name)
    if target and not is_open:
        return _("该项不在补正范围内，不能修改。")
    return None


def _why_no_discard(standing: Standing) -> str | None:
    if not standing.may_edit:
        return _("只有申请单位的负责人或经办人可以删除草稿。")
    if standing.case.status != Status.DRAFT:
        return _("办件已经提交，不能删除；如不再申请，请撤回。")
    return None


def why_not_start(user: User, organisation: Organisation) -> str | None:
    """Why this person may not open a draft for this organisation."""
    seat = Seat.objects.filter(user=user, organisation=organisation).first()
    if seat is None or not seat.can_edit:
        return _("只有该单位的负责人或经办人可以发起申请。")
    return None


def why_not_open(user: User | AnonymousUser | None, document: Document) -> str | None:
    """Why this person may not be handed this file."""
    standing = Standing(user, document.case)
    if refusal := _why_not(standing, "open_document", timezone.localdate()):
        return refusal
    if document.scan_state == ScanState.INFECTED:
        return _("该文件发现病毒，已隔离，不能打开。请由申请单位更换文件后重新上传。")
    if standing.seat is None and document.scan_state in (ScanState.PENDING, ScanState.FAILED):
        return _("该文件正在等待病毒扫描，扫描通过后才能打开，请过几分钟再试。")
    return None
