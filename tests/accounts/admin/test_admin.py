import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import (
    CodeRequest,
    Consent,
    Letter,
    LetterState,
    Organisation,
    Role,
    Seat,
    SeatRequest,
    User,
)
from accounts.services import code_requests, post
from tests.factories import OrganisationFactory, SeatFactory, UserFactory, demo_code

pytestmark = pytest.mark.django_db

MODELS = ["user", "organisation", "sector", "seatrequest", "coderequest", "consent", "letter"]
CODE = "N2500112MF1234567B"


@pytest.fixture(autouse=True)
def rows(owner, outsider, organisation):
    SeatRequest.objects.create(organisation=organisation, user=outsider)
    Consent.objects.create(user=owner, purpose="truth", text_version="2026-11", text_digest="x")
    post.queue(key="k", recipient=owner, email=owner.email, language="en", subject="s", text="body")
    code_requests.ask(user=outsider, code=CODE, kind="enterprise", name="示例合作社")


@pytest.fixture
def chief(administrator) -> User:
    administrator.is_superuser = True
    administrator.save()
    return administrator


@pytest.fixture
def chief_of_all(second_reviewer) -> User:
    second_reviewer.is_superuser = True
    second_reviewer.save()
    return second_reviewer


@pytest.mark.parametrize("model", MODELS)
def test_the_auditor_opens_all_and_changes_nothing(model, auditor, sign_in):
    client = sign_in(auditor)
    listed = f"/admin/accounts/{model}/"
    assert client.get(listed).status_code == 200
    row = {
        "user": User, "organisation": Organisation, "seatrequest": SeatRequest, "coderequest": CodeRequest,
        "consent": Consent, "letter": Letter,
    }.get(model)  # fmt: skip
    if row:
        page = f"{listed}{row.objects.order_by('pk')[0].pk}/change/"
        assert client.get(page).status_code == 200
        assert client.post(page, {"name": "x"}).status_code == 403
    assert client.get(f"{listed}add/").status_code == 403


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("more", [0, 2])
def test_a_list_costs_the_same_with_more_rows(model, more, chief, sign_in, django_assert_num_queries):
    for seat in SeatFactory.create_batch(more):
        SeatRequest.objects.create(organisation=OrganisationFactory.create(), user=seat.user)
        Consent.objects.create(user=seat.user, purpose="truth", text_version="2026-11", text_digest="x")
        post.queue(
            key=f"k{seat.pk}",
            recipient=seat.user,
            email="x@example.test",
            language="en",
            subject="s",
            text="b",
        )
        code_requests.ask(user=seat.user, code=CODE, kind="enterprise", name="示例合作社")
    client = sign_in(chief)
    client.get(f"/admin/accounts/{model}/")
    with django_assert_num_queries(QUERIES[model]):
        client.get(f"/admin/accounts/{model}/")


QUERIES = {
    "user": 6, "organisation": 6, "sector": 6, "seatrequest": 5, "coderequest": 5, "consent": 7, "letter": 5,
}  # fmt: skip


def test_nothing_that_tells_history_is_edited_even_by_the_chief(chief, sign_in):
    client = sign_in(chief)
    for model, row in (
        ("letter", Letter),
        ("consent", Consent),
        ("coderequest", CodeRequest),
        ("seatrequest", SeatRequest),
    ):
        page = f"/admin/accounts/{model}/{row.objects.get().pk}/"
        assert client.post(f"{page}change/", {"state": "sent"}).status_code == 403
        assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403


# --- organisations ------------------------------------------------------------------------------


def body(organisation, **changes) -> dict[str, object]:
    return {
        "name": organisation.name, "code": organisation.code or "", "kind": "enterprise",
        "pinyin": organisation.pinyin, "initials": organisation.initials, "sector": organisation.sector_id,
        "seats-TOTAL_FORMS": 0, "seats-INITIAL_FORMS": 0, **changes,
    }  # fmt: skip


def change(client, organisation, **changes):
    return client.post(
        f"/admin/accounts/organisation/{organisation.pk}/change/", body(organisation, **changes)
    )


def test_staff_edit_an_organisation_and_the_search_follows(chief, organisation, sign_in):
    assert change(sign_in(chief), organisation, name="星海示例有限公司").status_code == 302
    organisation.refresh_from_db()
    assert organisation.search_text == "星海示例有限公司"
    assert organisation.initials == "xhslyxgs"


def test_staff_enter_the_code_that_was_missing(chief, sign_in):
    bare = OrganisationFactory.create(code=None)
    client = sign_in(chief)
    assert change(client, bare, short_name="示例").status_code == 302
    assert change(client, bare, code="914403001922038217").status_code == 200
    assert change(client, bare, code=CODE).status_code == 200
    assert change(client, bare, code=f" {CODE.lower()} ", code_confirmed_by_staff="on").status_code == 302
    bare.refresh_from_db()
    assert (bare.code, bare.code_confirmed_by_staff) == (CODE, True)


