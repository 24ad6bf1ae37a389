from datetime import date

import pytest
from django.utils import timezone

from accounts import logos
from accounts.models import Organisation, Role, Seat
from accounts.refusals import Refused
from accounts.services import organisations
from tests.accounts.test_logos import picture
from tests.factories import UserFactory, demo_code

pytestmark = pytest.mark.django_db


def test_registering_makes_the_organisation_its_index_and_the_owners_seat(sector):
    user = UserFactory.create()
    made = organisations.register(
        user=user,
        kind="enterprise",
        code=" 91500157pdy0010125 ",
        name="云岭示例有限公司",
        english_name="Yunling",
        sector=sector,
    )
    assert made.code == "91500157PDY0010125"
    assert Seat.objects.get().role == Role.OWNER
    assert (made.initials, made.pinyin) == ("ylslyxgs", "yunlingshiliyouxiangongsi")
    assert made.search_text == "云岭示例有限公司\nyunling"
    assert "示例" in made.grams.split()


def test_a_code_that_is_taken_names_its_organisation_and_leaves_nothing(organisation, outsider):
    with pytest.raises(organisations.CodeTaken) as caught:
        organisations.register(user=outsider, kind="enterprise", code=organisation.code, name="另一个示例")
    assert caught.value.organisation == organisation
    assert Organisation.objects.filter(name="另一个示例").count() == 0


@pytest.mark.parametrize("code", ["914403001922038217", "N2500112MF1234567B"])
def test_a_wrong_code_is_refused_with_its_sentence(code, outsider):
    with pytest.raises(organisations.CodeRefused) as caught:
        organisations.register(user=outsider, kind="enterprise", code=code, name="示例")
    assert caught.value.message == caught.value.problem.message


def test_another_fault_of_the_database_is_not_taken_for_a_taken_code(outsider):
    with pytest.raises(Exception, match=r"(?i)check constraint|organisation_capital"):
        organisations.create(owner=outsider, code=demo_code(77), name="示例", registered_capital=-1)


def test_saving_writes_only_what_is_named_and_follows_a_new_name(organisation):
    Organisation.objects.filter(pk=organisation.pk).update(website="https://kept.example/")
    organisations.save(organisation, name="星河示例有限公司")
    assert organisation.website == "https://kept.example/"
    assert organisation.initials == "xhslyxgs"
    assert organisation.search_text == "星河示例有限公司"
    assert "云岭" not in organisation.grams


def test_edited_pinyin_stays_when_the_name_changes(organisation):
    organisations.save(organisation, initials="YLX")
    assert organisation.initials == "ylx"
    organisations.save(organisation, name="云岭示例新公司")
    assert organisation.initials == "ylx"
    assert organisation.pinyin == "yunlingshilixingongsi"
    organisations.save(organisation, initials="")
    assert organisation.initials == "ylslxgs"


def test_a_change_made_meanwhile_is_not_overwritten(organisation):
    seen = Organisation.objects.get().updated_at
    organisations.save(organisation, seen=seen, website="https://one.example/")
    with pytest.raises(organisations.ChangedMeanwhile):
        organisations.save(organisation, seen=seen, website="https://two.example/")
    organisation.refresh_from_db()
    assert organisation.website == "https://one.example/"


def test_a_new_logo_replaces_the_old_file(organisation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        organisations.set_logo(organisation, logos.reencode(picture(), 100))
    first, storage = organisation.logo.name, organisation.logo.storage
    with django_capture_on_commit_callbacks(execute=True):
        organisations.set_logo(organisation, logos.reencode(picture(size=(30, 30)), 100))
    assert storage.exists(organisation.logo.name)
    assert not storage.exists(first)
    with django_capture_on_commit_callbacks(execute=True):
        organisations.set_logo(organisation, None)
    assert not organisation.logo
    assert timezone.now() >= organisation.updated_at


def test_of_two_who_enter_the_code_one_does_and_the_other_is_told(db: None) -> None:
    user, facts = UserFactory.create(), {"name": "云岭示例", "founded_on": date(2026, 1, 5)}
    planned = organisations.plan(user=user, name="云岭示例（筹）")
    stale = Organisation.objects.get(pk=planned.pk)
    organisations.enter_code(planned, by=user, code=demo_code(31_000), **facts)
    with pytest.raises(Refused, match="其他成员补登"):
        organisations.enter_code(stale, by=user, code=demo_code(31_001), **facts)
    assert Organisation.objects.get().code == demo_code(31_000)


def test_whoever_gets_a_code_from_staff_is_founded(db: None) -> None:
    planned = organisations.plan(user=UserFactory.create(), name="云岭示例（筹）")
    assert organisations.save(planned, code=demo_code(31_000)).is_planned is False
