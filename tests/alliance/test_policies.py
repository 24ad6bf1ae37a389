import pytest
from django.contrib.auth.models import AnonymousUser

from alliance import policies
from alliance.models import Membership
from tests.alliance import members


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        ("owner", True), ("colleague", True), ("viewer", True), ("reviewer", True), ("auditor", True),
        ("administrator", True), ("outsider", False), ("other_staff", False),
    ],
)  # fmt: skip
def test_a_certificate_is_for_its_organisation_and_for_staff_who_may_look(
    person, allowed, organisation, request
):
    certificate = members.certificate(members.membership(organisation))
    refusal = policies.why_not(request.getfixturevalue(person), certificate, "download")
    assert (refusal is None) is allowed


def test_nobody_downloads_without_signing_in(organisation):
    certificate = members.certificate(members.membership(organisation))
    assert policies.why_not(AnonymousUser(), certificate, "download")


@pytest.mark.parametrize(
    ("person", "allowed"),
    [("owner", True), ("colleague", True), ("viewer", False), ("outsider", False), ("reviewer", False)],
)
def test_an_application_is_begun_by_who_may_edit(person, allowed, organisation, request):
    refusal = policies.why_not(request.getfixturevalue(person), organisation, "apply")
    assert (refusal is None) is allowed


@pytest.mark.parametrize(
    ("person", "allowed"), [("reviewer", True), ("other_staff", False), ("auditor", False)]
)
def test_a_membership_is_revoked_by_who_holds_the_permission(person, allowed, organisation, request):
    live = members.membership(organisation)
    assert (policies.why_not(request.getfixturevalue(person), live, "revoke") is None) is allowed


def test_nobody_revokes_the_membership_of_their_own_organisation(organisation, owner):
    owner.is_superuser = True
    live = members.membership(organisation)
    assert "其他工作人员" in policies.why_not(owner, live, "revoke")


def test_a_revoked_membership_is_not_revoked_again(organisation, reviewer):
    live = members.membership(organisation, revoked_on=members.day(-1), revocation_reason="申请退出。")
    assert "已于" in policies.why_not(reviewer, live, "revoke")


def test_a_rule_nobody_has_written_is_an_error(organisation, owner):
    with pytest.raises(LookupError):
        policies.why_not(owner, organisation, "dance")


def test_the_status_follows_the_days():
    live = Membership(starts_on=members.day(0), ends_on=members.day(10))
    statuses = [live.status_on(members.day(offset)) for offset in (-1, 0, 10, 11)]
    assert statuses == ["upcoming", "valid", "valid", "expired"]
    live.revoked_on = members.day(5)
    assert [live.status_on(members.day(offset)) for offset in (4, 5)] == ["valid", "revoked"]
