"""The one door of everything that moves on a small table of its own: compare-and-set, then its history."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework.lifecycle import Move, Need, UnknownMove
from casework.models import Moving, Step
from casework.refusals import Refused

LONGEST_NOTE = 2000
Thing = TypeVar("Thing", bound=Moving)


@transaction.atomic
def take(
    thing: Thing,
    action: str,
    *,
    by: User | None,
    revision: int | None = None,
    note: str = "",
    at: datetime | None = None,
    **values: Any,
) -> Thing:
    """Move the thing as its table allows and write `values` with it; refreshes and returns it.

    Raises `Refused` where the table has no such move, a note is missing, or somebody was faster
    than `revision` (by default the one of `thing`). Who may is asked before; `by=None` is the system.
    """
    try:
        move = thing.lifecycle.find(action, thing.status)
    except UnknownMove:
        raise Refused(_("状态已经变化，不能再进行此项操作。请刷新页面查看。")) from None
    note = noted(move, note)
    seen = thing.revision if revision is None else revision
    rows = type(thing)._default_manager.filter(pk=thing.pk, status=thing.status, revision=seen)
    if not rows.update(status=move.target, revision=F("revision") + 1, **values):
        raise faster(thing)
    _record(thing, action, thing.status, move.target, by=by, note=note, at=at)
    thing.refresh_from_db()
    return thing


def noted(move: Move, note: str) -> str:
    """The note as it is kept; raises `Refused` where the move wants one, or it is too long."""
    note = note.strip()
    if move.note is Need.REQUIRED and not note:
        raise Refused(_("请填写说明，告知对方原因。"))
    if len(note) > LONGEST_NOTE:
        raise Refused(_("说明最多 %(limit)s 个字，请精简。") % {"limit": LONGEST_NOTE})
    return note if move.note is not Need.NONE else ""


def begin(thing: Moving, *, by: User | None, note: str = "", at: datetime | None = None) -> None:
    """The first line of the history of a thing that was just made."""
    _record(thing, "begin", "", thing.status, by=by, note=note, at=at)


def remark(thing: Moving, action: str, *, by: User | None, note: str = "") -> None:
    """A line that moves nothing: a paper opened, a day corrected."""
    _record(thing, action, thing.status, thing.status, by=by, note=note, at=None)


def faster(thing: Moving) -> Refused:
    """Somebody has moved it meanwhile: who, and when."""
    last: Step | None = history(thing).last()
    if last is None:
        return Refused(_("内容已有变化，请刷新页面后再试。"))
    return Refused(
        _("%(name)s已于%(time)s办理了此事，您的操作未生效。请刷新页面查看。")
        % {"name": last.actor_name or _("系统"), "time": f"{timezone.localtime(last.at):%Y-%m-%d %H:%M}"}
    )


def history(thing: Moving) -> Any:
    return thing.steps.all()  # type: ignore[attr-defined]


def _record(
    thing: Moving, action: str, before: str, after: str, *, by: User | None, note: str, at: datetime | None
) -> None:
    history(thing).model(
        thing=thing, actor_id=by.pk if by else None, actor_name=str(by)[:60] if by else "",
        action=action, from_status=before, to_status=after, note=note, at=at or timezone.now(),
    ).save()  # fmt: skip
