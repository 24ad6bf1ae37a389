import pytest

from casework.lifecycle import Status
from casework.models import Correction
from casework.refusals import Refused
from casework.services import corrections, documents, drafts, move
from tests.casework.trial import pdf, typed


@pytest.fixture
def case(walk):
    return walk(Status.CHANGES_REQUESTED)


def one(case, target: str) -> Correction:
    return case.corrections.get(target=target)


def test_an_answer_in_words_counts(case, colleague):
    answered = corrections.answer(one(case, "licence"), " 执照刚刚换发，无误。 ", by=colleague)
    assert answered.answer == "执照刚刚换发，无误。"
    assert answered.answered_at is not None
    assert list(case.corrections.open()) == [one(case, "main_products")]


@pytest.mark.parametrize("text", ["", " 是 ", "长" * 501])
def test_an_answer_is_a_sentence(case, owner, text):
    with pytest.raises(Refused, match="2 至 500"):
        corrections.answer(one(case, "licence"), text, by=owner)


@pytest.mark.parametrize("person", ["viewer", "outsider", "reviewer"])
def test_only_owner_and_editor_answer(case, person, request):
    with pytest.raises(Refused):
        corrections.answer(one(case, "licence"), "无需修改。", by=request.getfixturevalue(person))


def test_editing_or_replacing_answers_and_takes_the_place_of_words(case, owner):
    corrections.answer(one(case, "main_products"), "无需修改。", by=owner)
    drafts.save(case, typed(case, main_products="示例执行器"), by=owner)
    documents.attach(case, "licence", pdf("new.pdf"), by=owner)
    assert one(case, "main_products").answer == ""
    assert not case.corrections.open().exists()


def test_an_answer_counts_as_an_edit_for_pages_that_are_open(case, owner):
    before = case.revision
    corrections.answer(one(case, "licence"), "无需修改。", by=owner)
    case.refresh_from_db()
    assert case.revision == before + 1


def test_a_round_that_is_over_takes_no_answer(case, owner):
    correction = one(case, "licence")
    move(case, "withdraw", by=owner, revision=case.revision)
    with pytest.raises(Refused, match="已撤回"):
        corrections.answer(correction, "无需修改。", by=owner)


def test_a_correction_of_an_older_round_takes_no_answer(case, owner):
    correction = one(case, "licence")
    Correction.objects.create(
        case=case, entry=case.trail.last(), target_kind="document", target="proofs", message="请补充。"
    )
    Correction.objects.filter(pk=correction.pk).update(closed=True, target="proofs-old")
    Correction.objects.filter(target="proofs").update(target="licence")
    with pytest.raises(Refused, match="已结束"):
        corrections.answer(correction, "无需修改。", by=owner)
    assert "请上传" in str(correction)
