"""One function per letter; each is written once per cause and person, however often it is asked for."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from accounts.models import Organisation, Role, User
from accounts.services import post
from alliance.models import Certificate, Membership, MembershipApplication


def _owners(organisation: Organisation, *also: int) -> Iterable[User]:
    owner = Q(seats__organisation=organisation, seats__role=Role.OWNER)
    return User.objects.filter(owner | Q(pk__in=also), is_active=True).distinct()


def membership_admitted(application: MembershipApplication, certificate: Certificate) -> None:
    membership, term = certificate.membership, certificate.term
    for person in _owners(application.organisation, application.applicant_id):
        post.send(
            "membership_admitted",
            to=person,
            key=f"{certificate.number}:admitted:{person.pk}",
            link=certificate.get_absolute_url(),
            about=application.reference,
            context={
                "organisation": application.organisation,
                "membership": membership,
                "term": term,
                "certificate": certificate,
                "is_renewal": term.starts_on != membership.starts_on,
            },
        )


def membership_revoked(membership: Membership) -> None:
    for person in _owners(membership.organisation):
        post.send(
            "membership_revoked",
            to=person,
            key=f"{membership.number}:revoked:{person.pk}",
            link=reverse("join"),
            about=membership.number,
            context={"organisation": membership.organisation, "membership": membership},
        )


def expiry_key(membership: Membership, days: int) -> str:
    return f"{membership.number}:expires-{membership.ends_on.isoformat()}:{days}"


def membership_expiring(membership: Membership, *, days: int, days_left: int) -> None:
    """`days` names the reminder (90 or 30), `days_left` is what is true today."""
    for person in _owners(membership.organisation):
        post.send(
            "membership_expiring",
            to=person,
            key=f"{expiry_key(membership, days)}:{person.pk}",
            link=reverse("join"),
            about=membership.number,
            context={
                "organisation": membership.organisation, "membership": membership, "days_left": days_left,
            },
        )  # fmt: skip
