"""Park × person × address: what scope.txt says, of either park, and nobody reads a word of the other one."""

from collections.abc import Iterator
from functools import cache as kept
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import transaction
from django.test.utils import override_settings
from django.urls import reverse

from casework.models import Case
from parks.admin.scope import park_of
from parks.models import Building, Tenancy, Unit, VisitSlot
from parks.services import units_import
from tests.access.doors import Row, all_names, answer
from tests.parks.scope_rows import ROWS
from tests.parks.two_parks import PEOPLE, Side, build

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(scope="module")
def sides(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[tuple[Side, Side]]:
    folder: Path = tmp_path_factory.mktemp("documents")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def db(sides: tuple[Side, Side]) -> Iterator[None]:
    """The world's own transaction is around every test here, and each takes back what it did."""
    cache.clear()
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


@pytest.fixture(autouse=True)
def private_files() -> None:
    """The world has its folder already."""


@pytest.fixture(autouse=True)
def addresses() -> None:
    """The portal's own."""


@pytest.fixture
def here(sides: tuple[Side, Side]) -> Side:
    return sides[0]


@pytest.fixture
def there(sides: tuple[Side, Side]) -> Side:
    return sides[1]


@kept
def table() -> dict[tuple[str, str], dict[str, str]]:
    head, *lines = (Path(__file__).parent / "scope.txt").read_text().splitlines()
    assert head.split()[2:] == list(PEOPLE)
    rows = [line.split() for line in lines if line.strip()]
    return {(row, method): dict(zip(PEOPLE, words, strict=True)) for row, method, *words in rows}


LINES = [
    pytest.param(row, method, words, id=f"{method} {row}")
    for row in ROWS
    for method, words in ((m, table().get((str(row), m))) for m in ("get", "post"))
    if words is not None
]


@pytest.mark.parametrize(("row", "method", "words"), LINES)
def test_everybody_gets_the_answer_of_the_table(
    row: Row, method: str, words: dict[str, str], here: Side
) -> None:
    world: Any = here
    assert {person: answer(world, row, method, here.clients[person]) for person in PEOPLE} == words


@pytest.mark.parametrize(("row", "method", "words"), LINES)
def test_the_two_operators_get_the_same_the_other_way_round(
    row: Row, method: str, words: dict[str, str], there: Side
) -> None:
    world: Any = there
    for person in ("own", "other"):
        assert answer(world, row, method, there.clients[person]) == words[person]


# --- what the table says as a whole -------------------------------------------------------------------


def test_every_address_of_the_parks_at_the_desk_has_a_row() -> None:
    named = {name for name in all_names() if name.startswith("admin:parks_")}

    assert named == {row.name for row in ROWS if row.name.startswith("admin:parks_")}


def test_every_line_has_a_row_and_every_row_a_line() -> None:
    assert {row for row, _method in table()} == {str(row) for row in ROWS}


def test_the_other_operator_opens_nothing_that_names_a_row_and_changes_nothing() -> None:
    lists = ("_changelist", "_add", "_import", "app_list")
    for (row, method), words in table().items():
        assert not words["other"].endswith("!"), (row, method)
        if not row.partition(":delete")[0].partition(":withhold")[0].partition(":assign")[0].endswith(lists):
            # 403 is what nobody is allowed, and says nothing of what there is.
            assert words["other"] in ("404", "403", "405"), (row, method)
            assert words["other"] != "403" or words["own"] == "403", (row, method)


def test_the_auditor_changes_nothing_but_the_record_of_a_reading() -> None:
    changing = {row for (row, _method), words in table().items() if words["auditor"].endswith("!")}

    assert changing == {"admin:parks_tenancy_contract", "document"}


def test_nobody_from_outside_the_staff_gets_in() -> None:
    for (row, method), words in table().items():
        if row.startswith("admin:"):
            assert words["owner"] == "door", (row, method)
            assert words["anonymous"] in ("login", "door"), (row, method)


# --- no word of the other park ------------------------------------------------------------------------

GETS = [row for row in ROWS if table().get((str(row), "get"), {}).get("own") == "200"]


@pytest.mark.parametrize("row", GETS, ids=str)
def test_no_page_of_ones_own_park_names_the_other_one(row: Row, here: Side) -> None:
    address = reverse(row.name, args=row.args(here)) + row.query  # type: ignore[arg-type]

    response = here.clients["own"].get(address)

    content = response.getvalue() if response.streaming else response.content
    assert "乙" not in content.decode("utf-8", errors="ignore")


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("unit", "?of={park}"), ("unit", "?in={building}"), ("unit", "?q=乙一栋"), ("tenancy", "?of={park}"),
        ("waitingplace", "?of={park}&state=all"), ("waitingplace", "?q=乙示例"), ("tenancy", "?q=乙示例"),
        ("parkregistration", "?of={park}"), ("parkregistration", "?q={reference}"), ("visit", "?of={park}"),
        ("visitslot", "?of={park}"), ("yearlyreport", "?of={park}"), ("building", "?of={park}"),
    ],
)  # fmt: skip
def test_no_filter_and_no_search_reaches_the_other_park(
    address: str, query: str, here: Side, there: Side
) -> None:
    keys = {
        "park": there.park.pk, "building": there.building.pk, "reference": there.reviewed.reference
    }  # fmt: skip

    response = here.clients["own"].get(f"/admin/parks/{address}/{query.format(**keys)}")

    assert response.status_code == 200
    rows = list(response.context["cl"].result_list)
    # Who sees one park has no filter for it: there its own rows stay, and no other ones come.
    assert {park_of(row) for row in rows} <= ({here.park.pk} if query.startswith("?of") else set())


