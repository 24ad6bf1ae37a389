from django.contrib.auth.models import Permission

from accounts.models import Consent, Organisation, User
from casework import kinds, policies
from casework.lifecycle import Side
from casework.models import Case
from casework.selectors import queue_for, turn_sentence
from parks.models import Park
from tests.factories import UserFactory
from tests.parks.registrations import a_park, draft, operates, submitted


def test_a_complete_registration_has_nothing_in_its_way(
    organisation: Organisation, owner: User, park: Park
) -> None:
    assert policies.obstacles(draft(organisation, park, owner)) == []


def test_each_section_has_a_form_for_each_of_its_fields(
    organisation: Organisation, owner: User, park: Park
) -> None:
    made = draft(organisation, park, owner)
    kind = kinds.kind_of(made)
    for section in kind.sections(made):
        if section.fields:
            assert tuple(kind.form_class(section.code)(instance=made).fields) == section.fields


def test_submitting_keeps_what_was_agreed_to(organisation: Organisation, owner: User, park: Park) -> None:
    case = submitted(organisation, park, owner)
    given = Consent.objects.filter(about=case.reference).values_list("purpose", flat=True)
    assert set(given) == {"truth", "personal_information"}


def test_an_operator_has_only_their_own_park_in_the_queue(
    organisation: Organisation, other_organisation: Organisation, owner: User, outsider: User,
    park: Park, operator: User,
) -> None:  # fmt: skip
    own = submitted(organisation, park, owner)
    foreign = submitted(other_organisation, a_park("dadi", "大地示例园"), outsider)
    assert list(queue_for(operator)) == [own]
    assert policies.why_not(operator, foreign, "start") is not None
    assert policies.why_not(operator, own, "start") is None


def test_who_sees_every_park_and_works_in_one_decides_only_there(
    organisation: Organisation, other_organisation: Organisation, owner: User, outsider: User,
    park: Park, operator: User,
) -> None:  # fmt: skip
    operator.user_permissions.add(Permission.objects.get(codename="view_every_park"))
    own = submitted(organisation, park, owner)
    foreign = submitted(other_organisation, a_park("dadi", "大地示例园"), outsider)
    assert set(queue_for(operator)) == {own, foreign}
    for action in ("start", "assign", "note"):
        assert policies.why_not(operator, foreign, action) is not None
        assert policies.why_not(operator, own, action) is None


def test_the_secretariat_has_all_parks_in_the_queue(
    organisation: Organisation, owner: User, park: Park, reviewer: User
) -> None:
    case = submitted(organisation, park, owner)
    assert list(queue_for(reviewer)) == [case]


def test_colleagues_are_those_who_work_in_the_park(
    organisation: Organisation, owner: User, park: Park, operator: User, reviewer: User
) -> None:
    case = submitted(organisation, park, owner)
    stranger = operates(a_park("dadi", "大地示例园"), UserFactory.create(is_staff=True))
    found = kinds.kind_of(case).colleagues(case, User.objects.all())
    assert operator in found
    assert reviewer in found
    assert stranger not in found


def test_its_texts_name_the_park_and_not_the_alliance(
    organisation: Organisation, owner: User, park: Park
) -> None:
    case = submitted(organisation, park, owner)
    assert turn_sentence(case, Side.APPLICANT).startswith("待园区办理")
    Case.objects.update(due_on="2026-01-05")
    case.refresh_from_db()
    assert turn_sentence(case, Side.APPLICANT).endswith("请联系园区运营方。")
