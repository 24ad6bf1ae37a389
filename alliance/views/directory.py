from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.chips import Chip
from accounts.models import Organisation
from alliance.models import Level, Post
from alliance.selectors import directory
from alliance.selectors.directory import RANKS, Counts, Criteria, Cursor
from alliance.selectors.profile import profile
from casework.worded import of_field

RANK_LABELS = {**dict(Post.Rank.choices), Level.MEMBER.value: Level.MEMBER.label}
TONES: dict[str, str] = {Post.Rank.CHAIR: "jade", Post.Rank.VICE_CHAIR: "ink", Post.Rank.COUNCIL: "ink"}
QUERY_LENGTH = 60


@login_not_required
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    criteria = _criteria(request)
    counts = directory.counts(criteria)
    page = directory.page(criteria, Cursor.read(request.GET.get("at", "")))
    total = min(counts.total, directory.CAP)
    context = {
        "criteria": criteria,
        "cards": [_card(row) for row in page.rows],
        "filters": _filters(criteria, counts),
        "hidden": {
            key: value for key, value in (("sector", criteria.sector), ("rank", criteria.rank)) if value
        },
        "pager": {
            "count": total,
            "capped": counts.total > directory.CAP,
            "newer_url": _url(criteria, at=page.newer.write()) if page.newer else "",
            "older_url": _url(criteria, at=page.older.write()) if page.older else "",
        },
        "narrowed": criteria != Criteria(),
    }
    return render(request, "alliance/members.html", context)


def _criteria(request: HttpRequest) -> Criteria:
    rank = request.GET.get("rank", "")
    return Criteria(
        q=request.GET.get("q", "").strip()[:QUERY_LENGTH],
        sector=request.GET.get("sector", ""),
        rank=rank if rank in RANKS else "",
    )


def _url(criteria: Criteria, **changes: str) -> str:
    given = {"q": criteria.q, "sector": criteria.sector, "rank": criteria.rank} | changes
    query = urlencode({key: value for key, value in given.items() if value})
    return f"{reverse('members')}?{query}" if query else reverse("members")


def _capped(count: int) -> str:
    return _("%(count)d 以上") % {"count": directory.CAP} if count > directory.CAP else str(count)


def _filters(criteria: Criteria, counts: Counts) -> dict[str, Any]:
    """Chips that lead somewhere; the chosen ones lead away again."""
    ranks = [
        {
            "label": RANK_LABELS[rank],
            "count": _capped(counts.ranks.get(rank, 0)),
            "url": _url(criteria, rank="" if rank == criteria.rank else rank),
            "active": rank == criteria.rank,
        }
        for rank in RANKS
        if counts.ranks.get(rank) or rank == criteria.rank
    ]
    sectors = [
        {
            "label": str(sector),
            "count": _capped(count),
            "url": _url(criteria, sector="" if sector.slug == criteria.sector else sector.slug),
            "active": sector.slug == criteria.sector,
        }
        for sector, count in counts.sectors
        if count or sector.slug == criteria.sector
    ]
    chosen = [
        {"label": choice["label"], "remove_url": choice["url"]}
        for choice in ranks + sectors
        if choice["active"]
    ]
    if criteria.q:
        chosen.insert(0, {"label": _("包含“%(q)s”") % {"q": criteria.q}, "remove_url": _url(criteria, q="")})
    groups = [
        {"label": pgettext("directory", "职务"), "choices": ranks},
        {"label": pgettext("directory", "领域"), "choices": sectors},
    ]
    return {
        "groups": [group for group in groups if group["choices"]],
        "active": chosen,
        "clear_url": reverse("members") if len(chosen) > 1 else "",
    }


def _card(row: Any) -> dict[str, Any]:
    ticked = set(row.shown_fields)
    rank = RANKS[row.order]
    return {
        "title": row.display_name,
        "url": reverse("member", args=[row.pk]),
        "text": row.main_products if "main_products" in ticked else "",
        "meta": str(row.sector or ""),
        "image": _logo(row),
        "icon": "building-2",
        "chip": Chip(TONES.get(rank, "slate"), "", RANK_LABELS[rank]),
    }


def _logo(organisation: Organisation) -> str:
    if "logo" in organisation.shown_fields and organisation.logo:
        return reverse("organisation_logo", args=[organisation.pk])
    return ""


@dataclass(frozen=True, slots=True)
class ShownFact:
    label: str
    value: str
    url: str = ""


# These have their own place on the page.
PLACED = ("logo", "introduction", "english_name")


@login_not_required
@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    found = profile(pk)
    if found is None:
        raise Http404
    organisation = found.organisation
    context = {
        "crumbs": [
            {"label": _("会员名录"), "url": reverse("members")},
            {"label": organisation.display_name, "url": ""},
        ],
        "profile": found,
        "organisation": organisation,
        "logo": _logo(organisation),
        "other_name": _other_name(organisation) if "english_name" in found.shown else "",
        "introduction": organisation.introduction if "introduction" in found.shown else "",
        "facts": [_shown(organisation, name) for name in found.shown if name not in PLACED],
        "rank": RANK_LABELS[found.posts[0].rank] if found.posts else Level.MEMBER.label,
        "rank_tone": TONES.get(found.posts[0].rank, "slate") if found.posts else "slate",
    }
    return render(request, "alliance/member.html", context)


def _other_name(organisation: Organisation) -> str:
    """The name in the language that the heading does not use."""
    shown = organisation.display_name
    return organisation.english_name if shown == organisation.name else organisation.name


def _shown(organisation: Model, name: str) -> ShownFact:
    field = organisation._meta.get_field(name)
    value = getattr(organisation, name)
    links = {"website": str(value), "contact_email": f"mailto:{value}", "contact_phone": f"tel:{value}"}
    return ShownFact(str(field.verbose_name), of_field(organisation, name), links.get(name, ""))  # type: ignore[union-attr]
