"""The mass of a large demo world: plain rows in batches. Every constraint and hash holds."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone, translation

from accounts.models import Organisation, Role, Seat, Sector, User
from accounts.services import organisations
from alliance.facts import worded
from alliance.models import Alliance, Certificate, Level, Membership, MembershipApplication, Post, Term
from alliance.services.certificates import ALPHABET, RANDOM_LENGTH
from alliance.services.membership import end_of_term
from alliance.services.posts import RANK_OF_LEVEL
from casework import kinds
from casework.lifecycle import CASE, Side
from casework.models import Case, Correction, Series, TargetKind, TrailEntry
from casework.services import trail
from portal.demo import facts, names, people

BATCH = 2_000
# One person stands for so many organisations: a desk may hold a few, no desk holds hundreds.
PER_PERSON = 20
LONGEST_AGO = 1_250
OPEN_AGO = 4
# Every thousandth or so has an application that stands or ended like this; all others are members.
OUTCOMES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (60, ()),
    (30, ("draft",)),
    (12, ("submit",)),
    (8, ("submit", "start")),
    (8, ("submit", "start", "request_changes")),
    (20, ("submit", "start", "reject")),
    (10, ("submit", "withdraw")),
    (852, ("submit", "start", "approve")),
)
SNAPSHOT_FIELDS = ("name", "code", "org_kind", "sector", "main_products", "staff_count", "revenue", "level")
LEVELS = [Level.MEMBER] * 300 + [Level.COUNCIL] * 5 + [Level.VICE_CHAIR]
Said = Callable[[str], None]


class Numbers:
    """Numbers of series for one batch: the row is locked at the first and counted up at the end."""

    def __init__(self) -> None:
        self._series: dict[str, Series] = {}

    def take(self, prefix: str, year: int) -> str:
        key = f"{prefix}-{year}"
        if key not in self._series:
            Series.objects.get_or_create(key=key)
            self._series[key] = Series.objects.select_for_update().get(key=key)
        self._series[key].last += 1
        return str(self._series[key])

    def keep(self) -> None:
        for series in self._series.values():
            series.save(update_fields=["last"])


@dataclass
class Plan:
    """One organisation of the batch and what happened to its application."""

    organisation: Organisation
    owner: User
    actions: tuple[str, ...]
    days_ago: int
    level: str
    own: dict[str, Any]
    case: Case | None = None
    application: MembershipApplication | None = None
    moments: list[datetime] = field(default_factory=list)

    @property
    def approved(self) -> bool:
        return self.actions[-1:] == ("approve",)


@dataclass(frozen=True)
class Ground:
    """What every batch stands on."""

    prefix: str
    reviewers: list[User]
    sectors: dict[str, Sector]
    now: datetime


def load(start: int, stop: int, *, seed: int, cast_reviewers: list[User], say: Said) -> None:
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    ground = Ground(Alliance.objects.get().number_prefix, cast_reviewers, sectors, timezone.now())
    with translation.override("zh-hans"):
        for first in range(start, stop, BATCH):
            last = min(first + BATCH, stop)
            _batch(range(first, last), ground, Random(f"{seed}-mass-{first}"))  # noqa: S311  nothing secret
            say(f"{last} organisations")


def _batch(indices: range, ground: Ground, random: Random) -> None:
    numbers = Numbers()
    plans = list(_plans(indices, ground, random))
    _register(plans)
    applying = [plan for plan in plans if plan.actions]
    _apply(applying, ground, numbers, random)
    _write_trail(applying, ground)
    _admit([plan for plan in applying if plan.approved], ground, numbers)
    numbers.keep()


def _plans(indices: range, ground: Ground, random: Random) -> Iterator[Plan]:
    owners = _owners(indices, random)
    weights = [weight for weight, _ in OUTCOMES]
    for place, index in enumerate(indices):
        own = facts.organisation(index, names.name_at(index), ground.sectors, random)
        actions = random.choices(OUTCOMES, weights)[0][1]
        ended = actions == () or CASE.turn(_status_after(actions)) is None
        days_ago = random.randrange(2, LONGEST_AGO if ended else OPEN_AGO)
        organisation = organisations.index(Organisation(**own))
        level = random.choice(LEVELS)
        yield Plan(organisation, owners[place // PER_PERSON], actions, days_ago, level, own)


def _status_after(actions: tuple[str, ...]) -> str:
    status: str = CASE.initial
    for action in actions:
        if action != "draft":
            status = CASE.find(action, status).target
    return status


def _owners(indices: range, random: Random) -> list[User]:
    users = [
        User(
            email=f"person{index}@{people.DOMAIN}",
            name=names.person(random),
            password=make_password(None),
        )
        for index in indices[::PER_PERSON]
    ]
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    return users


def _register(plans: list[Plan]) -> None:
    Organisation.objects.bulk_create([plan.organisation for plan in plans])
    Seat.objects.bulk_create(
        Seat(organisation=plan.organisation, user=plan.owner, role=Role.OWNER) for plan in plans
    )


# --- applications -----------------------------------------------------------------------------------


def _apply(plans: list[Plan], ground: Ground, numbers: Numbers, random: Random) -> None:
    kind = kinds.get("membership")
    for plan in plans:
        plan.moments = _moments(plan, ground.now, random)
        plan.case = _case(plan, ground, numbers.take(kind.prefix, plan.moments[0].year))
    cases = [plan.case for plan in plans if plan.case is not None]
    Case.objects.bulk_create(cases)
    for plan in plans:
        plan.application = _application(plan, ground, random)
    _insert_children([plan.application for plan in plans if plan.application is not None])
    for case in cases:  # stamped with the present on insertion
        case.created_at = case.submitted_at or case.created_at
    Case.objects.bulk_update(cases, ["created_at"], batch_size=300)


def _moments(plan: Plan, now: datetime, random: Random) -> list[datetime]:
    """One for each action: an hour or a day apart, the last of them `days_ago` days ago."""
    last = now - timedelta(days=plan.days_ago, minutes=random.randrange(600))
    steps = len(plan.actions)
    return [last - timedelta(hours=20 * (steps - 1 - step)) for step in range(steps)]


def _case(plan: Plan, ground: Ground, reference: str) -> Case:
    kind = kinds.get("membership")
    status = _status_after(plan.actions)
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


# --- the trail --------------------------------------------------------------------------------------


def _write_trail(plans: list[Plan], ground: Ground) -> None:
    entries: list[TrailEntry] = []
    for plan in plans:
        entries.extend(_entries(plan, ground))
    TrailEntry.objects.bulk_create(entries)
    asked = [entry for entry in entries if entry.action == "request_changes"]
    Correction.objects.bulk_create(
        Correction(case_id=entry.case_id, entry=entry, **one) for entry in asked for one in _corrections()
    )


def _corrections() -> list[dict[str, str]]:
    message = names.note("correction_field")
    return [{"target_kind": TargetKind.FIELD, "target": "main_products", "message": message}]


def _entries(plan: Plan, ground: Ground) -> Iterator[TrailEntry]:
    if plan.case is None:
        return
    status, previous = str(CASE.initial), None
    for step, (action, at) in enumerate(zip(plan.actions, plan.moments, strict=True)):
        if action == "draft":
            continue
        move = CASE.find(action, status)
        by = plan.owner if move.by is Side.APPLICANT else ground.reviewers[
            plan.organisation.pk % len(ground.reviewers)
        ]  # fmt: skip
        entry = TrailEntry(
            case_id=plan.case.pk, revision=step + 2, actor_id=by.pk, actor_name=by.name, side=move.by,
            action=action, from_status=status, to_status=move.target, at=at, snapshot=_snapshot(plan, action),
            note=names.note(action) if action in ("approve", "reject", "withdraw", "request_changes") else "",
        )  # fmt: skip
        previous = trail.seal(entry, previous)
        status = move.target
        yield entry


def _snapshot(plan: Plan, action: str) -> dict[str, Any] | None:
    """As the engine keeps it, with fewer facts: a hundred thousand whole ones would fill the disk."""
    if action == "request_changes":
        return {"corrections": [one | {"label": "主营业务与主导产品"} for one in _corrections()]}
    if action != "submit" or plan.application is None:
        return None
    own = plan.application
    words = {name: str(own._meta.get_field(name).verbose_name) for name in SNAPSHOT_FIELDS}  # type: ignore[union-attr]
    return {
        "facts": [
            {"name": name, "label": label, "value": worded(own, name), "section": ""}
            for name, label in words.items()
        ],
        "documents": [],
    }


# --- members ----------------------------------------------------------------------------------------


def _admit(plans: list[Plan], ground: Ground, numbers: Numbers) -> None:
    memberships = [_membership(plan, ground, numbers) for plan in plans]
    Membership.objects.bulk_create(memberships)
    terms = [
        Term(
            membership=held, application=plan.application, level=held.level,
            starts_on=held.starts_on, ends_on=held.ends_on,
        )
        for plan, held in zip(plans, memberships, strict=True)
    ]  # fmt: skip
    Term.objects.bulk_create(terms)
    Certificate.objects.bulk_create(
        Certificate(
            membership=term.membership, term=term, issued_on=term.starts_on,
            number=f"{term.membership.number}-{_random_part()}",
        )
        for term in terms
    )  # fmt: skip
    _appoint(plans, terms)


def _random_part() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))


def _membership(plan: Plan, ground: Ground, numbers: Numbers) -> Membership:
    starts = timezone.localdate(plan.moments[-1])
    return Membership(
        organisation=plan.organisation, number=numbers.take(ground.prefix, starts.year), level=plan.level,
        starts_on=starts, ends_on=end_of_term(starts),
    )  # fmt: skip


def _appoint(plans: list[Plan], terms: list[Term]) -> None:
    Post.objects.bulk_create(
        Post(
            organisation=plan.organisation, rank=RANK_OF_LEVEL[Level(term.level)],
            application=plan.application,
            starts_on=term.starts_on, ends_on=term.ends_on, source=plan.case.reference if plan.case else "",
        )
        for plan, term in zip(plans, terms, strict=True)
        if term.level in RANK_OF_LEVEL
    )  # fmt: skip
