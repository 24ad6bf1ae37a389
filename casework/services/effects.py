"""What a decision caused, with its state, and another try for what failed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Letter, LetterState, User
from accounts.services import post
from casework import policies
from casework.kinds import kind_of
from casework.models import Case, Effect, EffectState
from casework.refusals import Refused


def record(
    case: Case,
    code: str,
    label: str,
    *,
    state: str = EffectState.DONE,
    detail: str = "",
    values: dict[str, str] | None = None,
    url: str = "",
) -> Effect:
    """Write down an effect; recording the same code again updates its row.

    `label` and `detail` are untranslated messages (`gettext_noop`), filled in with `values` when read.
    """
    effect, _created = Effect.objects.update_or_create(
        case_id=case.pk,
        code=code,
        defaults={
            "label": label,
            "state": state,
            "detail": detail,
            "values": values or {},
            "url": url,
            "at": timezone.now(),
        },
    )
    return effect


@transaction.atomic
def repair(effect: Effect, by: User) -> Effect:
    """Try an effect again, and the case's failed letters with it; refuses when it is done."""
    case = effect.case
    _check(case, by)
    unfinished = Effect.objects.filter(pk=effect.pk).exclude(state=EffectState.DONE)
    if not unfinished.update(state=EffectState.PENDING, at=timezone.now()):
        raise Refused(_("该事项已完成，无须重试。"))
    kind = kind_of(case)
    kind.on_repair(kind.concrete(case), effect.code)
    retry_letters(case, by)
    effect.refresh_from_db()
    return effect


@transaction.atomic
def retry_letters(case: Case, by: User) -> int:
    """Send the failed letters about this case again, and say how many."""
    _check(case, by)
    failed = Letter.objects.filter(about=case.reference, state=LetterState.FAILED)
    return sum(post.retry(letter) for letter in failed)


def _check(case: Case, by: User) -> None:
    if refusal := policies.why_not(by, case, "repair"):
        raise Refused(refusal)
