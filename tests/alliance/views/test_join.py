import pytest

from alliance.models import MembershipApplication
from casework.models import Case
from tests import applications
from tests.alliance import members
from tests.factories import SeatFactory

pytestmark = pytest.mark.django_db


def text(client) -> str:
    answer = client.get("/join/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_public_page_says_who_how_long_which_papers_and_that_it_is_free(client):
    page = text(client)
    for words in (
        "5 个工作日",
        "10 个工作日",
        "律师事务所执业许可证",
        "副理事长单位",
        "平台不收取任何费用",
        "注册",
    ):
        assert words in page
    assert "我的单位" not in page


def test_who_has_no_organisation_is_led_to_registering_one(sign_in, reviewer):
    page = text(sign_in(reviewer))
    assert "先登记单位" in page
    assert 'href="/organisations/new/"' in page


def test_an_application_is_begun_by_a_button_and_leads_to_its_form(sign_in, owner, organisation):
    client = sign_in(owner)
    assert "开始申请" in text(client)
    answer = client.post("/join/", {"organisation": organisation.pk})
    case = MembershipApplication.objects.get()
    assert answer["Location"] == f"/cases/{case.reference}/form/"
    assert case.applicant == owner


def test_a_second_click_leads_to_the_open_case(sign_in, owner, organisation):
    client = sign_in(owner)
    client.post("/join/", {"organisation": organisation.pk})
    answer = client.post("/join/", {"organisation": organisation.pk})
    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.reference}/"
    page = text(client)
    assert f"继续填写 {case.reference}" in page
    assert "草稿" in page


def test_a_viewer_reads_why_not_and_a_post_is_refused_with_the_same_sentence(sign_in, viewer, organisation):
    client = sign_in(viewer)
    assert "您是该单位的查阅人" in text(client)
    answer = client.post("/join/", {"organisation": organisation.pk})
    assert answer.status_code == 409
    assert "您是该单位的查阅人" in answer.content.decode()
    assert not Case.objects.exists()


def test_an_outsider_gets_404(sign_in, outsider, organisation):
    assert sign_in(outsider).post("/join/", {"organisation": organisation.pk}).status_code == 404
    assert not Case.objects.exists()


@pytest.mark.parametrize("wrong", ["", "x", "-1"])
def test_without_an_organisation_nothing_begins(wrong, sign_in, owner):
    answer = sign_in(owner).post("/join/", {"organisation": wrong})
    assert answer.status_code == 422
    assert "请先选择" in answer.content.decode()


def test_who_is_signed_out_is_led_to_sign_in_and_back(client, organisation):
    answer = client.post("/join/", {"organisation": organisation.pk})
    assert answer["Location"] == "/accounts/login/?next=/join/"


@pytest.mark.parametrize(
    ("starts", "ends", "words", "button"),
    [
        (-10, 900, "可以申请续期", False),
        (-900, 60, "申请续期", True),
        (-900, -5, "已到期", True),
        (5, 900, "尚未生效", False),
    ],
)
def test_a_member_reads_when_it_may_renew(starts, ends, words, button, sign_in, owner, organisation):
    live = members.membership(organisation, starts=starts, ends=ends)
    page = text(sign_in(owner))
    assert words in page
    assert live.number in page
    assert (f'name="organisation" value="{organisation.pk}"' in page) is button


def test_a_case_sent_back_leads_to_its_corrections(sign_in, owner, viewer, organisation, reviewer):
    case = applications.submitted(organisation, owner)
    assert f"查看 {case.reference}" in text(sign_in(owner))
    applications.step(case, "start", reviewer)
    applications.step(case, "request_changes", reviewer, note="请补正。", corrections=applications.ASKED)
    assert f"补正 {case.reference}" in text(sign_in(owner))
    assert f"查看 {case.reference}" in text(sign_in(viewer))


def test_a_unit_with_a_post_alone_may_apply(sign_in, owner, organisation):
    members.post(organisation, "chair")
    page = text(sign_in(owner))
    assert "经联盟选任" in page
    assert "开始申请" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_joining_costs_the_same_with_three_organisations(
    rows, sign_in, owner, organisation, django_assert_num_queries
):
    members.membership(organisation)
    for _number in range(rows - 1):
        SeatFactory.create(user=owner, organisation=members.member())
    client = sign_in(owner)
    with django_assert_num_queries(7):
        assert client.get("/join/").status_code == 200
