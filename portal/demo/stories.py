"""What can become of an application: one story per way through the table of moves, and some without one."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from alliance.models import Alliance, Certificate, Level, Membership, Term
from alliance.services import certificates, membership
from casework.services import assignments, numbering
from portal.demo import facts, names
from portal.demo.walk import Walk

Story = Callable[[Walk], None]


def _prepare(walk: Walk, days_ago: int, level: str = Level.MEMBER, *, renewal: bool = False) -> None:
    """A complete draft with its documents, ready to be submitted."""
    walk.begin(days_ago)
    own = {field.name: getattr(walk.organisation, field.name) for field in walk.organisation._meta.fields}
    values = facts.application(own, walk.random, timezone.localdate(walk.at), level)
    walk.draft(values | {"is_renewal": renewal})
    walk.upload()


def _submitted(walk: Walk, days_ago: int, level: str = Level.MEMBER, *, renewal: bool = False) -> None:
    _prepare(walk, days_ago, level, renewal=renewal)
    walk.later(1)
    walk.submit()


def _reviewed(walk: Walk, days_ago: int, level: str = Level.MEMBER, *, renewal: bool = False) -> None:
    _submitted(walk, days_ago, level, renewal=renewal)
    walk.later(1)
    walk.start()


def _historic(walk: Walk, ended_days_ago: int) -> Membership:
    """A member from before the portal: a term on paper that no application here has earned."""
    today = timezone.localdate()
    ends = today - timedelta(days=ended_days_ago)
    starts = ends - timedelta(days=3 * 365 - 1)
    prefix = Alliance.objects.get().number_prefix
    held = Membership.objects.create(
        organisation=walk.organisation,
        number=numbering.take(prefix, starts.year),
        starts_on=starts,
        ends_on=ends,
    )
    term = Term.objects.create(membership=held, level=held.level, starts_on=starts, ends_on=ends)
    certificate = certificates.issue(term)
    Certificate.objects.filter(pk=certificate.pk).update(issued_on=starts)
    return held


def asked_for_corrections(walk: Walk) -> None:
    _reviewed(walk, 9)
    walk.later(1)
    walk.ask()


def council_unit(walk: Walk) -> None:
    _reviewed(walk, 150, Level.COUNCIL)
    walk.later(1)
    walk.approve()


def waiting(walk: Walk) -> None:
    _submitted(walk, 3)


def under_review(walk: Walk) -> None:
    _reviewed(walk, 5)


def draft(walk: Walk) -> None:
    walk.begin(6)
    walk.draft()


def member(walk: Walk) -> None:
    _reviewed(walk, walk.random.randrange(20, 700))
    walk.later(1)
    walk.approve()


def rejected(walk: Walk) -> None:
    _reviewed(walk, 60)
    walk.later(2)
    walk.reject()


def withdrawn(walk: Walk) -> None:
    _submitted(walk, 45)
    walk.later(2)
    walk.withdraw()


def lapsed(walk: Walk) -> None:
    _reviewed(walk, 80)
    walk.later(1)
    walk.ask()
    walk.lapse()


def corrected_member(walk: Walk) -> None:
    _reviewed(walk, walk.random.randrange(50, 300))
    walk.later(1)
    walk.ask()
    walk.later(4)
    walk.answer()
    walk.submit()
    walk.later(1)
    walk.start()
    walk.later(1)
    walk.approve()


def corrected_and_waiting(walk: Walk) -> None:
    _reviewed(walk, 11)
    walk.later(1)
    walk.ask()
    walk.later(2)
    walk.answer()
    walk.submit()


def reopened(walk: Walk) -> None:
    rejected(walk)
    walk.begin(4)
    walk.reopen()


def late(walk: Walk) -> None:
    """Nobody has looked in time: the queue marks it overdue."""
    _submitted(walk, 24)


def taken(walk: Walk) -> None:
    _submitted(walk, 4)
    assignments.take(walk.case, by=walk.reviewer)


def vice_chair_unit(walk: Walk) -> None:
    _reviewed(walk, 200, Level.VICE_CHAIR)
    walk.later(2)
    walk.approve()


def expired(walk: Walk) -> None:
    _historic(walk, walk.random.randrange(10, 200))


def renewing(walk: Walk) -> None:
    _historic(walk, -walk.random.randrange(25, 80))
    _submitted(walk, 4, renewal=True)


def renewed(walk: Walk) -> None:
    _historic(walk, -walk.random.randrange(10, 60))
    _reviewed(walk, 15, renewal=True)
    walk.later(1)
    walk.approve()


def revoked(walk: Walk) -> None:
    member(walk)
    held = Membership.objects.live().get(organisation=walk.organisation)
    membership.revoke(held, by=walk.reviewer, reason=names.note("revocation"))


def only_registered(walk: Walk) -> None:
    """Filled in its facts and has not applied yet."""


# The first of a world, in this order: the demo owner's two, then whatever a reviewer should see once.
FIRST: tuple[Story, ...] = (
    asked_for_corrections, council_unit, waiting, under_review, draft, corrected_member, rejected, withdrawn,
    lapsed, reopened, expired, renewing, revoked, late, vice_chair_unit, corrected_and_waiting, taken,
    renewed, only_registered,
)  # fmt: skip
# The rest of a world: mostly members, and a little of everything a queue holds.
OFTEN: tuple[Story, ...] = (
    member, member, member, corrected_member, member, member, council_unit, waiting, member, member, draft,
    member, expired, under_review, member, corrected_member, only_registered, member, rejected, member,
)  # fmt: skip


def story_at(index: int) -> Story:
    return FIRST[index] if index < len(FIRST) else OFTEN[(index - len(FIRST)) % len(OFTEN)]
