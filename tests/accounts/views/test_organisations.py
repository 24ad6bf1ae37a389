import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import visibility
from accounts.models import Organisation, Seat
from accounts.services import organisations
from tests.accounts.test_logos import picture
from tests.factories import SeatFactory, UserFactory, demo_code

pytestmark = pytest.mark.django_db
CODE = demo_code(4711)


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def person(sign_in):
    return sign_in(UserFactory.create())


def facts(sector, **changes) -> dict[str, object]:
    return {
        "step": "facts",
        "code": CODE,
        "kind": "enterprise",
        "name": "云岭示例",
        "sector": sector.pk,
        **changes,
    }


# --- new ----------------------------------------------------------------------------------------


def test_a_new_organisation_is_registered_in_two_steps(person, sector):
    assert "第 1 步" in person.get("/organisations/new/").content.decode()
    second = person.post("/organisations/new/", {"code": f" {CODE[:8]} {CODE[8:].lower()}"})
    page = second.content.decode()
    assert "第 2 步" in page
    assert CODE in page
    assert "企业" in page
    answer = person.post("/organisations/new/", facts(sector))
    made = Organisation.objects.get(code=CODE)
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.kind, made.seats.get().role) == ("enterprise", "owner")


@pytest.mark.parametrize("code", ["914403001922038217", "91", "91440300192203821Z"])
def test_a_wrong_code_keeps_what_was_typed_and_says_what_to_do(person, code):
    answer = person.post("/organisations/new/", {"code": code})
    assert answer.status_code == 422
    assert f'value="{code}"' in answer.content.decode()
    assert "营业执照" in answer.content.decode()


def test_facts_that_are_missing_are_asked_for_and_the_rest_stays(person, sector):
    answer = person.post("/organisations/new/", facts(sector, name="", short_name="云岭"))
    assert answer.status_code == 422
    assert 'value="云岭"' in answer.content.decode()
    assert f'value="{CODE}"' in answer.content.decode()


def test_a_double_post_makes_one_organisation(person, sector):
    for _ in range(2):
        answer = person.post("/organisations/new/", facts(sector))
    assert answer.headers["Location"] == Organisation.objects.get(code=CODE).get_absolute_url()


def test_the_code_of_an_organisation_that_exists_leads_to_asking_for_a_seat(person, organisation, owner):
    answer = person.post("/organisations/new/", {"code": organisation.code}, follow=True)
    page = answer.content.decode()
    assert organisation.name in page
    assert owner.name not in page
    assert owner.email not in page


def test_ones_own_organisation_is_opened(owner, sign_in, organisation):
    answer = sign_in(owner).post("/organisations/new/", {"code": organisation.code})
    assert answer.headers["Location"] == organisation.get_absolute_url()


def test_a_letter_code_leads_to_staff(person):
    answer = person.post(
        "/organisations/new/", {"code": "N2500112MF1234567B", "kind": "enterprise"}, follow=True
    )
    assert 'value="N2500112MF1234567B"' in answer.content.decode()
    assert answer.redirect_chain[0][0].startswith("/organisations/code-request/")


def test_a_letter_code_without_a_kind_is_asked_for_one(person):
    assert (
        "无法按代码判断单位类型"
        in person.post("/organisations/new/", {"code": "N2500112MF1234567B"}).content.decode()
    )


def test_an_inner_check_that_fails_is_told_and_no_hindrance(person):
    answer = person.post("/organisations/new/", {"code": "91500112PDY000011L"})
    assert answer.status_code == 200
    assert "组织机构代码" in answer.content.decode()


def test_walking_through_codes_ends_with_429(person):
    answers = [person.post("/organisations/new/", {"code": demo_code(n)}).status_code for n in range(1, 32)]
    assert answers == [200] * 30 + [429]


# --- the page -----------------------------------------------------------------------------------


def test_each_sees_what_their_role_allows(owner, colleague, viewer, outsider, organisation, sign_in):
    url = organisation.get_absolute_url()
    pages = {user.name: sign_in(user).get(url).content.decode() for user in (owner, colleague, viewer)}
    assert "发送邀请" in pages[owner.name]
    assert "发送邀请" not in pages[colleague.name]
    assert "编辑资料" in pages[colleague.name]
    assert "编辑资料" not in pages[viewer.name]
    assert owner.email not in pages[viewer.name]
    assert sign_in(outsider).get(url).status_code == 404
    assert Client().get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_with_more_people(
    people, owner, organisation, sign_in, django_assert_num_queries
):
    SeatFactory.create_batch(people - 1, organisation=organisation)
    client = sign_in(owner)
    client.get(organisation.get_absolute_url())
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(organisation.get_absolute_url())


PAGE_QUERIES = 8


# --- edit ---------------------------------------------------------------------------------------


def edit(organisation, **changes) -> dict[str, object]:
    seen = Organisation.objects.get(pk=organisation.pk).updated_at.isoformat()
    return {
        "seen": seen, "name": organisation.name, "kind": "enterprise", "sector": organisation.sector_id,
        "pinyin": organisation.pinyin, "initials": organisation.initials, **changes,
    }  # fmt: skip


