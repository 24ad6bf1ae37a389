"""What the home page shows: counted now, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Sector
from alliance.models import Alliance, Membership, Post

NEWEST = 6
CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Front:
    alliance: Alliance | None
    chair: Post | None
    members: int
    joined_lately: int
    council_units: int
    sectors: list[Sector]
    newest: list[Membership]


def front(today: date) -> Front:
    valid = Membership.objects.valid(today)
    lately = Count("pk", filter=Q(starts_on__gt=today - timedelta(days=365)))
    counted = valid.aggregate(members=Count("pk"), lately=lately)
    posts = Post.objects.current(today)
    holders = posts.values("organisation").distinct()
    council_units = holders.count()
    # The chair unit of the founding has a post and no membership term: it is a member all the same.
    by_post_alone = council_units - valid.filter(organisation__in=holders).count()
    return Front(
        alliance=Alliance.objects.first(),
        chair=posts.filter(rank=Post.Rank.CHAIR).select_related("organisation").first(),
        members=counted["members"] + by_post_alone,
        joined_lately=counted["lately"],
        council_units=council_units,
        sectors=list(_sectors(valid)),
        newest=list(_newest(valid)),
    )


def _sectors(valid: QuerySet[Membership]) -> QuerySet[Sector]:
    """Fields of industry with a member in them: the search stops at the first it finds."""
    return Sector.objects.filter(Exists(valid.filter(organisation__sector=OuterRef("pk"))))


def _newest(valid: QuerySet[Membership]) -> QuerySet[Membership]:
    """Of the last to be admitted those that began last: so few are sorted, however many there are."""
    last_admitted = valid.order_by("-pk").values("pk")[:CANDIDATES]
    return (
        valid.filter(pk__in=last_admitted)
        .select_related("organisation__sector")
        .order_by("-starts_on", "-pk")[:NEWEST]
    )
