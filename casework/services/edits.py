"""Beginning an edit: the case is touched first, by compare-and-set, and stays locked till the edit stands."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework import policies
from casework.models import Case, Correction, Edit, TargetKind
from casework.refusals import Refused


@transaction.atomic
def begin(case: Case, target: str, *, by: User) -> Case:
    """Count the edit, or refuse: the status and the corrections of this moment decide, not those of the page.

    `target` is as in `policies.why_not`: `edit`, `edit:field:<name>` or `edit:document:<slot>`.
    Returns the case as it now stands.
    """
    if not Case.objects.revised(case.pk, policies.EDITABLE):
        raise Refused(_why_not(case, target, by))
    now = Case.objects.get(pk=case.pk)
    if refusal := policies.why_not(by, now, target):
        raise Refused(refusal)
    case.revision = now.revision
    return now


def _why_not(case: Case, target: str, by: User) -> str:
    now = Case.objects.filter(pk=case.pk).first()
    if now is None:
        return _("该草稿已删除，请返回“我的工作台”查看。")
    return policies.why_not(by, now, target) or _("办件已有变化，请刷新页面后再试。")


def record(case: Case, target_kind: TargetKind, targets: Iterable[str], *, by: User) -> None:
    """Remember who edited what at this revision, and count this round's corrections of it as answered."""
    names, at = list(targets), timezone.now()
    Edit.objects.bulk_create(
        [
            Edit(case_id=case.pk, target_kind=target_kind, target=name, revision=case.revision,
                 user_name=str(by)[:60], at=at)
            for name in names
        ],
        update_conflicts=True,
        unique_fields=["case", "target_kind", "target"],
        update_fields=["revision", "user_name", "at"],
    )  # fmt: skip
    asked = Correction.objects.this_round().filter(case_id=case.pk, target_kind=target_kind, target__in=names)
    asked.update(answered_at=at, answer="")
