from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from alliance import policies
from alliance.models import Level, MembershipApplication, Post, Term
from casework.refusals import Refused

RANK_OF_LEVEL = {Level.VICE_CHAIR: Post.Rank.VICE_CHAIR, Level.COUNCIL: Post.Rank.COUNCIL}


def appoint(
    organisation: Organisation,
    *,
    by: User | None = None,
    rank: str,
    starts_on: date,
    ends_on: date | None = None,
    session: int | None = None,
    representative: str = "",
    representative_title: str = "",
    source: str = "",
    application: MembershipApplication | None = None,
) -> Post:
    """Raises Refused where another unit holds the chair, or this one an open post.

    Without a person it follows from what was decided already: an approved application.
    """
    if by is not None and (refusal := policies.why_not(by, organisation, "appoint")):
        raise Refused(refusal)
    try:
        with transaction.atomic():
            return Post.objects.create(
                organisation=organisation, rank=rank, starts_on=starts_on, ends_on=ends_on,
                session=session or present_session(), representative=representative,
                representative_title=representative_title, source=source, application=application,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_why_refused(organisation, rank, starts_on, ends_on)) from None


def _why_refused(organisation: Organisation, rank: str, starts_on: date, ends_on: date | None) -> str:
    if ends_on is not None and ends_on < starts_on:
        return _("截止日期不能早于起始日期。")
    chair = Post.objects.filter(rank=Post.Rank.CHAIR, ends_on=None).select_related("organisation").first()
    if rank == Post.Rank.CHAIR and chair is not None and chair.organisation_id != organisation.pk:
        return _("现任理事长单位为%(name)s，请先结束其任期。") % {"name": chair.organisation.name}
    return _("%(name)s尚有未结束的理事会职务，请先结束其任期。") % {"name": organisation.name}


def end(post: Post, *, by: User, on: date) -> Post:
    """The last day in post. A post that had not begun by then never was, and its row keeps one day."""
    if refusal := policies.why_not(by, post, "end"):
        raise Refused(refusal)
    last = max(on, post.starts_on)
    if not Post.objects.filter(pk=post.pk).filter(Q(ends_on=None) | Q(ends_on__gt=last)).update(ends_on=last):
        raise Refused(_("该任期已经结束，请刷新页面查看。"))
    post.refresh_from_db()
    return post


def present_session() -> int:
    return Post.objects.current().aggregate(last=Max("session"))["last"] or 1


@transaction.atomic
def appoint_for(application: MembershipApplication, *, term: Term) -> Post | None:
    """The post that goes with the level asked for, for the days of the term.

    A lower post that reaches into the term ends the day before; one as high or higher stays as it is.
    """
    rank = RANK_OF_LEVEL.get(Level(application.level))
    if rank is None:
        return None
    if given := Post.objects.filter(application=application).first():
        return given
    wanted = list(Post.Rank).index(rank)
    for held in _reaching_into(application.organisation, term):
        if held.standing <= wanted:
            return held
        Post.objects.filter(pk=held.pk).update(
            ends_on=max(held.starts_on, term.starts_on - timedelta(days=1))
        )
    return appoint(
        application.organisation, rank=rank, starts_on=term.starts_on, ends_on=term.ends_on,
        representative=application.representative_name, representative_title=application.representative_title,
        source=application.reference, application=application,
    )  # fmt: skip


def _reaching_into(organisation: Organisation, term: Term) -> list[Post]:
    """Posts held on the term's first day or later, the highest first."""
    held = organisation.posts.filter(Q(ends_on=None) | Q(ends_on__gte=term.starts_on))
    return sorted(held, key=lambda post: post.standing)


def end_all(organisation: Organisation, *, before: date) -> None:
    """Nobody holds a post from this day on; what would only have begun is taken back."""
    organisation.posts.filter(starts_on__gte=before).delete()
    lasting = organisation.posts.filter(Q(ends_on=None) | Q(ends_on__gte=before))
    lasting.update(ends_on=before - timedelta(days=1))
