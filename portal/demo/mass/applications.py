"""The cases of a batch, and the applications that inherit from them."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db.models import F
from django.utils import timezone

from alliance.models import MembershipApplication
from casework import kinds
from casework.lifecycle import CASE, Side
from casework.models import Case
from portal.demo import facts
from portal.demo.mass.plans import Ground, Numbers, Plan, status_after


def apply(plans: list[Plan], ground: Ground, numbers: Numbers, random: Random) -> None:
    kind = kinds.get("membership")
    for plan in plans:
        plan.moments = _moments(plan, ground.now, random)
        plan.case = _case(plan, ground, numbers.take(kind.prefix, plan.moments[0].year))
    cases = [plan.case for plan in plans if plan.case is not None]
    Case.objects.bulk_create(cases)
    for plan in plans:
        plan.application = _application(plan, ground, random)
    _insert_children([plan.application for plan in plans if plan.application is not None])
    # Stamped with the present on insertion.
    new = Case.objects.filter(pk__gte=min(case.pk for case in cases), submitted_at__isnull=False)
    new.update(created_at=F("submitted_at"))


def _moments(plan: Plan, now: datetime, random: Random) -> list[datetime]:
    """One for each action: an hour or a day apart, the last of them `days_ago` days ago."""
    last = now - timedelta(days=plan.days_ago, minutes=random.randrange(600))
    steps = len(plan.actions)
    return [last - timedelta(hours=20 * (steps - 1 - step)) for step in range(steps)]


def _case(plan: Plan, ground: Ground, reference: str) -> Case:
    kind = kinds.get("membership")
    status = status_after(plan.actions)
    turn = CASE.turn(status)
    ended = turn is None
    submitted = "submit" in plan.actions
    reviewer = ground.reviewers[plan.organisation.pk % len(ground.reviewers)]
    case = Case(
        kind=kind.code, reference=reference, organisation=plan.organisation, applicant=plan.owner,
        status=status,
        revision=1 + sum(action != "draft" for action in plan.actions),
        assignee=reviewer if "start" in plan.actions else None,
        submitted_at=plan.moments[0] if submitted else None,
        decided_at=plan.moments[-1] if ended else None,
        decided_by=reviewer if ended and plan.actions[-1] in ("approve", "reject") else None,
    )  # fmt: skip
    if submitted and not ended:
        days = kind.correction_days if turn is Side.APPLICANT else kind.review_days
        case.due_on = timezone.localdate(plan.moments[-1]) + timedelta(days=days + 2)
        case.days_left = kind.review_days - 1 if turn is Side.APPLICANT else None
    case.open_key = None if ended else kind.open_key(case)
    return case


def _application(plan: Plan, ground: Ground, random: Random) -> MembershipApplication:
    if plan.case is None:
        raise ValueError("a plan without a case")
    values = facts.application(plan.own, random, ground.now.date(), plan.level)
    parent = {one.attname: getattr(plan.case, one.attname) for one in Case._meta.concrete_fields}
    return MembershipApplication(case_ptr_id=plan.case.pk, **parent, **values)


def _insert_children(applications: list[MembershipApplication]) -> None:
    """Rows of the child table alone, as those of the parent are there: bulk_create declines such models."""
    rows: Any = MembershipApplication._base_manager.all()
    rows._batched_insert(applications, MembershipApplication._meta.local_concrete_fields, None)
