"""Answering a correction in words, where the field or document is right as it stands."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework.models import Correction
from casework.refusals import Refused
from casework.services import edits

SHORTEST, LONGEST = 2, 500


@transaction.atomic
def answer(correction: Correction, text: str, *, by: User) -> Correction:
    """Say why it stays as it is; the reviewer reads the sentence. Editing the field later takes its place."""
    text = text.strip()
    if not SHORTEST <= len(text) <= LONGEST:
        raise Refused(
            _("请用 %(shortest)s 至 %(longest)s 个字说明无须修改的原因。")
            % {"shortest": SHORTEST, "longest": LONGEST}
        )
    edits.begin(correction.case, f"edit:{correction.target_kind}:{correction.target}", by=by)
    of_this_round = Correction.objects.this_round().filter(pk=correction.pk)
    if not of_this_round.update(answer=text, answered_at=timezone.now()):
        raise Refused(_("本轮补正已结束，请查看办件的最新情况。"))
    correction.refresh_from_db(fields=["answer", "answered_at"])
    return correction
