import pytest

from accounts.models import User
from alliance.models import MembershipApplication, Post, Term
from alliance.services import posts
from alliance.services.membership import start_application
from casework.refusals import Refused
from tests.alliance import members
from tests.factories import SeatFactory


def application_for(organisation, owner, level="council") -> tuple[MembershipApplication, Term]:
    application = start_application(organisation, by=owner)
    MembershipApplication.objects.filter(pk=application.pk).update(level=level, representative_name="江晓")
    application.refresh_from_db()
    live = members.membership(organisation, starts=0, ends=1000, level=level)
    term = Term.objects.create(
        membership=live, application=application, level=level, starts_on=live.starts_on, ends_on=live.ends_on
    )
    return application, term


def test_there_is_one_chair_unit_at_a_time_and_the_refusal_names_it(organisation, other_organisation):
    posts.appoint(organisation, rank="chair", starts_on=members.day(-5))
    with pytest.raises(Refused) as refusal:
        posts.appoint(other_organisation, rank="chair", starts_on=members.day(0))
    assert organisation.name in str(refusal.value)
    assert Post.objects.count() == 1


def test_an_organisation_holds_one_open_post(organisation):
    posts.appoint(organisation, rank="council", starts_on=members.day(-5))
    with pytest.raises(Refused) as refusal:
        posts.appoint(organisation, rank="vice_chair", starts_on=members.day(0))
    assert "先结束" in str(refusal.value)


def test_a_post_that_ends_before_it_begins_is_refused(organisation):
    with pytest.raises(Refused) as refusal:
        posts.appoint(organisation, rank="council", starts_on=members.day(0), ends_on=members.day(-1))
    assert "早于" in str(refusal.value)


def test_a_post_belongs_to_the_present_session(organisation, other_organisation):
    posts.appoint(organisation, rank="chair", starts_on=members.day(-5), session=2)
    assert posts.appoint(other_organisation, rank="council", starts_on=members.day(0)).session == 2


def test_nobody_appoints_or_ends_a_post_of_their_own_organisation(
    organisation, other_organisation, reviewer, second_reviewer
):
    SeatFactory.create(user=reviewer, organisation=organisation, role="viewer")
    User.objects.filter(pk=reviewer.pk).update(is_superuser=True)
    chief = User.objects.get(pk=reviewer.pk)
    with pytest.raises(Refused, match="回避"):
        posts.appoint(organisation, by=chief, rank="council", starts_on=members.day(-5))
    post = posts.appoint(organisation, by=second_reviewer, rank="council", starts_on=members.day(-5))
    with pytest.raises(Refused, match="回避"):
        posts.end(post, by=chief, on=members.day(0))
    assert posts.appoint(other_organisation, by=chief, rank="council", starts_on=members.day(0))


def test_posts_are_for_who_holds_the_permission(organisation, other_staff, auditor, reviewer):
    post = posts.appoint(organisation, by=reviewer, rank="council", starts_on=members.day(-5))
    for nobody in (other_staff, auditor):
        with pytest.raises(Refused, match="权限"):
            posts.appoint(organisation, by=nobody, rank="chair", starts_on=members.day(0))
        with pytest.raises(Refused, match="权限"):
            posts.end(post, by=nobody, on=members.day(0))


def test_ending_a_post_sets_its_last_day_once(organisation, reviewer):
    post = posts.appoint(organisation, rank="council", starts_on=members.day(-5))
    stale = Post.objects.get(pk=post.pk)
    assert posts.end(post, by=reviewer, on=members.day(-1)).ends_on == members.day(-1)
    with pytest.raises(Refused):
        posts.end(stale, by=reviewer, on=members.day(0))


def test_a_post_never_ends_before_its_first_day(organisation, reviewer):
    post = posts.appoint(organisation, rank="council", starts_on=members.day(3))
    assert posts.end(post, by=reviewer, on=members.day(0)).ends_on == members.day(3)


def test_a_lower_post_makes_room_for_a_higher_one(organisation, owner):
    lower = members.post(organisation, "council")
    application, term = application_for(organisation, owner, "vice_chair")
    given = posts.appoint_for(application, term=term)
    lower.refresh_from_db()
    assert lower.ends_on == members.day(-1)
    assert (given.rank, given.ends_on) == ("vice_chair", term.ends_on)
    assert posts.appoint_for(application, term=term) == given


def test_a_lower_post_that_began_today_shares_the_day(organisation, owner):
    lower = members.post(organisation, "council", starts=0)
    application, term = application_for(organisation, owner, "vice_chair")
    posts.appoint_for(application, term=term)
    lower.refresh_from_db()
    assert lower.ends_on == members.day(0)


@pytest.mark.parametrize("held", ["chair", "vice_chair", "council"])
def test_a_post_as_high_or_higher_stays(held, organisation, owner):
    kept = members.post(organisation, held)
    application, term = application_for(organisation, owner, "council")
    assert posts.appoint_for(application, term=term) == kept
    assert Post.objects.count() == 1


def test_a_dated_post_of_the_last_term_gives_way_to_the_next(organisation, owner):
    members.post(organisation, "council", starts=-500, ends=-1)
    application, term = application_for(organisation, owner, "council")
    assert posts.appoint_for(application, term=term).starts_on == members.day(0)
    assert Post.objects.count() == 2


def test_nobody_holds_a_post_after_all_were_ended(organisation, other_organisation):
    members.post(organisation, "council", starts=-50, ends=50)
    members.post(organisation, "vice_chair", starts=10, ends=90)
    others = members.post(other_organisation, "council")
    posts.end_all(organisation, before=members.day(0))
    assert [post.ends_on for post in organisation.posts.all()] == [members.day(-1)]
    assert list(Post.objects.current()) == [others]
