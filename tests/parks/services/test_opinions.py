import pytest

from casework.refusals import Refused
from casework.services import Stale, move
from parks.models import Aspect, Opinion
from parks.services import opinions
from tests.applications import step
from tests.parks import registrations, world


@pytest.fixture
def reviewed(there):
    organisation, owner = world.an_enterprise()
    case = registrations.submitted(organisation, there.park, owner)
    step(case, "start", there.operator)
    return world.fresh(case)


def agree(registration, by, *aspects):
    for aspect in aspects or Aspect.values:
        opinions.give(registration, aspect, verdict="agree", by=by)


def test_every_aspect_and_enough_people_are_lacking_at_first(reviewed):
    sentences = opinions.lacking(reviewed)
    assert len(sentences) == len(Aspect) + 1
    assert "“产业”方面尚无评审意见。" in sentences
    assert "至少 2 人" in sentences[-1]


def test_one_person_alone_does_not_complete_a_review(there, reviewed):
    agree(reviewed, there.operator)
    (sentence,) = opinions.lacking(reviewed)
    assert "目前为 1 人" in sentence
    with pytest.raises(Refused, match="至少 2 人"):
        step(reviewed, "approve", there.operator)
    agree(reviewed, there.colleague, "fire")
    assert opinions.lacking(reviewed) == []


def test_an_opinion_may_be_worded_anew_and_stays_one(there, reviewed):
    opinions.give(reviewed, "fire", verdict="disagree", note="缺少喷淋。", by=there.operator)
    opinions.give(reviewed, "fire", verdict="agree", by=there.operator)
    (opinion,) = Opinion.objects.all()
    assert (opinion.verdict, opinion.note) == ("agree", "")


@pytest.mark.parametrize(
    ("aspect", "verdict", "note", "sentence"),
    [
        ("fire", "disagree", " ", "写明条件或理由"),
        ("fire", "conditional", "", "写明条件或理由"),
        ("taste", "agree", "", "请选择"),
        ("fire", "perhaps", "", "请选择"),
        ("fire", "agree", "长" * 501, "最多 500"),
    ],
)
def test_an_opinion_is_one_of_the_list_and_has_its_reason(there, reviewed, aspect, verdict, note, sentence):
    with pytest.raises(Refused, match=sentence):
        opinions.give(reviewed, aspect, verdict=verdict, note=note, by=there.operator)


def test_four_eyes_an_operator_park_and_permission(there, reviewed, auditor, outsider, other_park):
    both = world.an_operator(there.park)
    both.seats.create(organisation=reviewed.organisation)
    for person in (both, auditor, outsider, world.an_operator(other_park), reviewed.applicant):
        with pytest.raises(Refused):
            opinions.give(reviewed, "fire", verdict="agree", by=person)
    assert not Opinion.objects.exists()


def test_who_gave_the_seat_away_is_still_a_party(there):
    organisation, owner = world.an_enterprise()
    case = registrations.submitted(organisation, there.park, owner)
    owner.seats.all().delete()
    owner.is_staff = True
    owner.save()
    owner.groups.set(there.operator.groups.all())
    registrations.operates(there.park, owner)
    with pytest.raises(Refused, match="曾代表该单位"):
        opinions.give(world.fresh(case), "fire", verdict="agree", by=owner)


def test_after_the_decision_nobody_adds_or_changes_one(there):
    registration = world.in_line(there)
    with pytest.raises(Refused, match="作出决定之前"):
        opinions.give(registration, "fire", verdict="disagree", note="缺少喷淋。", by=there.operator)


def test_a_decision_that_has_not_seen_the_newest_opinion_is_refused(there, reviewed):
    world.review(reviewed, there.operator, there.colleague)
    seen = world.fresh(reviewed).revision
    opinions.give(reviewed, "fire", verdict="disagree", note="缺少喷淋。", by=there.colleague)
    with pytest.raises(Stale):
        move(reviewed, "approve", by=there.operator, revision=seen)
    assert Opinion.objects.filter(verdict="disagree").count() == 1
