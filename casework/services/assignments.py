"""Who works a case. One UPDATE each, compared against what the person saw."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework import policies
from casework.lifecycle import Side
from casework.models import Audience, Case
from casework.refusals import Refused
from casework.services import trail


@transaction.atomic
def take(case: Case, by: User) -> Case:
    """Take a case nobody has; taking one's own again is harmless, taking somebody else's is refused."""
    _check(case, by)
    if Case.objects.filter(pk=case.pk, assignee__isnull=True).update(assignee=by):
        return _record(case, by, by)
    case.refresh_from_db(fields=["assignee"])
    if case.assignee_id != by.pk:
        raise Refused(_("该办件已由 %(name)s 承办，如需接手请使用“转交”。") % {"name": case.assignee})
    return case


@transaction.atomic
def assign(case: Case, to: User | None, by: User) -> Case:
    """Hand a case over, or lay it back (`to=None`); refused when it changed hands since `case` was loaded."""
    _check(case, by)
    if to is not None and (refusal := _why_not_worker(case, to)):
        raise Refused(refusal)
    if to == case.assignee:
        return case
    if not Case.objects.filter(pk=case.pk, assignee=case.assignee_id).update(assignee=to):
        raise Refused(_("该办件的承办人已变更，请刷新页面后再试。"))
    return _record(case, to, by)


def _check(case: Case, by: User) -> None:
    if refusal := policies.why_not(by, Case.objects.get(pk=case.pk), "assign"):
        raise Refused(refusal)


def _why_not_worker(case: Case, to: User) -> str | None:
    standing = policies.Standing(to, case)
    if not standing.may_review:
        return _("%(name)s 没有审核该类办件的权限，不能承办。") % {"name": to}
    if standing.took_part:
        return _("%(name)s 在申请单位任职，按回避规定不能承办。") % {"name": to}
    return None


def _record(case: Case, to: User | None, by: User) -> Case:
    case.refresh_from_db(fields=["assignee", "status", "revision"])
    note = _("承办人：%(name)s") % {"name": to} if to else _("承办人：待定")
    trail.append(
        case, action="assign", from_status=case.status, to_status=case.status, by=by, side=Side.REVIEWER,
        at=timezone.now(), note=note, audience=Audience.STAFF,
    )  # fmt: skip
    return case
