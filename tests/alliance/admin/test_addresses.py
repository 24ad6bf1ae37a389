"""Every address of the alliance's admin, for every member of the cast."""

import pytest
from django.urls import reverse

from alliance.models import Alliance, Certificate, Membership, MembershipApplication, Post, Term
from tests.access.keeping import kept, taken_back

pytestmark = pytest.mark.usefixtures("db")

CAST = ["reviewer", "administrator", "auditor", "other_staff", "owner", "nobody"]
MODELS = [Alliance, Certificate, Membership, MembershipApplication, Post, Term]
# Forum staff see who is a member and who sits on the council; papers and terms are not their business.
CLOSED_TO_OTHERS = {Certificate, MembershipApplication, Term}


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


@pytest.fixture
def membership(world):
    return world.membership


def expected(name: str, model: type, opened: int = 200) -> int:
    if name in ("owner", "nobody"):
        return 302
    return 403 if name == "other_staff" and model in CLOSED_TO_OTHERS else opened


def address(model: type, page: str, *keys: int) -> str:
    return reverse(f"admin:alliance_{model._meta.model_name}_{page}", args=keys)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", CAST)
def test_lists_open_for_whoever_may_read_them(name, model, enter, membership):
    response = enter(name).get(address(model, "changelist"))

    assert response.status_code == expected(name, model)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", CAST)
def test_rows_open_for_whoever_may_read_them(name, model, enter, membership):
    response = enter(name).get(address(model, "change", model.objects.first().pk))

    # An application opens as the case it is.
    assert response.status_code == expected(name, model, 302 if model is MembershipApplication else 200)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", ["reviewer", "administrator", "auditor", "other_staff"])
def test_nobody_deletes_anything(name, model, enter, membership):
    row = model.objects.first()

    assert enter(name).post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", [Alliance, Certificate, Membership, MembershipApplication, Term])
@pytest.mark.parametrize("name", ["reviewer", "administrator", "auditor"])
def test_what_services_make_is_not_added_by_hand(name, model, enter, membership):
    assert enter(name).get(address(model, "add")).status_code == 403


@pytest.mark.parametrize("model", [Certificate, Membership, Post, Term])
@pytest.mark.parametrize("name", ["reviewer", "administrator", "auditor"])
def test_what_services_make_is_not_edited_by_hand(name, model, enter, membership):
    row = model.objects.first()

    assert enter(name).post(address(model, "change", row.pk), {"level": "member"}).status_code == 403


OWN_PAGES = {
    "reviewer": 200,
    "administrator": 200,
    "auditor": 403,
    "other_staff": 403,
    "owner": 302,
    "nobody": 302,
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", OWN_PAGES)
def test_our_own_pages_ask_for_their_own_permission(name, method, enter, membership):
    client, post = enter(name), Post.objects.first()
    count = Post.objects.count()
    addresses = [
        address(Membership, "revoke", membership.pk),
        address(Post, "end", post.pk),
        address(Post, "add"),
    ]

    assert [getattr(client, method)(one).status_code for one in addresses] == [OWN_PAGES[name]] * 3
    membership.refresh_from_db()
    post.refresh_from_db()
    assert (membership.revoked_on, Post.objects.count()) == (None, count)


@pytest.mark.parametrize("name", ["auditor", "other_staff"])
def test_who_may_not_change_the_alliances_words_changes_none(name, enter, membership):
    row = Alliance.objects.get()

    response = enter(name).post(address(Alliance, "change", row.pk), {"name": "别的名称"})

    assert response.status_code == 403
    assert Alliance.objects.get().name == "示例联盟"
