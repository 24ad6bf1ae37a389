"""The directory: who is listed, found, counted and paged without ever reading more than a page.

Listed is who holds a post of the council today, and after them, by pinyin, who is a valid member. The
first are few and sorted as they are; the others may be a hundred thousand and are walked by index.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Self

from django.core import signing
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip

from accounts.models import Organisation, Sector
from accounts.selectors import search
from alliance.models import Level, Membership, Post

PAGE = 24
# Beyond this a count says only that there are more.
CAP = 1000
NOWHERE = -1
RANKS = (*Post.Rank.values, Level.MEMBER.value)
MEMBER = RANKS.index(Level.MEMBER.value)


@dataclass(frozen=True, slots=True)
class Criteria:
    q: str = ""
    sector: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row a page begins after (or ends before, going back)."""

    order: int
    pinyin: str
    pk: int
    back: bool = False

    def write(self) -> str:
        return signing.dumps([self.order, self.pinyin, self.pk, self.back], salt="directory", compress=True)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None for nothing and for what was not written here: the list then begins at its beginning."""
        try:
            return cls(*signing.loads(text, salt="directory")) if text else None
        except signing.BadSignature:
            return None


@dataclass(slots=True)
class Page:
    rows: list[Organisation] = field(default_factory=list)
    older: Cursor | None = None
    newer: Cursor | None = None


def _posts_today() -> QuerySet[Post]:
    return Post.objects.current().filter(organisation=OuterRef("pk"))


def _best_rank() -> Case:
    whens = [When(rank=rank, then=Value(order)) for order, rank in enumerate(Post.Rank.values)]
    return Case(*whens, output_field=IntegerField())


def _valid() -> Exists:
    return Exists(Membership.objects.valid().filter(organisation=OuterRef("pk")))


def heads(criteria: Criteria) -> QuerySet[Organisation]:
    """Who holds a post today, with the highest as `order`."""
    holders = Post.objects.current().values("organisation_id")
    best = _posts_today().annotate(order=_best_rank()).order_by("order").values("order")[:1]
    rows = _matching(criteria).filter(pk__in=holders).annotate(order=Subquery(best))
    return rows.filter(order=RANKS.index(criteria.rank)) if criteria.rank in RANKS else rows


def members(criteria: Criteria) -> QuerySet[Organisation]:
    """Valid members without a post today."""
    holders = Post.objects.current().values("organisation_id")
    rows = _matching(criteria).filter(_valid()).exclude(pk__in=holders)
    return rows.annotate(order=Value(MEMBER, output_field=IntegerField()))


def _matching(criteria: Criteria) -> QuerySet[Organisation]:
    rows = Organisation.objects.all()
    if criteria.sector:
        rows = rows.filter(sector__slug=criteria.sector)
    return search(rows, criteria.q) if criteria.q else rows


def listed() -> QuerySet[Organisation]:
    """Everybody whose page is public."""
    return Organisation.objects.filter(_valid() | Exists(_posts_today()))


def is_listed(organisation: Organisation) -> bool:
    return listed().filter(pk=organisation.pk).exists()


# --- a page ---------------------------------------------------------------------------------------


def page(criteria: Criteria, cursor: Cursor | None = None, size: int = PAGE) -> Page:
    """The rows after the cursor (before it, going back), one query for each of the two parts."""
    back = cursor is not None and cursor.back
    first, second = (_members_near, _heads_near) if back else (_heads_near, _members_near)
    found = first(criteria, cursor, size + 1)
    if len(found) <= size:
        found += second(criteria, cursor, size + 1 - len(found))
    more, rows = len(found) > size, found[:size]
    if back:
        rows.reverse()
    page = Page(rows)
    if rows and (more or back):
        page.older = _at(rows[-1], back=False)
    if rows and (cursor is not None) and (more or not back):
        page.newer = _at(rows[0], back=True)
    return page


def _at(row: Any, *, back: bool) -> Cursor:
    return Cursor(row.order, row.pinyin, row.pk, back)


def _heads_near(criteria: Criteria, cursor: Cursor | None, size: int) -> list[Organisation]:
    if criteria.rank == Level.MEMBER or (cursor is not None and not cursor.back and cursor.order == MEMBER):
        return []
    rows = heads(criteria).select_related("sector")
    if cursor is not None and cursor.order != MEMBER:
        side = "lt" if cursor.back else "gt"
        after = Q(**{f"pinyin__{side}": cursor.pinyin}) | Q(
            pinyin=cursor.pinyin, **{f"pk__{side}": cursor.pk}
        )
        rows = rows.filter(Q(**{f"order__{side}": cursor.order}) | (Q(order=cursor.order) & after))
    signs = "-" if cursor is not None and cursor.back else ""
    return list(rows.order_by(f"{signs}order", f"{signs}pinyin", f"{signs}pk")[:size])


def _members_near(criteria: Criteria, cursor: Cursor | None, size: int) -> list[Organisation]:
    if criteria.rank in Post.Rank.values or (cursor is not None and cursor.back and cursor.order != MEMBER):
        return []
    rows = members(criteria).select_related("sector")
    if cursor is not None and cursor.order == MEMBER:
        side = "lt" if cursor.back else "gt"
        # The guard in front makes a range of the index; the disjunction alone would read every row.
        rows = rows.filter(**{f"pinyin__{side}e": cursor.pinyin}).filter(
            Q(**{f"pinyin__{side}": cursor.pinyin}) | Q(pinyin=cursor.pinyin, **{f"pk__{side}": cursor.pk})
        )
    signs = "-" if cursor is not None and cursor.back else ""
    return list(rows.order_by(f"{signs}pinyin", f"{signs}pk")[:size])


# --- counts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact up to CAP; beyond it a count says only that there are more."""

    total: int
    ranks: dict[str, int]
    sectors: list[tuple[Sector, int]]


