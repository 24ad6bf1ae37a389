"""What the reviewers of a registration say, each on each aspect, before it is decided."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework.models import Case
from casework.refusals import Refused
from parks import policies
from parks.models import Aspect, Opinion, ParkRegistration, Verdict

WANTS_REASON = (Verdict.CONDITIONAL, Verdict.DISAGREE)
LONGEST_NOTE = 500


@transaction.atomic
def give(registration: ParkRegistration, aspect: str, *, verdict: str, note: str = "", by: User) -> Opinion:
    """One person's opinion, worded anew as often as they like until the decision.

    It counts as an edit of the case: a decision pressed on a page without it is stale and refused.
    """
    if refusal := policies.why_not(by, registration, "opine"):
        raise Refused(refusal)
    note = _checked(aspect, verdict, note)
    if not Case.objects.revised(registration.pk, policies.REVIEWED):
        raise Refused(_("该入园登记刚刚办结或退回补正，意见未记录。请刷新页面查看。"))
    opinion, _created = Opinion.objects.update_or_create(
        registration=registration, aspect=aspect, author=by, defaults={"verdict": verdict, "note": note}
    )
    registration.refresh_from_db(fields=["status", "revision"])
    return opinion


def _checked(aspect: str, verdict: str, note: str) -> str:
    note = note.strip()
    if aspect not in Aspect.values or verdict not in Verdict.values:
        raise Refused(_("请选择评审方面和意见。"))
    if verdict in WANTS_REASON and not note:
        raise Refused(_("有条件同意或不同意的，请写明条件或理由。"))
    if len(note) > LONGEST_NOTE:
        raise Refused(_("理由或条件最多 %(limit)s 个字，请精简。") % {"limit": LONGEST_NOTE})
    return note


def lacking(registration: ParkRegistration) -> list[str]:
    """What an approval still needs, a sentence each; empty when the review is complete."""
    given = set(registration.opinions.values_list("aspect", "author_id"))
    found = [
        _("“%(aspect)s”方面尚无评审意见。") % {"aspect": aspect.label}
        for aspect in Aspect
        if aspect not in {one for one, _author in given}
    ]
    people, needed = len({author for _aspect, author in given}), registration.park.opinions_needed
    if people < needed:
        found.append(
            _("评审意见须由至少 %(needed)s 人填写，目前为 %(people)s 人。")
            % {"needed": needed, "people": people}
        )
    return found
