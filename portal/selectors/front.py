"""What the home page shows: counted now, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from accounts.models import Sector
from alliance.models import Alliance, Membership, Post

NEWEST = 6


@dataclass(frozen=True, slots=True)
class SectorCount:
    """A field of industry with members in it, for the directory's filter."""

    sector: Sector
    members: int


@dataclass(frozen=True, slots=True)
class Front:
    alliance: Alliance | None
    chair: Post | None
    members: int
    joined_lately: int
    council_units: int
    sectors: list[SectorCount]
    newest: list[Membership]


def front(today: date) -> Front:
    valid = Membership.objects.valid(today)
    numbers = valid.aggregate(
        members=Count("pk"), lately=Count("pk", filter=Q(starts_on__gt=today - timedelta(days=365)))
    )
    posts = Post.objects.current(today)
    return Front(
        alliance=Alliance.objects.first(),
        chair=posts.filter(rank=Post.Rank.CHAIR).select_related("organisation").first(),
        # The chair unit of the founding has a post and no membership term: it is a member all the same.
        members=numbers["members"] + _members_by_post_alone(posts, valid),
        joined_lately=numbers["lately"],
        council_units=posts.values("organisation").distinct().count(),
        sectors=_sectors(valid),
        newest=list(valid.select_related("organisation__sector").order_by("-starts_on", "-pk")[:NEWEST]),
    )


def _members_by_post_alone(posts: QuerySet[Post], valid: QuerySet[Membership]) -> int:
    holders = posts.exclude(organisation__in=valid.values("organisation"))
    return holders.values("organisation").distinct().count()


def _sectors(valid: QuerySet[Membership]) -> list[SectorCount]:
    counts = dict(valid.values_list("organisation__sector").annotate(n=Count("pk")))
    rows = [SectorCount(sector, counts.get(sector.pk, 0)) for sector in Sector.objects.all()]
    return [row for row in rows if row.members]
