from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Organisation, Seat, User
from alliance.models import MEMBERSHIP, Alliance, Certificate, Membership, Post
from casework.models import Case


def the_alliance() -> Alliance | None:
    return Alliance.objects.order_by("pk").first()


def live_membership(organisation_id: int) -> Membership | None:
    return Membership.objects.live().filter(organisation_id=organisation_id).first()


def certificates() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("membership__organisation", "term")


@dataclass(frozen=True, slots=True)
class Standing:
    """One of a person's organisations, and where it stands with the alliance."""

    organisation: Organisation
    seat: Seat
    case: Case | None
    membership: Membership | None
    post: Post | None
    certificate: Certificate | None


def standings(user: User) -> list[Standing]:
    """Of each organisation of this person; five queries, however many organisations."""
    seats = list(
        Seat.objects.filter(user=user).select_related("organisation").order_by("organisation__pinyin", "pk")
    )
    of = [seat.organisation_id for seat in seats]
    cases = {
        case.organisation_id: case
        for case in Case.objects.open().filter(kind=MEMBERSHIP, organisation__in=of)
    }
    live = {one.organisation_id: one for one in Membership.objects.live().filter(organisation__in=of)}
    posts = {one.organisation_id: one for one in Post.objects.current().filter(organisation__in=of)}
    papers = Certificate.objects.filter(membership__in=[one.pk for one in live.values()]).order_by("pk")
    newest = {certificate.membership_id: certificate for certificate in papers}
    return [
        Standing(
            seat.organisation, seat, cases.get(seat.organisation_id), membership,
            posts.get(seat.organisation_id),
            newest.get(membership.pk) if membership else None,
        )
        for seat in seats
        for membership in [live.get(seat.organisation_id)]
    ]  # fmt: skip