@pytest.mark.parametrize(
    "address",
    [
        "unit/?building__name__startswith=乙", "unit/?building__park__slug=yi",
        "tenancy/?contract__startswith=p",
        "waitingplace/?registration__name__startswith=乙", "visit/?booked_by__email__startswith=o",
        "parkregistration/?contact_phone__startswith=1", "yearlyreport/?tenancy__unit=1",
    ],
)  # fmt: skip
def test_no_column_is_asked_for_in_the_address(address: str, here: Side) -> None:
    assert here.clients["own"].get(f"/admin/parks/{address}").status_code == 400


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("unit", "building"), ("visitslot", "park"), ("tenancy", "unit"), ("tenancy", "registration"),
        ("waitingplace", "registration"), ("waitingplace", "park"), ("parkregistration", "wanted_unit"),
        ("yearlyreport", "tenancy"), ("visit", "slot"), ("opinion", "registration"),
    ],
)  # fmt: skip
def test_autocomplete_offers_nothing_of_the_other_park(model: str, field: str, here: Side) -> None:
    query = f"?app_label=parks&model_name={model}&field_name={field}&term="

    response = here.clients["own"].get(f"/admin/autocomplete/{query}")

    assert response.status_code in (200, 403, 404)
    if response.status_code == 200:
        assert response.json()["results"]
        assert not any("乙" in one["text"] for one in response.json()["results"])


# --- nothing is moved across --------------------------------------------------------------------------


def test_a_unit_is_not_moved_into_a_building_of_the_other_park(here: Side, there: Side) -> None:
    facts = {"floor": 1, "code": "999", "area": "10", "use": "office"}

    for address in (reverse("admin:parks_unit_add"), reverse("admin:parks_unit_change", args=[here.free.pk])):
        response = here.clients["own"].post(address, {**facts, "building": there.building.pk})

        assert "building" in response.context["adminform"].form.errors
    assert not Unit.objects.filter(code="999").exists()


def test_nothing_is_added_to_the_other_park(here: Side, there: Side) -> None:
    desk = here.clients["own"]

    built = desk.post(
        reverse("admin:parks_building_add"), {"park": there.park.pk, "name": "丙栋", "order": 0}
    )
    opened = desk.post(
        reverse("admin:parks_visitslot_add"),
        {
            "park": there.park.pk, "starts_at_0": "2030-01-01", "starts_at_1": "10:00", "minutes": 60,
            "capacity": 1,
        },
    )  # fmt: skip

    assert "park" in built.context["adminform"].form.errors
    assert "park" in opened.context["adminform"].form.errors
    assert not Building.objects.filter(name="丙栋").exists()
    assert not VisitSlot.objects.filter(starts_at__year=2030).exists()


def test_an_action_on_ids_of_the_other_park_changes_nothing(here: Side, there: Side) -> None:
    chosen = [here.free.pk, there.free.pk]

    here.clients["own"].post("/admin/parks/unit/", {"action": "withhold", "_selected_action": chosen})

    withheld = Unit.objects.filter(is_withheld=True)
    assert list(withheld) == [here.free]


def test_the_queues_action_takes_no_case_of_the_other_park(here: Side, there: Side) -> None:
    Case.objects.filter(pk=there.reviewed.pk).update(assignee=None)

    here.clients["own"].post(
        "/admin/casework/case/", {"action": "assign_to_me", "_selected_action": [there.reviewed.pk]}
    )

    assert there.case.assignee is None


def test_a_unit_of_the_other_park_cannot_be_offered(here: Side, there: Side) -> None:
    before = Tenancy.objects.count()

    response = here.clients["own"].post(
        reverse("admin:parks_waitingplace_offer", args=[here.place.pk]),
        {"unit": there.free.pk, "rent": "", "confirmed": "yes"},
    )

    assert "unit" in response.context["form"].errors
    assert "乙" not in response.content.decode()
    assert Tenancy.objects.count() == before


def test_no_unit_is_imported_into_the_other_park(here: Side, there: Side, tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    path.write_bytes(units_import.template(there.park))

    with path.open("rb") as file:
        response = here.clients["own"].post(
            reverse("admin:parks_unit_import"), {"park": there.park.pk, "file": file}
        )

    assert "park" in response.context["form"].errors
    assert "乙" not in response.content.decode()


# --- to see is not to act -----------------------------------------------------------------------------


def test_who_sees_every_park_and_works_in_one_acts_only_there(here: Side, there: Side) -> None:
    seer = here.letting.operator
    seer.user_permissions.add(Permission.objects.get(codename="view_every_park"))
    desk = here.clients["own"]
    assert desk.get(reverse("admin:parks_unit_change", args=[there.free.pk])).status_code == 200

    desk.post("/admin/parks/unit/", {"action": "withhold", "_selected_action": [there.free.pk]})
    acts = [
        (reverse("admin:parks_unit_change", args=[there.free.pk]), {"note": "x"}),
        (reverse("admin:parks_unit_delete", args=[there.free.pk]), {"post": "yes"}),
        (reverse("admin:parks_park_change", args=[there.park.pk]), {"introduction": "x"}),
        (reverse("admin:parks_tenancy_withdraw", args=[there.offered.pk]), {"revision": 1, "note": "x"}),
        (reverse("admin:parks_visit_act", args=[there.visit.pk]), {"act": "cancel"}),
    ]

    assert [desk.post(address, data).status_code for address, data in acts] == [403] * len(acts)
    assert not Unit.objects.filter(is_withheld=True).exists()
