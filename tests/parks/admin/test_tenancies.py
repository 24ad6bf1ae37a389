import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from parks.models import Tenancy
from parks.services import tenancies
from tests.applications import pdf
from tests.parks import world
from tests.parks.registrations import a_unit

pytestmark = pytest.mark.django_db
LIST = "/admin/parks/tenancy/"
CONTRACT = {"signed_on": "2026-01-05", "starts_on": "2026-02-01", "ends_on": "2029-01-31", "rent": "31.50"}


def page(tenancy: Tenancy, name: str = "change") -> str:
    return reverse(f"admin:parks_tenancy_{name}", args=[tenancy.pk])


def tools(desk, tenancy: Tenancy) -> list[str]:
    """What the page offers: the next step beside its sentence first, then the others."""
    context = desk.get(page(tenancy)).context
    following = [context["turn"]["action_label"]] if "action_label" in context["turn"] else []
    return [*following, *(str(word) for _url, word in context["tools"])]


@pytest.mark.parametrize(
    ("walk", "words"),
    [
        (world.offered, ["收回选房通知"]),
        (world.accepted, ["登记签约", "收回选房通知"]),
        (world.signed, ["登记入驻", "登记退出"]),
        (world.moved_in, ["登记退出"]),
    ],
)
def test_a_tenancy_offers_just_the_moves_of_its_state(walk, words, desk, there, unit):
    assert tools(desk, walk(there, unit)) == words


def test_an_offer_is_withdrawn_with_a_reason(desk, there, unit):
    tenancy = world.offered(there, unit)
    assertContains(desk.get(page(tenancy, "withdraw")), "该登记恢复原轮候位次")
    without = desk.post(page(tenancy, "withdraw"), {"revision": tenancy.revision, "note": " "})
    assertContains(without, "原因")
    assert without.status_code == 200

    response = desk.post(page(tenancy, "withdraw"), {"revision": tenancy.revision, "note": "示例原因"})

    assertRedirects(response, page(tenancy))
    tenancy.refresh_from_db()
    assert tenancy.status == "withdrawn"


def test_a_contract_is_signed_with_its_days_its_rent_and_its_scan(desk, there, unit):
    tenancy = world.accepted(there, unit)
    assertContains(desk.get(page(tenancy, "sign")), 'enctype="multipart/form-data"')

    response = desk.post(
        page(tenancy, "sign"), {**CONTRACT, "revision": tenancy.revision, "contract": pdf("合同.pdf")}
    )

    assertRedirects(response, page(tenancy))
    tenancy.refresh_from_db()
    assert (tenancy.status, str(tenancy.rent), tenancy.contract_name) == ("signed", "31.50", "合同.pdf")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"ends_on": "2026-01-31"}, "届满日期须晚于起租日期，请核对。"),
        ({"rent": "-1"}, "rent"),
        ({"signed_on": "bald"}, "signed_on"),
    ],
)
def test_a_wrong_contract_is_told_beside_its_field_and_what_was_typed_stays(
    values, sentence, desk, there, unit
):
    tenancy = world.accepted(there, unit)

    response = desk.post(
        page(tenancy, "sign"), {**CONTRACT, "revision": tenancy.revision, "note": "示例说明", **values}
    )

    assert response.status_code == 200
    assertContains(response, sentence)
    assertContains(response, "示例说明")
    tenancy.refresh_from_db()
    assert tenancy.status == "accepted"


def test_a_scan_that_is_none_is_refused_in_words(desk, there, unit):
    tenancy = world.accepted(there, unit)
    scan = pdf("合同.pdf")
    scan.file.seek(0)
    scan.file.write(b"MZ")
    scan.file.seek(0)

    response = desk.post(page(tenancy, "sign"), {**CONTRACT, "revision": tenancy.revision, "contract": scan})

    assertContains(response, "合同.pdf", status_code=409)
    tenancy.refresh_from_db()
    assert (tenancy.status, bool(tenancy.contract)) == ("accepted", False)


def test_a_planned_enterprise_signs_nothing_before_it_has_its_code(desk, there, unit):
    tenancy = world.accepted(there, unit)
    organisation = tenancy.registration.organisation
    type(organisation).objects.filter(pk=organisation.pk).update(code=None, is_planned=True)

    assertContains(desk.get(page(tenancy, "sign")), "尚未填写统一社会信用代码")
    response = desk.post(page(tenancy, "sign"), {**CONTRACT, "revision": tenancy.revision})

    assert response.status_code == 409
    assertContains(response, "31.50", status_code=409)