def test_an_owner_edits_and_ticks(owner, organisation, sign_in):
    changes = {
        "contact_phone": "（023）67000000",
        "registered_capital": "1200.50",
        "shown": ["website", "logo"],
    }
    answer = sign_in(owner).post(f"/organisations/{organisation.pk}/edit/", edit(organisation, **changes))
    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert organisation.contact_phone == "023-67000000"
    assert str(organisation.registered_capital) == "1200.50"
    assert organisation.shown_fields == ["website", "logo"]


def test_an_editor_edits_but_does_not_publish(colleague, organisation, sign_in):
    client = sign_in(colleague)
    client.post(
        f"/organisations/{organisation.pk}/edit/", edit(organisation, short_name="云岭", shown=["website"])
    )
    organisation.refresh_from_db()
    assert (organisation.short_name, organisation.shown_fields) == ("云岭", [])


def test_a_viewer_is_told_and_an_outsider_finds_nothing(viewer, outsider, organisation, sign_in):
    url = f"/organisations/{organisation.pk}/edit/"
    client = sign_in(viewer)
    assert client.post(url, edit(organisation, name="被改了")).status_code == 302
    assert "查阅人" in client.get(organisation.get_absolute_url()).content.decode()
    assert sign_in(outsider).get(url).status_code == 404
    organisation.refresh_from_db()
    assert organisation.name != "被改了"


def test_wrong_facts_are_told_beside_the_field_and_stay(owner, organisation, sign_in):
    changes = {"founded_on": "2999-01-01", "contact_phone": "12", "name": "云", "registered_capital": "-3"}
    answer = sign_in(owner).post(f"/organisations/{organisation.pk}/edit/", edit(organisation, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "成立日期不能晚于今天" in page
    assert 'value="12"' in page
    assert organisation.name in page


def test_what_a_colleague_saved_meanwhile_is_not_lost(owner, organisation, sign_in):
    mine = edit(organisation, short_name="我的")
    organisations.save(organisation, short_name="同事的")
    client = sign_in(owner)
    answer = client.post(f"/organisations/{organisation.pk}/edit/", mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "其他成员修改" in page
    assert 'value="我的"' in page
    organisation.refresh_from_db()
    assert organisation.short_name == "同事的"
    assert organisation.updated_at.isoformat() in page.replace("&#x27;", "'")


def test_a_mangled_moment_of_seeing_does_no_harm(owner, organisation, sign_in):
    answer = sign_in(owner).post(
        f"/organisations/{organisation.pk}/edit/", edit(organisation, seen="yesterday")
    )
    assert answer.status_code == 302


# --- logo ---------------------------------------------------------------------------------------


def upload(content: bytes | None = None, name: str = "logo.png") -> dict[str, object]:
    return {"logo": SimpleUploadedFile(name, content if content is not None else picture().getvalue())}


@pytest.fixture
def public(monkeypatch):
    monkeypatch.setattr(visibility, "_checks", [lambda organisation: True])


@pytest.fixture
def with_logo(owner, organisation, sign_in) -> Organisation:
    sign_in(owner).post(f"/organisations/{organisation.pk}/logo/", upload())
    organisation.refresh_from_db()
    assert organisation.logo
    return organisation


def test_a_ticked_logo_of_a_public_organisation_is_for_everybody(with_logo, public):
    url = f"/organisations/{with_logo.pk}/logo/"
    assert Client().get(url).status_code == 404
    organisations.save(with_logo, shown_fields=["logo"])
    answer = Client().get(url)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("public")
    assert answer.content[:4] == b"\x89PNG"
    again = Client().get(url, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_tick_alone_makes_nothing_public(with_logo, monkeypatch):
    monkeypatch.setattr(visibility, "_checks", [])
    organisations.save(with_logo, shown_fields=["logo"])
    assert Client().get(f"/organisations/{with_logo.pk}/logo/").status_code == 404


def test_an_unticked_logo_is_for_its_people_and_staff(with_logo, viewer, outsider, reviewer, sign_in):
    url = f"/organisations/{with_logo.pk}/logo/"
    assert sign_in(viewer).get(url).headers["Cache-Control"].startswith("private")
    assert sign_in(reviewer).get(url).status_code == 200
    assert sign_in(outsider).get(url).status_code == 404


def test_a_file_that_is_gone_is_not_found(with_logo, owner, sign_in):
    with_logo.logo.storage.delete(with_logo.logo.name)
    assert sign_in(owner).get(f"/organisations/{with_logo.pk}/logo/").status_code == 404


def test_a_bad_logo_is_refused_on_the_page(owner, organisation, sign_in):
    answer = sign_in(owner).post(f"/organisations/{organisation.pk}/logo/", upload(b"<svg/>", "logo.svg"))
    assert answer.status_code == 422
    assert "PNG" in answer.content.decode()


def test_a_logo_can_be_taken_away(with_logo, owner, sign_in):
    sign_in(owner).post(f"/organisations/{with_logo.pk}/logo/", {"remove": "1"})
    with_logo.refresh_from_db()
    assert not with_logo.logo


def test_only_editors_change_the_logo(organisation, viewer, outsider, sign_in):
    url = f"/organisations/{organisation.pk}/logo/"
    assert sign_in(viewer).post(url, upload()).headers["Location"] == organisation.get_absolute_url()
    assert sign_in(outsider).post(url, upload()).status_code == 404
    assert Client().post(url, upload()).headers["Location"] == "/accounts/login/"
    organisation.refresh_from_db()
    assert not organisation.logo
    assert Seat.objects.count() == 2
