"""What the approvals of a batch caused."""

import secrets

from django.utils import timezone

from alliance.models import Certificate, Level, Membership, Post, Term
from alliance.services.certificates import ALPHABET, RANDOM_LENGTH
from alliance.services.membership import end_of_term
from alliance.services.posts import RANK_OF_LEVEL
from portal.demo.mass.plans import Ground, Numbers, Plan


def admit(plans: list[Plan], ground: Ground, numbers: Numbers) -> None:
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
