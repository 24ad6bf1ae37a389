"""The portal's writes as one would write them without thinking of others: read, check, write."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from casework import policies
from casework.lifecycle import CASE
from casework.models import Case, TrailEntry
from casework.refusals import Refused
from casework.services import trail


@transaction.atomic
def naive_move(case: Case, action: str, *, by: User | None, note: str = "") -> TrailEntry:
    """`move` without its comparison: everything else that matters to the trail is the same."""
    seen = Case.objects.get(pk=case.pk)
    if refusal := policies.why_not(by, seen, action):
        raise Refused(refusal)
    step = CASE.find(action, seen.status)
    values = {"status": step.target, "revision": seen.revision + 1, "open_key": seen.open_key}
    values |= {"submitted_at": seen.submitted_at or timezone.now()}
    if CASE.turn(step.target) is None:
        values |= {"open_key": None, "decided_by": by, "decided_at": timezone.now()}
    Case.objects.filter(pk=seen.pk).update(**values)
    return trail.append(
        Case.objects.get(pk=seen.pk), action=action, from_status=seen.status, to_status=step.target, by=by,
        side=step.by, at=timezone.now(), note=note,
    )  # fmt: skip
