from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework import selectors


@dataclass(frozen=True, slots=True)
class Tally:
    """One number above the queue, leading to exactly the cases it counts."""

    word: str
    count: int
    url: str
    icon: str
    tone: str


def counts_for(user: User) -> list[Tally]:
    """What waits for staff: mine, nobody's, late; one query."""
    waiting = selectors.queue_for(user).with_reviewers().order_by()
    counted = waiting.aggregate(
        mine=Count("pk", filter=Q(assignee=user)),
        unassigned=Count("pk", filter=Q(assignee__isnull=True)),
        overdue=Count("pk", filter=Q(due_on__lt=timezone.localdate())),
    )
    queue = reverse("admin:casework_case_changelist")
    return [
        Tally(_("由我承办"), counted["mine"], f"{queue}?assignee=me", "user-check", "ink"),
        Tally(_("无人承办"), counted["unassigned"], f"{queue}?assignee=nobody", "inbox", "amber"),
        Tally(_("已逾期"), counted["overdue"], f"{queue}?overdue=yes", "alarm-clock", "cinnabar"),
    ]
