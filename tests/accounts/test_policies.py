import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import policies
from accounts.models import Invitation, Letter, Seat, SeatRequest, User

pytestmark = pytest.mark.django_db
YES, NO = True, False


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("view", [YES, YES, YES, NO, NO]),
        ("edit", [YES, YES, NO, NO, NO]),
        ("people", [YES, NO, NO, NO, NO]),
        ("invite", [YES, NO, NO, NO, NO]),
        ("publish", [YES, NO, NO, NO, NO]),
    ],
)
def test_what_each_may_do_with_the_organisation(
    action, allowed, organisation, owner, colleague, viewer, outsider, reviewer
):
    people = [owner, colleague, viewer, outsider, reviewer]
    assert [policies.why_not(who, organisation, action) is None for who in people] == allowed
    assert all((policies.why_not(who, organisation, action) or "。").endswith("。") for who in people)


def test_may_edit_is_for_owners_and_editors(organisation, owner, colleague, viewer, outsider):
    assert [policies.may_edit(who, organisation) for who in (owner, colleague, viewer, outsider)] == [
        YES,
        YES,
        NO,
        NO,
    ]


def test_an_action_nobody_has_thought_of_is_loud(organisation, owner):
    with pytest.raises(KeyError):
        policies.why_not(owner, organisation, "burn")


def test_only_the_last_owner_is_kept(owner, colleague):
    assert policies.why_not(owner, Seat.objects.get(user=owner), "leave")
    assert policies.why_not(colleague, Seat.objects.get(user=colleague), "leave") is None
    assert policies.why_not(owner, Seat.objects.get(user=colleague), "leave")


def test_letters_are_sent_again_only_with_the_permission_and_only_failed_ones(reviewer, owner):
    letter = Letter(state="failed")
    assert policies.why_not(owner, letter, "retry")
    reviewer.is_superuser = True
    assert policies.why_not(reviewer, letter, "retry") is None
    assert policies.why_not(reviewer, Letter(state="sent"), "retry")


def test_a_second_factor_is_asked_of_staff_outside_the_demo(reviewer, owner, settings):
    settings.STAFF_SECOND_FACTOR = True
    assert policies.works_under_second_factor(reviewer)
    assert not policies.works_under_second_factor(owner)
    assert not policies.works_under_second_factor(AnonymousUser())
    settings.STAFF_SECOND_FACTOR = False
    assert not policies.works_under_second_factor(reviewer)


def test_every_model_says_what_it_is(owner, organisation, outsider):
    request = SeatRequest(organisation=organisation, user=outsider)
    invitation = Invitation(organisation=organisation, email="x@example.test")
    assert organisation.name in str(request)
    assert organisation.name in str(invitation)
    assert organisation.name in str(Seat.objects.get(user=owner))
    assert (owner.get_full_name(), owner.get_short_name(), str(owner)) == ("江晓", "江晓", "江晓")


def test_people_are_made_with_a_small_letter_address():
    made = User.objects.create_user("New@Example.TEST", "a-long-secret-77", name="新人")
    assert (made.email, made.is_staff, made.check_password("a-long-secret-77")) == (
        "new@example.test",
        False,
        True,
    )
    chief = User.objects.create_superuser("chief@example.test", "a-long-secret-77", name="主管")
    assert chief.is_staff
    assert chief.is_superuser
