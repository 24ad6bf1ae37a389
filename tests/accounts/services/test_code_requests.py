import pytest

from accounts.models import CodeRequest, Letter, Organisation, Role, Seat
from accounts.services import code_requests, organisations
from accounts.services.code_requests import RequestRefused
from tests.factories import OrganisationFactory, SeatFactory

pytestmark = pytest.mark.django_db
CODE = "N2500112MF1234567B"


@pytest.fixture
def request_(outsider) -> CodeRequest:
    return code_requests.ask(
        user=outsider, code=" n2500112mf1234567b ", kind="enterprise", name="示例经济合作社"
    )


def test_asking_twice_is_one_request(request_, outsider):
    assert request_.code == CODE
    assert code_requests.ask(user=outsider, code=CODE, kind="enterprise", name="示例") == request_


@pytest.mark.parametrize("code", ["914403001922038216", "914403001922038217", "91"])
def test_other_codes_do_not_go_to_staff(code, outsider):
    with pytest.raises(RequestRefused):
        code_requests.ask(user=outsider, code=code, kind="enterprise", name="示例")


def test_staff_accept_and_the_organisation_is_there_with_its_owner(request_, reviewer, outsider):
    made = code_requests.accept(request_, by=reviewer)
    assert (made.code, made.code_confirmed_by_staff) == (CODE, True)
    assert Seat.objects.get(organisation=made).role == Role.OWNER
    assert made.search_text
    request_.refresh_from_db()
    assert (request_.state, request_.organisation, request_.decided_by) == ("accepted", made, reviewer)
    assert Letter.objects.get().recipient == outsider


def test_the_code_of_an_organisation_that_exists_leads_to_it(request_, reviewer, owner):
    made = code_requests.accept(request_, by=reviewer)
    with pytest.raises(organisations.CodeTaken) as caught:
        code_requests.ask(user=owner, code=CODE, kind="enterprise", name="示例")
    assert caught.value.organisation == made


def test_a_code_taken_meanwhile_leaves_the_request_open(request_, reviewer, owner):
    Organisation.objects.create(name="先到示例", code=CODE)
    with pytest.raises(RequestRefused, match="先到示例"):
        code_requests.accept(request_, by=reviewer)
    assert CodeRequest.objects.get().state == CodeRequest.State.PENDING
    assert not Letter.objects.exists()


def test_declining_wants_a_note_that_the_person_reads(request_, reviewer):
    with pytest.raises(RequestRefused):
        code_requests.decline(request_, by=reviewer, note="  ")
    code_requests.decline(request_, by=reviewer, note="证书上是另一个代码")
    assert request_.state == CodeRequest.State.DECLINED
    assert "证书上是另一个代码" in Letter.objects.get().text


def test_only_staff_with_the_permission_decide_and_only_once(request_, reviewer, other_staff, auditor):
    for nobody in (other_staff, auditor, request_.user):
        with pytest.raises(RequestRefused):
            code_requests.accept(request_, by=nobody)
    stale = CodeRequest.objects.get()
    code_requests.accept(request_, by=reviewer)
    with pytest.raises(RequestRefused):
        code_requests.decline(request_, by=reviewer, note="晚了")
    with pytest.raises(RequestRefused, match="其他工作人员"):
        code_requests.decline(stale, by=reviewer, note="晚了")


def test_who_sits_in_the_organisation_does_not_decide_its_code(request_, reviewer, second_reviewer):
    SeatFactory.create(user=reviewer, organisation=OrganisationFactory.create(name=request_.name, code=None))
    for decide in (code_requests.accept, code_requests.decline):
        with pytest.raises(RequestRefused, match="回避"):
            decide(request_, by=reviewer, note="不符")
    code_requests.accept(request_, by=second_reviewer)
    assert request_.state == CodeRequest.State.ACCEPTED


def test_who_asked_for_the_same_code_does_not_decide_on_it(request_, reviewer):
    code_requests.ask(user=reviewer, code=CODE, kind="enterprise", name="示例")
    with pytest.raises(RequestRefused, match="回避"):
        code_requests.decline(request_, by=reviewer, note="不符")


def test_nobody_decides_their_own_request(reviewer):
    mine = code_requests.ask(user=reviewer, code=CODE, kind="enterprise", name="示例")
    with pytest.raises(RequestRefused, match="本人"):
        code_requests.accept(mine, by=reviewer)