def test_staff_add_an_organisation_with_its_owner(chief, owner, sign_in):
    new = Organisation(name="新立示例有限公司", code=demo_code(900))
    seat = {"seats-TOTAL_FORMS": 1, "seats-0-user": owner.pk, "seats-0-role": "owner"}
    answer = sign_in(chief).post("/admin/accounts/organisation/add/", body(new, sector="", **seat))
    assert answer.status_code == 302
    made = Organisation.objects.get(name=new.name)
    assert made.search_text
    assert Seat.objects.get(organisation=made).role == Role.OWNER


def test_nobody_corrects_the_code_of_their_own_organisation(chief, organisation, sign_in):
    SeatFactory.create(user=chief, organisation=organisation, role=Role.VIEWER)
    before = organisation.code
    assert change(sign_in(chief), organisation, code=demo_code(901), short_name="新简称").status_code == 302
    organisation.refresh_from_db()
    assert (organisation.code, organisation.short_name) == (before, "新简称")


@pytest.mark.parametrize("q", ["智能", "ylsl", "91500157PDY0010125", " 91500157pdy0010125"])
def test_organisations_are_found_by_name_initials_and_whole_code(
    q, chief, sign_in, organisation, other_organisation
):
    page = sign_in(chief).get("/admin/accounts/organisation/", {"q": q}).content.decode()
    assert organisation.name in page
    assert other_organisation.name not in page


# --- people -------------------------------------------------------------------------------------


def test_a_new_person_can_sign_in_at_once(chief, sign_in):
    data = {
        "email": "New@Example.test", "name": "新人", "usable_password": "true",
        "password1": "a-long-secret-77", "password2": "a-long-secret-77",
        "seats-TOTAL_FORMS": 0, "seats-INITIAL_FORMS": 0,
    }  # fmt: skip
    assert sign_in(chief).post("/admin/accounts/user/add/", data).status_code == 302
    made = User.objects.get(name="新人")
    address = made.emailaddress_set.get()
    assert (made.email, address.email, address.verified) == ("new@example.test", "new@example.test", True)


def person_form(user, **changes) -> dict[str, object]:
    return {
        "email": user.email, "name": user.name, "language": "en", "is_active": "on",
        "seats-TOTAL_FORMS": 0, "seats-INITIAL_FORMS": 0, **changes,
    }  # fmt: skip


def test_the_admins_script_alone_gives_the_focus_to_a_new_persons_first_field(chief, sign_in):
    page = sign_in(chief).get("/admin/accounts/user/add/").content.decode()
    assert "admin/js/change_form.js" in page
    assert "autofocus" not in page


def test_a_changed_address_is_the_one_to_sign_in_with(chief, owner, sign_in):
    client = sign_in(chief)
    url = f"/admin/accounts/user/{owner.pk}/change/"
    assert client.post(url, person_form(owner, email="other@example.test")).status_code == 302
    assert owner.emailaddress_set.get().email == "other@example.test"
    owner.refresh_from_db()
    assert client.post(url, person_form(owner, name="江小")).status_code == 302
    assert owner.emailaddress_set.count() == 1


def test_only_a_superuser_makes_superusers(administrator, owner, sign_in):
    administrator.user_permissions.add(*Permission.objects.filter(codename__in=["change_user", "view_user"]))
    data = person_form(owner, is_superuser="on", name="改名")
    assert sign_in(administrator).post(f"/admin/accounts/user/{owner.pk}/change/", data).status_code == 302
    owner.refresh_from_db()
    assert (owner.is_superuser, owner.name) == (False, "改名")


def test_nobody_below_a_superuser_changes_one_or_sets_their_password(administrator, reviewer, sign_in):
    reviewer.is_superuser = True
    reviewer.save()
    client = sign_in(administrator)
    data = {"password1": "a-long-secret-77", "password2": "a-long-secret-77", "usable_password": "true"}
    assert client.post(f"/admin/accounts/user/{reviewer.pk}/password/", data).status_code == 403
    assert (
        client.post(f"/admin/accounts/user/{reviewer.pk}/change/", person_form(reviewer)).status_code == 403
    )
    reviewer.refresh_from_db()
    assert not reviewer.check_password("a-long-secret-77")


def regroup(client, user, *groups, **changes):
    data = person_form(user, is_staff="on", groups=[group.pk for group in groups], **changes)
    return client.post(f"/admin/accounts/user/{user.pk}/change/", data)


@pytest.fixture
def beyond(db) -> Group:
    """Somebody has made a group that may more than any administrator."""
    group = Group.objects.create(name="示例大权组")
    group.permissions.add(Permission.objects.get(codename="delete_logentry"))
    return group


@pytest.mark.parametrize("name", ["secretariat", "auditor", "administrator", "park operator"])
def test_an_administrator_puts_people_into_groups_and_out_of_them(name, administrator, other_staff, sign_in):
    group = Group.objects.get(name=name)
    assert regroup(sign_in(administrator), other_staff, group).status_code == 302
    assert list(other_staff.groups.all()) == [group]


def test_nobody_gives_a_group_that_grants_more_than_they_hold(
    administrator, chief_of_all, other_staff, beyond, sign_in
):
    before = list(other_staff.groups.all())
    for person in (administrator, other_staff):
        answer = regroup(sign_in(administrator), person, *person.groups.all(), beyond)
        assert "超出您本人的权限" in answer.content.decode()
    assert list(other_staff.groups.all()) == before
    assert regroup(sign_in(chief_of_all), other_staff, beyond).status_code == 302
    assert list(other_staff.groups.all()) == [beyond]


