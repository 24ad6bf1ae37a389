"""Members made directly, where a test is about the directory and not about how one becomes a member."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from alliance.models import Certificate, Membership, Post, Term
from tests.factories import OrganisationFactory


def member(
    name: str = "", *, starts: int = -100, ends: int = 900, level: str = "member", **facts: Any
) -> Organisation:
    """An organisation with a membership from `starts` to `ends`, in days from today."""
    organisation = OrganisationFactory.create(**({"name": name} if name else {}), **facts)
    membership(organisation, starts=starts, ends=ends, level=level)
    return organisation


def membership(
    organisation: Organisation, *, starts: int = -100, ends: int = 900, level: str = "member", **more: Any
) -> Membership:
    today = timezone.localdate()
    return Membership.objects.create(
        organisation=organisation,
        number=f"LJ-2026-{Membership.objects.count() + 1:04d}",
        level=level,
        starts_on=today + timedelta(days=starts),
        ends_on=today + timedelta(days=ends),
        **more,
    )


def certificate(of: Membership, number: str = "7KQ2M9XD") -> Certificate:
    term = Term.objects.create(membership=of, level=of.level, starts_on=of.starts_on, ends_on=of.ends_on)
    return Certificate.objects.create(
        membership=of, term=term, number=f"{of.number}-{number}", issued_on=of.starts_on
    )


def post(
    organisation: Organisation, rank: str, *, starts: int = -100, ends: int | None = None, **more: Any
) -> Post:
    today = timezone.localdate()
    return Post.objects.create(
        organisation=organisation,
        rank=rank,
        starts_on=today + timedelta(days=starts),
        ends_on=None if ends is None else today + timedelta(days=ends),
        **more,
    )


def day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)
