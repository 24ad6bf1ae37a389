"""Somebody was faster: who, when and what."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casework import kinds
from casework.models import ACTION_LABELS, STATUS_LABELS, Case, Edit, TrailEntry
from casework.refusals import Refused


class Stale(Refused):
    """`entry` is the move of whoever was faster, `changes` names what was edited since the page was made."""

    def __init__(
        self, message: str, entry: TrailEntry | None = None, changes: list[str] | None = None
    ) -> None:
        super().__init__(message)
        self.entry = entry
        self.changes = changes or []


def stale(case: Case, revision: int) -> Stale:
    """What happened to the case after this revision: who, when and what."""
    now = Case.objects.filter(pk=case.pk).first()
    if now is None:  # a draft, discarded meanwhile
        return Stale(_("该草稿已删除，请返回“我的工作台”查看。"))
    entry = TrailEntry.objects.filter(case_id=case.pk, revision__gt=revision).order_by("-sequence").first()
    edits = list(Edit.objects.filter(case_id=case.pk, revision__gt=revision))
    kind = kinds.kind_of(now)
    own = kind.concrete(now)
    changes = [kind.label_of(own, edit.target_kind, edit.target) for edit in edits]
    return Stale(_what_happened(now, entry, edits, changes), entry, changes)


def _what_happened(case: Case, entry: TrailEntry | None, edits: list[Edit], changes: list[str]) -> str:
    if entry:
        return _(
            "页面内容已过期：%(who)s 已于 %(when)s 进行“%(action)s”操作，办件现为“%(status)s”。"
            "请查看最新内容后再操作。"
        ) % {
            "who": entry.actor_name or _("系统"),
            "when": _moment(entry.at),
            "action": ACTION_LABELS[entry.action],
            "status": STATUS_LABELS[case.status],
        }
    if edits:
        return _("页面内容已过期：%(who)s 于 %(when)s 修改了：%(what)s。请核对最新内容后再操作。") % {
            "who": edits[0].user_name,
            "when": _moment(edits[0].at),
            "what": _("、").join(changes),
        }
    return _("页面内容已过期，请刷新页面，核对最新内容后再操作。")


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")
