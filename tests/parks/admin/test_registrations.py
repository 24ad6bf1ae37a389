import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from parks.models import Aspect, Opinion, ParkRegistration
from tests.applications import step
from tests.parks import registrations, world

pytestmark = pytest.mark.django_db
LIST = "/admin/parks/parkregistration/"


@pytest.fixture
def reviewed(there) -> ParkRegistration:
    organisation, owner = world.an_enterprise()
    case = registrations.submitted(organisation, there.park, owner)
    return world.fresh(step(case, "start", there.operator))


def opinion_page(registration: ParkRegistration, aspect: str = "fire") -> str:
    return reverse("admin:parks_parkregistration_opinion", args=[registration.pk, aspect])


def case_page(registration: ParkRegistration) -> str:
    return reverse("admin:casework_case_change", args=[registration.pk])


def test_the_list_says_stage_and_days_and_leads_to_the_case(desk, there, reviewed, unit):
    world.offered(there, unit)

    response = desk.get(LIST)

    assertContains(response, "审核中")
    assertContains(response, "待答复")
    assertRedirects(desk.get(f"{LIST}{reviewed.pk}/change/"), case_page(reviewed))
    assert desk.get(f"{LIST}{reviewed.pk}/history/")["Location"] == case_page(reviewed) + "#trail"


def test_a_draft_is_in_no_list_and_at_no_address(desk, there):
    organisation, owner = world.an_enterprise()
    draft = registrations.draft(organisation, there.park, owner)

    assert not desk.get(LIST).context["cl"].result_list
    assert desk.get(f"{LIST}{draft.pk}/change/").status_code == 404
    assert desk.post(opinion_page(draft), {"verdict": "agree"}).status_code == 404


def test_the_case_shows_every_aspect_what_is_lacking_and_a_form_for_each(desk, there, reviewed):
    world.review(reviewed, there.colleague)

    response = desk.get(case_page(reviewed))

    for aspect in Aspect:
        assertContains(response, opinion_page(reviewed, aspect))
    assertContains(response, "评审意见须由至少 2 人填写，目前为 1 人。")
    assertContains(response, str(there.colleague))


def test_an_opinion_is_given_from_the_case_and_leads_back_there(desk, there, reviewed):
    response = desk.post(opinion_page(reviewed), {"verdict": "agree", "note": ""})

    assertRedirects(response, case_page(reviewed) + "#opinions", fetch_redirect_response=False)
    opinion = Opinion.objects.get()
    assert (opinion.author, opinion.aspect, opinion.verdict) == (there.operator, "fire", "agree")


def test_an_opinion_is_worded_anew_and_stays_one(desk, reviewed):
    desk.post(opinion_page(reviewed), {"verdict": "agree", "note": ""})
    desk.post(opinion_page(reviewed), {"verdict": "disagree", "note": "消防通道不足"})

    assertContains(desk.get(case_page(reviewed)), "消防通道不足")
    assert Opinion.objects.get().verdict == "disagree"


@pytest.mark.parametrize("verdict", ["conditional", "disagree"])
def test_an_opinion_against_wants_its_reason_and_what_was_chosen_stays(verdict, desk, reviewed):
    response = desk.post(opinion_page(reviewed), {"verdict": verdict, "note": " "})

    assertContains(response, "请写明条件或理由", status_code=response.status_code)
    assertContains(response, f'value="{verdict}"', status_code=response.status_code)
    assert not Opinion.objects.exists()


def test_without_a_verdict_the_form_says_so_and_the_note_stays(desk, reviewed):
    response = desk.post(opinion_page(reviewed), {"note": "我的理由"})

    assertContains(response, "我的理由")
    assert not Opinion.objects.exists()


def test_an_unknown_aspect_is_no_address(desk, reviewed):
    assert desk.get(opinion_page(reviewed, "taste")).status_code == 404


def test_who_holds_a_seat_in_the_enterprise_gives_no_opinion(desk, there, reviewed):
    reviewed.organisation.seats.create(user=there.operator, role="viewer")

    assertContains(desk.get(case_page(reviewed)), "按回避规定")
    assertNotContains(desk.get(case_page(reviewed)), opinion_page(reviewed))
    assert desk.post(opinion_page(reviewed), {"verdict": "agree"}).status_code == 409
    assert not Opinion.objects.exists()


def test_after_the_decision_no_opinion_is_given(desk, there):
    registration = world.in_line(there)
    before = Opinion.objects.count()

    response = desk.post(opinion_page(registration), {"verdict": "disagree", "note": "示例"})

    assertContains(response, "示例", status_code=409)
    assert Opinion.objects.count() == before


def test_the_auditor_reads_opinions_and_gives_none(auditor, sign_in, there, reviewed):
    world.review(reviewed, there.operator)
    client = sign_in(auditor)

    assertContains(client.get(case_page(reviewed)), str(there.operator))
    assertNotContains(client.get(case_page(reviewed)), opinion_page(reviewed))
    assert client.post(opinion_page(reviewed), {"verdict": "agree"}).status_code == 403


def test_after_the_approval_the_case_leads_to_the_line_and_to_the_unit(desk, there, unit):
    registration = world.in_line(there)
    place = world.place_of(registration)
    assertContains(
        desk.get(case_page(registration)), reverse("admin:parks_waitingplace_offer", args=[place.pk])
    )

    tenancy = world.offered(there, unit, registration)

    response = desk.get(case_page(registration))
    assertContains(response, reverse("admin:parks_tenancy_change", args=[tenancy.pk]))
    assertNotContains(response, reverse("admin:parks_waitingplace_offer", args=[place.pk]))


def test_before_it_the_case_says_nothing_of_letting(desk, reviewed):
    assertNotContains(desk.get(case_page(reviewed)), 'id="letting"')