@pytest.mark.parametrize("is_active", [True, False])
def test_an_administrator_does_not_change_who_may_more(
    is_active, administrator, chief_of_all, other_staff, beyond, sign_in
):
    other_staff.groups.add(beyond)
    User.objects.filter(pk=other_staff.pk).update(is_active=is_active)
    assert regroup(sign_in(administrator), other_staff, name="改名").status_code == 403
    assert regroup(sign_in(chief_of_all), other_staff, beyond, name="改名").status_code == 302


def test_groups_are_changed_by_superusers_alone_whatever_was_granted(administrator, chief_of_all, sign_in):
    administrator.user_permissions.add(*Permission.objects.filter(content_type__model="group"))
    group = Group.objects.get(name="administrator")
    page, data = f"/admin/auth/group/{group.pk}/change/", {"name": "administrator", "permissions": []}
    client = sign_in(administrator)
    assert client.get(page).status_code == 200
    for address in (page, "/admin/auth/group/add/", f"/admin/auth/group/{group.pk}/delete/"):
        assert client.post(address, data).status_code == 403
    assert group.permissions.exists()
    assert sign_in(chief_of_all).post(page, data).status_code == 302
    assert not group.permissions.exists()


def test_the_secretariat_finds_a_new_owner_for_an_organisation(reviewer, outsider, organisation, sign_in):
    seat = {"seats-TOTAL_FORMS": 1, "seats-0-user": outsider.pk, "seats-0-role": "owner"}
    assert change(sign_in(reviewer), organisation, **seat).status_code == 302
    assert Seat.objects.get(user=outsider, organisation=organisation).role == Role.OWNER


def test_the_secretariat_sends_a_failed_letter_again(reviewer, sign_in):
    Letter.objects.update(state=LetterState.FAILED)
    assert "重新列入发送队列" in again(sign_in(reviewer))


def test_people_are_not_deleted(chief, owner, sign_in):
    assert sign_in(chief).post(f"/admin/accounts/user/{owner.pk}/delete/", {"post": "yes"}).status_code == 403


# --- letters ------------------------------------------------------------------------------------


def again(client):
    data = {"action": "send_again", "_selected_action": [Letter.objects.get().pk]}
    return client.post("/admin/accounts/letter/", data, follow=True).content.decode()


def test_a_failed_letter_is_sent_again_by_who_may(chief, sign_in):
    client = sign_in(chief)
    assert "无须重新发送" in again(client)
    Letter.objects.update(state=LetterState.FAILED)
    assert "重新列入发送队列" in again(client)
    assert Letter.objects.get().state == LetterState.QUEUED


def test_the_auditor_sends_nothing_again(auditor, sign_in):
    Letter.objects.update(state=LetterState.FAILED)
    again(sign_in(auditor))
    assert Letter.objects.get().state == LetterState.FAILED


def test_the_text_of_a_sign_in_letter_is_not_shown_to_staff(chief, sign_in):
    client = sign_in(chief)
    url = f"/admin/accounts/letter/{Letter.objects.get().pk}/change/"
    assert "body" in client.get(url).content.decode()
    Letter.objects.update(confidential=True, text="SECRET-LINK")
    assert "SECRET-LINK" not in client.get(url).content.decode()


# --- codes --------------------------------------------------------------------------------------


def decision_url() -> str:
    return f"/admin/accounts/coderequest/{CodeRequest.objects.get().pk}/decide/"


def test_the_secretariat_decides_and_get_only_shows(reviewer, outsider, sign_in):
    client = sign_in(reviewer)
    assert decision_url() in client.get("/admin/accounts/coderequest/").content.decode()
    page = client.get(decision_url()).content.decode()
    assert CODE in page
    assert "校验位相符" in page
    assert CodeRequest.objects.get().state == "pending"
    assert client.post(decision_url(), {"decision": "accept"}).status_code == 302
    assert Seat.objects.get(organisation__code=CODE).user == outsider
    assert "该申请已经处理" in client.get(decision_url()).content.decode()
    assert client.get("/admin/accounts/coderequest/").status_code == 200


def test_declining_without_a_note_stays_on_the_page(reviewer, sign_in):
    client = sign_in(reviewer)
    assert "写明" in client.post(decision_url(), {"decision": "decline"}).content.decode()
    assert client.post(decision_url(), {"decision": "decline", "note": "不符"}).status_code == 302
    assert CodeRequest.objects.get().state == "declined"


def test_others_do_not_reach_the_decision(auditor, other_staff, owner, sign_in):
    for nobody in (auditor, other_staff):
        assert sign_in(nobody).get(decision_url()).status_code == 403
        assert sign_in(nobody).post(decision_url(), {"decision": "accept"}).status_code == 403
    assert sign_in(owner).post(decision_url(), {"decision": "accept"}).status_code == 302
    assert CodeRequest.objects.get().state == "pending"
    assert UserFactory.create()
