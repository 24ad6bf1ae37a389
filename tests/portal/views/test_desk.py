from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import CodeRequest, Letter, Organisation, Role, SeatRequest
from alliance.models import Alliance, Membership
from parks.models import ParkRegistration, Tenancy, Visit, VisitSlot, YearlyReport
from tests import applications
from tests.factories import OrganisationFactory, SeatFactory, UserFactory
from tests.parks import registrations

pytestmark = pytest.mark.django_db


@pytest.fixture
def alliance():
    return Alliance.objects.create(
        slug="demo", name="联盟", english_name="Alliance", founded_on="2022-04-29", number_prefix="LJ"
    )


def desk(client):
    answer = client.get("/desk/")
    assert answer.status_code == 200
    return answer


def membership(organisation, days_left, **more):
    today = timezone.localdate()
    return Membership.objects.create(
        organisation=organisation, number=f"LJ-2026-{organisation.pk:04d}",
        starts_on=today - timedelta(days=900), ends_on=today + timedelta(days=days_left), **more,
    )  # fmt: skip


def test_the_desk_is_for_those_who_signed_in(client):
    answer = client.get("/desk/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_an_empty_desk_leads_to_registering_an_organisation(sign_in):
    page = desk(sign_in(UserFactory.create())).content.decode()
    assert "登记单位" in page
    assert "/organisations/new/" in page
    assert "办理中" not in page


def test_corrections_with_their_deadline_come_before_drafts(
    owner, organisation, other_organisation, reviewer, sign_in
):
    SeatFactory.create(user=owner, organisation=other_organisation)
    applications.draft(other_organisation, owner)
    case = applications.sent_back(organisation, owner, reviewer)
    turns = desk(sign_in(owner)).context["turns"]
    assert [turn.tone for turn in turns] == ["amber", "slate"]
    assert "还有 2 项未处理" in turns[0].detail
    assert turns[0].action_url == f"/cases/{case.reference}/"
    assert turns[1].action_url.endswith("/form/")


def test_answered_corrections_ask_to_be_sent(owner, organisation, reviewer, sign_in):
    case = applications.sent_back(organisation, owner, reviewer)
    case.corrections.update(answered_at=timezone.now())
    (turn,) = desk(sign_in(owner)).context["turns"]
    assert "各项均已处理" in turn.detail


def test_a_deadline_that_passed_is_red(owner, organisation, reviewer, sign_in):
    applications.make_late(applications.sent_back(organisation, owner, reviewer))
    (turn,) = desk(sign_in(owner)).context["turns"]
    assert turn.tone == "cinnabar"


def test_corrections_without_a_deadline_name_none(owner, organisation, reviewer, sign_in):
    case = applications.sent_back(organisation, owner, reviewer)
    type(case).objects.filter(pk=case.pk).update(due_on=None)
    (turn,) = desk(sign_in(owner)).context["turns"]
    assert "请在" not in turn.detail


def test_a_viewer_sees_the_case_and_has_no_turn(owner, viewer, organisation, reviewer, sign_in):
    case = applications.sent_back(organisation, owner, reviewer)
    answer = desk(sign_in(viewer))
    assert answer.context["turns"] == []
    assert case.reference in answer.content.decode()


def test_an_outsider_sees_nothing_of_it(owner, outsider, organisation, reviewer, sign_in):
    case = applications.sent_back(organisation, owner, reviewer)
    page = desk(sign_in(outsider)).content.decode()
    assert case.reference not in page
    assert organisation.name not in page


def test_open_and_finished_cases_stand_apart(
    owner, organisation, other_organisation, reviewer, alliance, sign_in
):
    SeatFactory.create(user=owner, organisation=other_organisation)
    open_one = applications.submitted(organisation, owner)
    over = applications.rejected(other_organisation, owner, reviewer)
    context = desk(sign_in(owner)).context
    assert [row.case.reference for row in context["open_rows"]] == [open_one.reference]
    assert [row.case.reference for row in context["finished_rows"]] == [over.reference]
    assert context["open_rows"][0].chip.tone == "ink"
    assert "待联盟办理" in context["open_rows"][0].sentence


@pytest.mark.parametrize(
    ("days_left", "word", "renewal"),
    [(300, "有效", False), (30, "有效", True), (-3, "已到期", True)],
)
def test_my_organisation_shows_its_membership(owner, organisation, sign_in, days_left, word, renewal):
    membership(organisation, days_left)
    answer = desk(sign_in(owner))
    (row,) = answer.context["seat_rows"]
    assert str(row.chip.word) == word
    assert row.may_renew is renewal
    assert ("现在可以续期" in answer.content.decode()) is renewal


def test_a_revoked_membership_is_none(owner, organisation, sign_in):
    membership(organisation, 300, revoked_on=timezone.localdate(), revocation_reason="退会")
    page = desk(sign_in(owner)).content.decode()
    assert "尚未入会" in page


def test_owners_see_who_asks_for_a_seat_and_others_do_not(owner, colleague, organisation, sign_in):
    asking = UserFactory.create(name="新同事")
    SeatRequest.objects.create(organisation=organisation, user=asking, message="请同意")
    (turn,) = desk(sign_in(owner)).context["turns"]
    assert "新同事" in turn.sentence
    assert turn.action_url == f"/organisations/{organisation.pk}/"
    assert desk(sign_in(colleague)).context["turns"] == []


def test_who_waits_for_a_seat_or_a_code_sees_that(organisation, sign_in):
    waiting = UserFactory.create()
    SeatRequest.objects.create(organisation=organisation, user=waiting)
    CodeRequest.objects.create(user=waiting, code="N2500112MF12345678", kind="other", name="示例合作社")
    page = desk(sign_in(waiting)).content.decode()
    assert "加入申请正在等待" in page
    assert "示例合作社" in page


def test_unread_letters_are_counted_and_confidential_ones_left_out(owner, sign_in):
    now = timezone.now()
    for number in range(7):
        Letter.objects.create(
            recipient=owner, email=owner.email, language="zh-hans", subject=f"第{number}封", text="文",
            key=f"k{number}", next_try_at=now, confidential=number == 6, read_at=now if number == 0 else None,
        )  # fmt: skip
    seen = desk(sign_in(owner)).context["desk"]
    assert seen.unread == 5
    assert [letter.subject for letter in seen.letters] == [f"第{number}封" for number in (5, 4, 3, 2, 1)]


def test_staff_who_review_find_the_queue_and_others_do_not(reviewer, owner, other_staff, sign_in):
    assert "打开办件队列" in desk(sign_in(reviewer)).content.decode()
    assert "打开办件队列" not in desk(sign_in(owner)).content.decode()
    assert "打开办件队列" not in desk(sign_in(other_staff)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_of_each_and_with_three(owner, sign_in, count, django_assert_num_queries):
    for number in range(count):
        organisation = OrganisationFactory.create(name=f"晨屿示例{number}有限公司")
        SeatFactory.create(user=owner, organisation=organisation, role=Role.OWNER)
        applications.draft(organisation, owner)
        membership(organisation, 400)
        SeatRequest.objects.create(organisation=organisation, user=UserFactory.create())
        _in_a_park(organisation, owner, number)
    client = sign_in(owner)
    # Session, person; then seats, memberships, open, finished, requests twice, codes, letters twice,
    # and of the parks tenancies, reports, visits.
    with django_assert_num_queries(16):
        client.get("/desk/")


def _in_a_park(organisation, owner, number):
    """An offer, a year's report and a visit, as rows: how they come about is the business of parks."""
    park = registrations.a_park()
    held = ParkRegistration.objects.create(
        kind="park", reference=f"RY-2026-{number:04d}", organisation=organisation, applicant=owner, park=park,
        status="approved", submitted_at=timezone.now(),
    )  # fmt: skip
    today = timezone.localdate()
    unit = registrations.a_unit(park, f"{number}01")
    offer = Tenancy.objects.create(registration=held, unit=unit, answer_by=today)
    YearlyReport.objects.create(tenancy=offer, year=2025, due_on=today)
    starts_at = timezone.now() + timedelta(days=number + 1)
    slot = VisitSlot.objects.create(park=park, starts_at=starts_at, taken=1)
    Visit.objects.create(slot=slot, organisation=organisation, booked_by=owner)


def test_what_waits_in_a_park_is_told_with_its_day(owner, viewer, organisation, sign_in):
    _in_a_park(organisation, owner, 1)
    turns = desk(sign_in(owner)).context["turns"]
    assert [str(turn.action_label) for turn in turns] == ["前往答复", "前往填报", "查看"]
    day = date_format(timezone.localdate(), "DATE_FORMAT")
    assert all(day in turn.detail for turn in turns[:2])
    assert len(desk(sign_in(viewer)).context["turns"]) == 1


def test_a_planned_enterprise_is_asked_for_its_code_once_it_accepted(owner, organisation, sign_in):
    _in_a_park(organisation, owner, 1)
    Tenancy.objects.update(status="accepted")
    Organisation.objects.filter(pk=organisation.pk).update(is_planned=True, code=None)
    turn = desk(sign_in(owner)).context["turns"][0]
    assert turn.action_url == f"/organisations/{organisation.pk}/code/"


def test_an_offer_that_nobody_answered_is_red(owner, organisation, sign_in):
    _in_a_park(organisation, owner, 1)
    Tenancy.objects.update(answer_by=timezone.localdate() - timedelta(days=1))
    YearlyReport.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert [turn.tone for turn in desk(sign_in(owner)).context["turns"]] == ["cinnabar", "cinnabar", "ink"]
