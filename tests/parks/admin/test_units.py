import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from parks.models import Building, Unit
from parks.services import tenancies
from tests.parks import world
from tests.parks.registrations import a_unit

pytestmark = pytest.mark.django_db
LIST = "/admin/parks/unit/"


def page(unit: Unit, name: str = "change") -> str:
    return reverse(f"admin:parks_unit_{name}", args=[unit.pk])


def test_a_units_state_stands_in_the_list_and_is_nowhere_typed(desk, there, unit):
    a_unit(there.park, "302", is_withheld=True)
    a_unit(there.park, "303", available_from=world.a_day(30))
    world.offered(there, unit)

    response = desk.get(LIST)

    for word in ("预留", "暂不招租", "起可租"):
        assertContains(response, word)
    assert "state" not in desk.get(page(unit)).context["adminform"].form.fields


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        ("free", ["301"]), ("later", ["302"]), ("reserved", ["304"]), ("fitting", ["305"]), ("let", ["306"]),
        ("withheld", ["303"]), ("", ["301", "302", "303", "304", "305", "306"]),
    ],
)  # fmt: skip
def test_units_are_filtered_by_their_state(state, codes, desk, there):
    a_unit(there.park, "301")
    a_unit(there.park, "302", available_from=world.a_day(30))
    a_unit(there.park, "303", is_withheld=True)
    world.offered(there, a_unit(there.park, "304"))
    world.signed(there, a_unit(there.park, "305"))
    world.moved_in(there, a_unit(there.park, "306"))

    rows = desk.get(LIST, {"state": state} if state else {}).context["cl"].result_list

    assert [unit.code for unit in rows] == codes


def test_many_are_withheld_and_released_at_once_and_the_log_says_who(desk, there, unit):
    second = a_unit(there.park, "302")
    chosen = {"_selected_action": [unit.pk, second.pk]}

    response = desk.post(LIST, {"action": "withhold", **chosen}, follow=True)
    assertContains(response, "2 个单元已更新。")
    assert Unit.objects.filter(is_withheld=True).count() == 2
    assert LogEntry.objects.filter(user=there.operator).count() == 2

    desk.post(LIST, {"action": "release", **chosen})
    assert not Unit.objects.filter(is_withheld=True).exists()


def test_a_unit_that_somebody_holds_is_not_deleted_and_its_page_says_why(desk, there, unit):
    world.offered(there, unit)
    sentence = "该单元正在选房、签约或租用，不能删除。"

    assertContains(desk.get(page(unit)), sentence)
    assertContains(desk.post(page(unit, "delete"), {"post": "yes"}, follow=True), sentence)
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_a_unit_that_somebody_had_is_kept_for_the_record(desk, there, unit):
    tenancy = world.offered(there, unit)
    tenancies.withdraw(tenancy, by=there.operator, revision=tenancy.revision, note="示例")

    assertContains(desk.get(page(unit, "delete"), follow=True), "该单元有租用记录，不能删除。")
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_a_unit_that_nobody_ever_had_is_deleted(desk, unit):
    desk.post(page(unit, "delete"), {"post": "yes"})

    assert not Unit.objects.exists()


def test_what_somebody_signed_for_stays_what_it_was(desk, there, unit):
    world.offered(there, unit)

    desk.post(page(unit), {"area": "1", "floor": "9", "code": "X", "use": "office", "rent": "55"})

    unit.refresh_from_db()
    assert (unit.area, unit.floor, unit.code, unit.use, unit.rent) == (500, 3, "301", "pilot", 55)


@pytest.mark.parametrize(
    "values", [{"floor": "0"}, {"area": "0"}, {"area": ""}, {"rent": "-1"}, {"code": "301"}]
)
def test_a_wrong_unit_is_told_on_its_form_and_not_kept(values, desk, there, unit):
    facts = {"building": unit.building_id, "floor": "1", "code": "302", "area": "10", "use": "office"}

    assert desk.post("/admin/parks/unit/add/", {**facts, **values}).context["errors"]
    assert Unit.objects.count() == 1


def test_a_building_stays_in_its_park_and_is_deleted_only_when_it_is_empty(desk, there, unit):
    address = reverse("admin:parks_building_change", args=[unit.building_id])
    desk.post(address, {"name": "A1 栋", "english_name": "", "order": "2", "park": "999"})

    building = Building.objects.get()
    assert (building.name, building.park) == ("A1 栋", there.park)
    delete = reverse("admin:parks_building_delete", args=[building.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403
    unit.delete()
    assert desk.post(delete, {"post": "yes"}).status_code == 302


def test_the_auditor_reads_and_marks_nothing(auditor, sign_in, unit):
    client = sign_in(auditor)

    assertNotContains(client.get(LIST), "withhold")
    client.post(LIST, {"action": "withhold", "_selected_action": [unit.pk]})
    assert not Unit.objects.filter(is_withheld=True).exists()
    assertNotContains(client.get(LIST), "从 XLSX 导入")


def test_who_sees_every_park_marks_only_units_of_the_one_they_work_in(there, unit, other_park, sign_in):
    there.operator.user_permissions.add(Permission.objects.get(codename="view_every_park"))
    chosen = {"_selected_action": [unit.pk, a_unit(other_park).pk]}
    sign_in(there.operator).post(LIST, {"action": "withhold", **chosen})
    assert list(Unit.objects.filter(is_withheld=True)) == [unit]