class Capped(Subquery):
    """How many rows, counted no further than one beyond the cap."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk")[: CAP + 1])


def counts(criteria: Criteria) -> Counts:
    """For each filter what choosing it would give, the other filter staying; three queries.

    Posts are few and grouped in one pass. Members are counted sector by sector by index, each up to the cap:
    a word that is in 100,000 names costs no more than one that is in ten thousand.
    """
    holders = _holders(Criteria(q=criteria.q))
    everybody = members(Criteria(q=criteria.q))
    by_sector = Capped(everybody.filter(sector=OuterRef("pk")))
    sectors = list(Sector.objects.annotate(members=by_sector))
    held: Counter[int | None] = Counter({sector.pk: sector.members for sector in sectors})
    held[None] = everybody.filter(sector=None).order_by()[: CAP + 1].count()
    chosen = next((sector.pk for sector in sectors if sector.slug == criteria.sector), NOWHERE)

    def count(rank: str, sector: int | None) -> int:
        """An empty rank and a None sector stand for any."""
        posts = sum(rows for (r, s), rows in holders.items() if rank in ("", r) and sector in (None, s))
        if rank not in ("", Level.MEMBER):
            return posts
        return posts + (held.total() if sector is None else held[sector])

    sector_id = chosen if criteria.sector else None
    return Counts(
        total=count(criteria.rank, sector_id),
        ranks={rank: count(rank, sector_id) for rank in RANKS},
        sectors=[(sector, count(criteria.rank, sector.pk)) for sector in sectors],
    )


def _holders(criteria: Criteria) -> dict[tuple[str, int | None], int]:
    """How many hold a post, by their highest rank and by sector."""
    # The plugin forgets the annotation that heads() makes.
    by_both = heads(criteria).order_by().values_list("order", "sector")  # type: ignore[misc]
    return {(RANKS[order], sector): rows for order, sector, rows in by_both.annotate(rows=Count("pk"))}
