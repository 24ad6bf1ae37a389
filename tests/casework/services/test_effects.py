import pytest
from django.utils import translation

from accounts.models import Letter, LetterState
from casework.lifecycle import Status
from casework.models import Effect
from casework.refusals import Refused
from casework.services import effects


@pytest.fixture
def case(walk):
    return walk(Status.APPROVED)


@pytest.fixture
def failed(case) -> Effect:
    return Effect.objects.get(case_id=case.pk)


def test_an_effect_is_one_row_however_often_it_is_recorded(case):
    effects.record(case, "number", "编号", state="pending")
    effect = effects.record(case, "number", "编号", detail="LJ-2026-0001", url="/certificates/x/")
    assert Effect.objects.count() == 1
    assert (effect.state, effect.url) == ("done", "/certificates/x/")
    assert "number" in str(effect)


def test_a_failed_effect_is_repaired_by_its_kind_and_failed_letters_go_again(case, failed, reviewer):
    Letter.objects.filter(about=case.reference).update(state=LetterState.FAILED, attempts=8)
    assert effects.repair(failed, reviewer).state == "done"
    assert not Letter.objects.filter(about=case.reference).exclude(state=LetterState.QUEUED).exists()


def test_what_cannot_be_repaired_yet_stays_visible(failed, reviewer, kind):
    kind.repair_works = False
    assert effects.repair(failed, reviewer).state == "pending"
    kind.repair_works = True
    assert effects.repair(failed, reviewer).state == "done"


def test_what_is_done_is_not_done_again(failed, reviewer):
    effects.repair(failed, reviewer)
    with pytest.raises(Refused, match="已完成"):
        effects.repair(failed, reviewer)


@pytest.mark.parametrize("person", ["owner", "outsider", "auditor", "other_staff"])
def test_others_repair_nothing(case, failed, person, request):
    user = request.getfixturevalue(person)
    with pytest.raises(Refused):
        effects.repair(failed, user)
    with pytest.raises(Refused):
        effects.retry_letters(case, user)


def test_letters_alone_can_be_sent_again(case, reviewer):
    assert effects.retry_letters(case, reviewer) == 0
    Letter.objects.filter(about=case.reference).update(state=LetterState.FAILED)
    assert effects.retry_letters(case, reviewer) == Letter.objects.filter(about=case.reference).count() > 0


def test_an_effect_is_read_in_the_readers_own_language(case):
    effect = effects.record(case, "directory", "简体中文 %(word)s", detail="", values={"word": "Yes"})
    with translation.override("zh-hans"):
        assert effect.wording == "简体中文 是"
    with translation.override("en"):
        assert effect.wording == "简体中文 Yes"
        assert effect.explanation == ""
