"""Every address of the desk, for every member of the cast: `admin_view` alone proves too little."""

import pytest
from django.urls import reverse

from accounts.models import Letter, Role
from casework.models import Case, EffectState, InternalNote
from casework.services import effects
from tests import applications
from tests.access.keeping import kept, taken_back
from tests.factories import OrganisationFactory, SeatFactory

pytestmark = pytest.mark.usefixtures("db")

REVIEWS, LOOKS, NO_DESK, NO_STAFF = "reviews", "looks", "no desk", "no staff"
CAST = {
    "reviewer": REVIEWS,
    "administrator": REVIEWS,
    "auditor": LOOKS,
    "other_staff": NO_DESK,
    "owner": NO_STAFF,
    "outsider": NO_STAFF,
    "nobody": NO_STAFF,
}
READ = {REVIEWS: 200, LOOKS: 200, NO_DESK: 403, NO_STAFF: 302}
# A GET on an act leads those who may do it back to the case.
ACT_GET = {REVIEWS: 302, LOOKS: 403, NO_DESK: 403, NO_STAFF: 302}
ACT_POST = {REVIEWS: "done", LOOKS: 403, NO_DESK: 403, NO_STAFF: 302}
ACTS = ["decide", "note", "take", "assign", "repair", "retry"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with kept(django_db_blocker, tmp_path_factory) as world:
        yield world


@pytest.fixture
def db(world):
    with taken_back():
        yield


@pytest.fixture(autouse=True)
def private_files():
    """The world has its folder already."""


@pytest.fixture
def enter(world, sign_in, client):
    def entered(name):
        return client if name == "nobody" else sign_in(world.user(name))

    return entered


@pytest.fixture(scope="module")
def sent(world):
    organisation = OrganisationFactory.create(name="云岭示例仪表有限公司", sector=world.sector)
    SeatFactory.create(user=world.user("owner"), organisation=organisation, role=Role.OWNER)
    return applications.submitted(organisation, world.user("owner"))


@pytest.fixture
def submitted(sent):
    return Case.objects.get(pk=sent.pk)


@pytest.fixture
def under_review(world):
    return Case.objects.get(pk=world.case.pk)


@pytest.fixture
def broken(under_review):
    """A case with a failed effect and a failed letter: everything the desk can act on."""
    effects.record(under_review, "certificate", "会员证书", state=EffectState.FAILED)
    Letter.objects.filter(about=under_review.reference).update(state="failed")
    Case.objects.filter(pk=under_review.pk).update(assignee=None)
    return Case.objects.get(pk=under_review.pk)


def address(act: str, case: Case) -> str:
    keys = {
        "repair": [case.pk, case.effects.get().pk],
        "retry": [case.pk, Letter.objects.filter(about=case.reference).first().pk],
    }
    return reverse(f"admin:casework_case_{act}", args=keys.get(act, [case.pk]))


def state(case: Case) -> tuple[object, ...]:
    """All that an act of the desk could change."""
    fresh = Case.objects.get(pk=case.pk)
    letters = list(Letter.objects.values_list("pk", "state", "attempts", "next_try_at").order_by("pk"))
    notes = InternalNote.objects.count()
    return fresh.status, fresh.revision, fresh.assignee_id, fresh.trail.count(), letters, notes


@pytest.mark.parametrize("name", CAST)
def test_the_queue_opens_for_staff_with_a_kind_to_look_at(name, enter, submitted):
    response = enter(name).get(reverse("admin:casework_case_changelist"))

    assert response.status_code == READ[CAST[name]]


@pytest.mark.parametrize("name", CAST)
def test_the_case_page_opens_for_staff_who_may_look_at_its_kind(name, enter, submitted):
    response = enter(name).get(reverse("admin:casework_case_change", args=[submitted.pk]))

    assert response.status_code == READ[CAST[name]]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", CAST)
def test_an_act_is_never_done_by_get(name, act, enter, broken):
    before = state(broken)

    response = enter(name).get(address(act, broken))

    assert response.status_code == ACT_GET[CAST[name]]
    assert state(broken) == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", [name for name, may in CAST.items() if may != REVIEWS])
def test_whoever_may_not_act_changes_nothing(name, act, enter, broken, world):
    before = state(broken)
    typed = {
        "action": "approve", "confirmed": "yes", "revision": broken.revision, "text": "备注",
        "assignee": world.user("reviewer").pk, "seen": "",
    }  # fmt: skip

    response = enter(name).post(address(act, broken), typed)

    assert response.status_code == ACT_POST[CAST[name]]
    assert state(broken) == before


@pytest.mark.parametrize("name", [*CAST, "superuser"])
@pytest.mark.parametrize("address", ["add", "delete"])
def test_nobody_adds_or_deletes_a_case_by_hand(name, address, enter, submitted, django_user_model):
    if name == "superuser":
        enter("administrator")
        django_user_model.objects.filter(email="administrator@example.test").update(is_superuser=True)
        name = "administrator"
    keys = [] if address == "add" else [submitted.pk]

    response = enter(name).post(reverse(f"admin:casework_case_{address}", args=keys), {"post": "yes"})

    assert response.status_code == (302 if CAST[name] == NO_STAFF else 403)
    assert Case.objects.filter(pk=submitted.pk).exists()


@pytest.mark.parametrize("name", ["reviewer", "auditor"])
def test_the_history_of_a_case_is_its_trail(name, enter, submitted):
    response = enter(name).get(reverse("admin:casework_case_history", args=[submitted.pk]))

    assert response["Location"].endswith(f"/{submitted.pk}/change/#trail")


@pytest.mark.parametrize("pk", ["0", "999999", "nonsense"])
def test_a_case_that_is_not_there_is_not_found(pk, enter, submitted):
    assert enter("reviewer").get(f"/admin/casework/case/{pk}/change/").status_code == 404


def test_a_draft_is_not_found_on_the_desk(enter, world):
    assert enter("reviewer").get(f"/admin/casework/case/{world.draft.pk}/change/").status_code == 404


def test_the_auditor_sees_no_form_that_changes_anything(enter, broken):
    page = enter("auditor").get(reverse("admin:casework_case_change", args=[broken.pk])).content.decode()

    posts = [part.split(">")[0] for part in page.split("<form")[1:]]
    assert [part for part in posts if "casework" in part] == []
    assert "内部备注" in page
