"""Each letter in both forms and to whom; what it says in which language, its reader's."""

import re

import pytest

from accounts.models import Letter, Role
from parks import letters
from parks.models import Operator
from parks.services import tenancies, visits
from parks.services.reports import ask
from tests.factories import SeatFactory, UserFactory
from tests.house.tree import ROOT
from tests.parks import registrations, world
from tests.parks.services.test_reports import at

WRITTEN = sorted(path.name.removesuffix(".html") for path in ROOT.glob("templates/letters/park_*.html"))


def test_each_letter_has_its_subject_and_both_forms_and_somebody_who_writes_it():
    code = (ROOT / "parks/letters.py").read_text()
    for name in WRITTEN:
        assert f'"{name}"' in code, name
        assert (ROOT / f"templates/letters/{name}.txt").exists()
        assert (ROOT / f"templates/letters/{name}.subject.txt").exists()
    assert set(re.findall(r'"(park_[a-z_]+)"', code)) == set(WRITTEN)


@pytest.mark.parametrize("name", WRITTEN)
def test_plain_and_html_say_the_same(name):
    said = re.compile(r"%}([^%{}][^%]*?){% endblocktranslate|{% translate \"(.+?)\"")

    def sentences(suffix: str) -> list[tuple[str, str]]:
        return said.findall((ROOT / f"templates/letters/{name}.{suffix}").read_text())

    assert sentences("txt") == sentences("html")


def test_the_enterprise_is_its_applicant_and_its_owners(there, unit, organisation, owner, colleague, viewer):
    registration = world.in_line(there, organisation, colleague)
    second_owner = SeatFactory.create(organisation=organisation, role=Role.OWNER).user
    assert set(letters.people_of(organisation.pk, registration.applicant_id)) == {
        owner,
        colleague,
        second_owner,
    }
    colleague.seats.all().delete()
    owner.is_active = False
    owner.save()
    assert set(letters.people_of(organisation.pk, registration.applicant_id)) == {second_owner}


def test_the_park_is_its_operators_and_the_secretariat_where_it_has_none(there, reviewer, other_staff):
    superuser = UserFactory.create(is_staff=True, is_superuser=True)
    assert set(letters.operators_of(there.park.pk)) == {there.operator, there.colleague}
    Operator.objects.all().delete()
    assert set(letters.operators_of(there.park.pk)) == {reviewer}
    assert superuser not in letters.operators_of(there.park.pk)


def test_a_whole_life_writes_complete_letters(there, unit, organisation, owner):
    """No placeholder without its value, in any letter of a tenancy, in Chinese and in English."""
    owner.language = "en"
    owner.save()
    registration = world.in_line(there, organisation, owner)
    first = world.offered(there, unit, registration)
    letters.offer_reminder(first)
    tenancies.withdraw(first, by=there.operator, revision=1, note="检修<b>三天</b>。")
    second = registrations.a_unit(there.park, "302")
    tenancies.decline(world.offered(there, second, registration), by=owner, revision=1, note="太高。")
    third = registrations.a_unit(there.park, "303")
    tenancy = world.moved_in(there, third, registration)
    letters.contract_expiring(tenancy, days=90, days_left=88)
    ask(tenancy.moved_in_on.year, at=at(tenancy.moved_in_on.year + 1, 3, 1))
    visit = visits.book(world.a_slot(there), organisation, by=owner)
    letters.visit_reminder(visit)
    visits.cancel(visit, by=owner)
    tenancies.leave(tenancy, by=there.operator, revision=4, on=world.a_day(0), note="迁址。")
    written = Letter.objects.exclude(key__startswith="RY-")
    assert written.count() > 20
    for letter in written:
        for words in (letter.subject, letter.text, letter.html):
            assert words.strip()
            assert not re.search(r"{{|}}|%\(|None|\(\)|（）|，，|  年", words), (letter.key, words)
    withdrawn = written.get(key__contains=":withdrawn:")
    assert "检修<b>三天</b>。" in withdrawn.text
    assert "检修&lt;b&gt;" in withdrawn.html


def test_letters_lead_to_a_page_of_their_reader(there, unit):
    tenancy = world.accepted(there, unit)
    own = Letter.objects.get(key__startswith=f"tenancy:{tenancy.pk}:offered")
    desk = Letter.objects.filter(key__startswith=f"tenancy:{tenancy.pk}:accepted").first()
    assert own.link == tenancy.get_absolute_url()
    assert desk.link == f"/admin/parks/tenancy/{tenancy.pk}/change/"