def test_moving_in_and_leaving_are_recorded_with_their_days(desk, there, unit):
    tenancy = world.signed(there, unit)
    today = world.a_day(0).isoformat()

    desk.post(page(tenancy, "move_in"), {"revision": tenancy.revision, "on": today, "note": ""})
    tenancy.refresh_from_db()
    assert (tenancy.status, tenancy.moved_in_on) == ("moved_in", world.a_day(0))

    desk.post(page(tenancy, "leave"), {"revision": tenancy.revision, "on": today, "note": "示例原因"})
    tenancy.refresh_from_db()
    assert (tenancy.status, tenancy.left_on) == ("left", world.a_day(0))


def test_a_day_to_come_is_refused_in_words_and_what_was_typed_stays(desk, there, unit):
    tenancy = world.signed(there, unit)
    tomorrow = world.a_day(1).isoformat()

    response = desk.post(
        page(tenancy, "move_in"), {"revision": tenancy.revision, "on": tomorrow, "note": "示例"}
    )

    assertContains(response, "日期不能晚于今天", status_code=409)
    assertContains(response, tomorrow, status_code=409)


def test_who_was_faster_is_named_and_what_was_typed_stays(desk, there, unit):
    tenancy = world.accepted(there, unit)
    seen = tenancy.revision
    tenancies.withdraw(tenancy, by=there.colleague, revision=seen, note="示例")

    response = desk.post(page(tenancy, "sign"), {**CONTRACT, "revision": seen, "note": "我的说明"})

    assert response.status_code == 409
    assertContains(response, "我的说明", status_code=409)
    assertContains(response, "操作未生效，您填写的内容保留在下面。", status_code=409)
    tenancy.refresh_from_db()
    assert tenancy.status == "withdrawn"


def test_a_stale_revision_of_a_move_that_is_still_there_names_who_and_can_be_pressed_again(desk, there, unit):
    tenancy = world.signed(there, unit)

    today = world.a_day(0).isoformat()
    stale = desk.post(page(tenancy, "leave"), {"revision": 1, "on": today, "note": "示例原因"})

    assertContains(stale, str(there.operator), status_code=409)
    assertContains(stale, f'name="revision" value="{tenancy.revision}"', status_code=409)
    assertContains(stale, "示例原因", status_code=409)


def test_each_opening_of_the_contract_is_recorded_and_it_comes_under_its_name(desk, there, unit):
    tenancy = world.signed(there, unit)

    response = desk.get(page(tenancy, "contract"))

    assert response.getvalue().startswith(b"%PDF")
    assert "attachment" in response["Content-Disposition"]
    assert tenancy.steps.latest("pk").action == "open_contract"
    assertContains(desk.get(page(tenancy)), "查看合同")


def test_a_contract_whose_file_is_gone_is_said_and_not_recorded_as_opened(desk, there, unit):
    tenancy = world.signed(there, unit)
    tenancy.contract.storage.delete(tenancy.contract.name)

    response = desk.get(page(tenancy, "contract"), follow=True)

    assertContains(response, "文件暂时无法读取")
    assert not tenancy.steps.filter(action="open_contract").exists()


def test_without_a_contract_there_is_none_to_open(desk, there, unit):
    tenancy = world.offered(there, unit)

    response = desk.get(page(tenancy, "contract"), follow=True)

    assertContains(response, "尚未上传合同扫描件。")
    assertNotContains(response, page(tenancy, "contract"))


@pytest.mark.parametrize(("days", "count"), [("90", 3), ("60", 2), ("30", 1), ("7", 4), ("", 4)])
def test_contracts_are_filtered_by_when_they_end(days, count, desk, there):
    for number, ends in enumerate((30, 60, 90, 91)):
        tenancy = world.signed(there, a_unit(there.park, f"30{number}"))
        Tenancy.objects.filter(pk=tenancy.pk).update(starts_on=world.a_day(-700), ends_on=world.a_day(ends))

    response = desk.get(LIST, {"expiring": days} if days else {})

    assert len(response.context["cl"].result_list) == count


def test_tenancies_are_found_by_the_organisations_name_and_the_reference(desk, there, unit):
    tenancy = world.offered(there, unit)
    registration = tenancy.registration

    for term in (registration.organisation.name[:6], registration.reference):
        assert list(desk.get(LIST, {"q": term}).context["cl"].result_list) == [tenancy]
    assert not desk.get(LIST, {"q": "没有这个单位"}).context["cl"].result_list
