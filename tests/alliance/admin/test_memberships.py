from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Role
from alliance.models import Alliance, Certificate, Membership, MembershipStatus, Term
from tests.factories import OrganisationFactory, SeatFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/alliance/membership/"
QUERIES = 7


@pytest.fixture
def desk(reviewer, sign_in):
    return sign_in(reviewer)


def revoke_page(membership: Membership) -> str:
    return reverse("admin:alliance_membership_revoke", args=[membership.pk])


def numbers(response) -> list[str]:
    return [row.number for row in response.context["cl"].result_list]


def member(number: str, starts: int, ends: int, **values) -> Membership:
    """A member whose days begin and end this many days from today."""
    today = timezone.localdate()
    days = {"starts_on": today + timedelta(days=starts), "ends_on": today + timedelta(days=ends)}
    return Membership.objects.create(
        organisation=OrganisationFactory.create(), number=number, **days, **values
    )


def test_a_membership_is_revoked_with_a_reason_on_a_page_that_says_what_follows(desk, membership, reviewer):
    assertContains(desk.get(revoke_page(membership)), "即日失效")

    response = desk.post(revoke_page(membership), {"reason": "提供虚假材料。"}, follow=True)

    membership.refresh_from_db()
    assertContains(response, "已通知该单位")
    assertContains(response, "提供虚假材料。")
    assert (membership.status, membership.revoked_by) == (MembershipStatus.REVOKED, reviewer)


def test_a_revocation_without_a_reason_is_asked_for_one(desk, membership):
    response = desk.post(revoke_page(membership), {"reason": " "})

    membership.refresh_from_db()
    assert response.context["form"].errors
    assert membership.revoked_on is None


def test_a_second_revocation_is_told_that_it_is_done(desk, membership):
    desk.post(revoke_page(membership), {"reason": "提供虚假材料。"})

    response = desk.post(revoke_page(membership), {"reason": "再撤一次。"})

    assert response.status_code == 409
    membership.refresh_from_db()
    assert membership.revocation_reason == "提供虚假材料。"
    assertContains(desk.get(revoke_page(membership)), "该会员资格已于")
    assertNotContains(desk.get(f"{LIST}{membership.pk}/change/"), revoke_page(membership))


def test_somebody_faster_is_told_in_words(desk, membership, monkeypatch):
    """Between the policy's look and the service's compare-and-set somebody else has revoked it."""

    def no_objection(*_args):
        Membership.objects.filter(pk=membership.pk).update(
            revoked_on=timezone.localdate(), revocation_reason="先到"
        )

    monkeypatch.setattr("alliance.policies._why_not_revoke", no_objection)

    assertContains(desk.post(revoke_page(membership), {"reason": "后到"}), "撤销", status_code=409)


def test_whoever_holds_a_seat_there_cannot_revoke_and_reads_why(desk, reviewer, membership):
    SeatFactory.create(user=reviewer, organisation=membership.organisation, role=Role.VIEWER)

    assertContains(desk.get(revoke_page(membership)), "须由其他工作人员办理")
    assert desk.post(revoke_page(membership), {"reason": "自己撤。"}).status_code == 409
    membership.refresh_from_db()
    assert membership.revoked_on is None


def test_a_membership_shows_its_terms_and_the_case_that_earned_each(desk, membership, approved):
    response = desk.get(f"{LIST}{membership.pk}/change/")

    assertContains(response, reverse("admin:casework_case_change", args=[approved.pk]))
    assertContains(response, revoke_page(membership))


def test_a_term_without_an_application_shows_none(desk, membership):
    Term.objects.update(application=None)

    assertContains(desk.get("/admin/alliance/term/"), "—")


def test_the_auditor_sees_no_way_to_revoke(auditor, sign_in, membership):
    assertNotContains(sign_in(auditor).get(f"{LIST}{membership.pk}/change/"), revoke_page(membership))


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("valid", ["LJ-1"]),
        ("upcoming", ["LJ-2"]),
        ("expired", ["LJ-3"]),
        ("revoked", ["LJ-4"]),
        ("nonsense", ["LJ-4", "LJ-3", "LJ-2", "LJ-1"]),
    ],
)
def test_the_status_filter_agrees_with_the_status_that_is_shown(status, found, desk):
    member("LJ-1", -1, 300)
    member("LJ-2", 5, 300)
    member("LJ-3", -300, -1)
    member("LJ-4", -10, 300, revoked_on=timezone.localdate(), revocation_reason="示例")

    response = desk.get(LIST, {"status": status})

    assert numbers(response) == found
    if status in MembershipStatus.values:
        assert {row.status for row in response.context["cl"].result_list} == {MembershipStatus(status)}


@pytest.mark.parametrize("typed", ["LJ-2026", "lj-2026", "云岭", "ylsl", "91500157PDY0010125"])
def test_members_are_found_by_number_name_initials_and_code(typed, desk, membership):
    year = membership.number.split("-")[1]

    assert numbers(desk.get(LIST, {"q": typed.replace("2026", year)})) == [membership.number]


def test_the_list_costs_the_same_for_one_row_and_for_three(desk, django_assert_num_queries):
    member("LJ-1", -1, 300)
    with django_assert_num_queries(QUERIES):
        desk.get(LIST)
    member("LJ-2", -1, 300)
    member("LJ-3", -1, 300)
    with django_assert_num_queries(QUERIES):
        assert len(numbers(desk.get(LIST))) == 3


def test_a_certificate_leads_to_its_pdf_and_its_public_page(desk, membership):
    certificate = Certificate.objects.get()

    response = desk.get(reverse("admin:alliance_certificate_change", args=[certificate.pk]))

    assertContains(response, reverse("certificate_pdf", args=[certificate.number]))
    assertContains(response, certificate.get_absolute_url())
    assertContains(
        desk.get("/admin/alliance/certificate/", {"q": certificate.number[:9]}), certificate.number
    )


def test_an_application_opens_as_its_case(desk, approved):
    assertContains(desk.get("/admin/alliance/membershipapplication/", {"q": "云岭"}), approved.reference)

    response = desk.get(f"/admin/alliance/membershipapplication/{approved.pk}/change/")

    assert response["Location"] == reverse("admin:casework_case_change", args=[approved.pk])


def test_the_secretariat_edits_the_alliances_words_but_not_its_number_prefix(desk, membership):
    alliance = Alliance.objects.get()
    words = {
        "name": "示例联盟", "english_name": "Example Alliance", "founded_on": "2022-04-29",
        "introduction": "新的简介。", "number_prefix": "XX", "slug": "other",
    }  # fmt: skip

    desk.post(reverse("admin:alliance_alliance_change", args=[alliance.pk]), words)

    alliance.refresh_from_db()
    assert (alliance.introduction, alliance.number_prefix, alliance.slug) == ("新的简介。", "LJ", "example")
