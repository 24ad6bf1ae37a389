"""Two people, or one with two windows, fill in one application."""
# ruff: noqa: B023  (the threads of a round end with it)

import threading

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from alliance.models import MembershipApplication
from casework.lifecycle import Status
from casework.models import Document
from casework.services import FileRefused, Refused, Stale, documents, drafts, move
from tests.casework.trial import pdf
from tests.races.database import without
from tests.races.threads import MARKS, collide, one_of, race, rounds, winners
from tests.races.world import assert_trails_hold, edit, enterprise, lines, now, trial_draft

pytestmark = MARKS
TOUCH = 'UPDATE "casework_case"'


def held(case, name="main_products"):
    return MembershipApplication.objects.values_list(name, flat=True).get(pk=case.pk)


def submitted_value(case, name="main_products"):
    (entry,) = lines(case, "submit")
    return {fact["name"]: fact["value"] for fact in entry.snapshot["facts"]}[name]


# --- an edit and the submission ---------------------------------------------------------------------


def test_an_edit_is_in_the_submission_or_refused_never_lost():
    for meet in rounds(TOUCH):
        there = enterprise()
        case = trial_draft(there)
        page, seen = edit(case, main_products="示例执行器"), case.revision
        winner, told = one_of(
            race(
                lambda: move(case, "submit", by=there.owner, revision=seen),
                lambda: drafts.save(now(case), page, by=there.colleague),
                meet=meet,
            )
        )
        if winner == 0:
            assert submitted_value(case) == held(case) == "示例传感器"
            assert "已提交" in told.message
        else:
            assert held(case) == "示例执行器"
            assert (now(case).status, lines(case)) == (Status.DRAFT, [])
            assert isinstance(told, Stale)
            assert told.changes == ["主营业务与主导产品"]
    assert_trails_hold()


def test_without_the_touch_of_the_case_a_submitted_application_changes():
    there = enterprise()
    case = trial_draft(there)
    looked, submitted = threading.Event(), threading.Event()

    def naive_edit():
        assert now(case).status == Status.DRAFT
        looked.set()
        submitted.wait(10)
        MembershipApplication.objects.filter(pk=case.pk).update(main_products="示例执行器")

    def submit():
        looked.wait(10)
        move(case, "submit", by=there.owner, revision=case.revision)
        submitted.set()

    collide(naive_edit, submit)
    assert now(case).status == Status.SUBMITTED
    assert submitted_value(case) != held(case)


def test_an_upload_and_the_submission_at_once_agree():
    for meet in rounds(TOUCH, 8):
        there = enterprise()
        case = trial_draft(there)
        winner, _told = one_of(
            race(
                lambda: move(case, "submit", by=there.owner, revision=case.revision),
                lambda: documents.attach(now(case), "licence", pdf("newer.pdf"), by=there.colleague),
                meet=meet,
            )
        )
        current = Document.objects.current().get(case_id=case.pk)
        assert current.version == 1 + winner
        if winner == 0:
            (sent,) = lines(case, "submit")[0].snapshot["documents"]
            assert sent["version"] == current.version


def test_a_submission_and_the_discarding_of_its_draft_at_once_leave_one_of_both():
    for meet in rounds(TOUCH, 8):
        there = enterprise()
        case = trial_draft(there)
        winner, told = one_of(
            race(
                lambda: move(case, "submit", by=there.owner, revision=case.revision),
                lambda: drafts.discard(now(case), by=there.colleague),
                meet=meet,
            )
        )
        assert told.message.endswith("。")
        left = MembershipApplication.objects.filter(pk=case.pk).values_list("status", flat=True)
        assert list(left) == ([Status.SUBMITTED] if winner == 0 else [])


# --- two edits --------------------------------------------------------------------------------------


def test_of_two_edits_of_one_field_one_stands_and_the_other_is_a_conflict():
    typed = ("示例执行器", "示例减速器")
    for meet in rounds(TOUCH):
        there = enterprise()
        case = trial_draft(there)
        people = (there.owner, there.colleague)
        pages = [edit(case, main_products=words) for words in typed]
        outcomes = race(
            *(
                lambda page=page, by=by: drafts.save(now(case), page, by=by)
                for page, by in zip(pages, people, strict=True)
            ),
            meet=meet,
        )
        (winner,) = [number for number, one in enumerate(outcomes) if one.value.names]
        (conflict,) = outcomes[1 - winner].value.conflicts
        assert held(case) == conflict.theirs == typed[winner]
        assert (conflict.mine, conflict.who) == (typed[1 - winner], people[winner].name)


def test_saving_the_form_as_it_came_loses_one_of_two_edits_in_silence():
    lost = 0
    for meet in rounds(TOUCH, 3):
        case = trial_draft(enterprise())
        words, number = edit(case, main_products="示例执行器"), edit(case, staff_count="88")
        collide(transaction.atomic(words.save), transaction.atomic(number.save), meet=meet)
        lost += (held(case), held(case, "staff_count")) != ("示例执行器", 88)
    assert lost


def test_two_edits_of_two_fields_both_stand():
    for meet in rounds(TOUCH):
        there = enterprise()
        case = trial_draft(there)
        words, number = edit(case, main_products="示例执行器"), edit(case, staff_count="88")
        race(
            lambda: drafts.save(now(case), words, by=there.owner),
            lambda: drafts.save(now(case), number, by=there.colleague),
            meet=meet,
        )
        assert (held(case), held(case, "staff_count")) == ("示例执行器", 88)
        assert now(case).revision == case.revision + 2


# --- two uploads ------------------------------------------------------------------------------------


def test_two_uploads_into_one_slot_become_two_versions():
    for meet in rounds(TOUCH):
        there = enterprise()
        case = trial_draft(there)
        race(
            lambda: documents.attach(now(case), "licence", pdf("a.pdf"), by=there.owner),
            lambda: documents.attach(now(case), "licence", pdf("b.pdf"), by=there.colleague),
            meet=meet,
        )
        kept = Document.objects.filter(case_id=case.pk).order_by("version")
        assert [(one.version, one.is_current) for one in kept] == [(1, False), (2, False), (3, True)]
        assert all(default_storage.exists(one.file.name) for one in kept)


@transaction.atomic
def naive_attach(case, name, by) -> Document:
    """The next version without holding the case."""
    versions = Document.objects.filter(case_id=case.pk, line="licence")
    last = versions.aggregate(last=Max("version"))["last"] or 0
    versions.update(is_current=False)
    return Document.objects.create(
        case_id=case.pk,
        slot="licence",
        line="licence",
        version=last + 1,
        file=name,
        name=name,
        size=1,
        uploaded_by=by,
    )


def test_without_the_touch_and_the_constraints_a_slot_holds_two_current_files():
    twice = 0
    with without("one_current_document_per_line", "one_document_per_version"):
        for meet in rounds('INSERT INTO "casework_document"', 3):
            there = enterprise()
            case = trial_draft(there)
            Document.objects.filter(case_id=case.pk).delete()
            collide(*(lambda n=n: naive_attach(case, n, there.owner) for n in ("a.pdf", "b.pdf")), meet=meet)
            twice += Document.objects.current().filter(case_id=case.pk).count() == 2
    assert twice


def test_a_slot_for_two_files_takes_no_third_from_two_windows():
    for meet in rounds(TOUCH, 8):
        there = enterprise()
        case = trial_draft(there)
        documents.attach(case, "proofs", pdf("first.pdf"), by=there.owner)
        _winner, told = one_of(
            race(
                *(
                    lambda n=n: documents.attach(now(case), "proofs", pdf(n), by=there.owner)
                    for n in ("second.pdf", "third.pdf")
                ),
                meet=meet,
            )
        )
        assert isinstance(told, FileRefused)
        assert Document.objects.current().filter(case_id=case.pk, slot="proofs").count() == 2


def test_counting_the_files_of_a_slot_without_holding_the_case_lets_a_third_in():
    @transaction.atomic
    def counted(case, name, by):
        if Document.objects.current().filter(case_id=case.pk, slot="proofs").count() >= 2:
            raise Refused("full")
        Document.objects.create(
            case_id=case.pk, slot="proofs", line=name, file=name, name=name, size=1, uploaded_by=by
        )

    over = 0
    for meet in rounds('INSERT INTO "casework_document"', 3):
        there = enterprise()
        case = trial_draft(there)
        documents.attach(case, "proofs", pdf("first.pdf"), by=there.owner)
        collide(*(lambda n=n: counted(case, n, there.owner) for n in ("second", "third")), meet=meet)
        over += Document.objects.current().filter(case_id=case.pk, slot="proofs").count() > 2
    assert over


@pytest.mark.parametrize("replacing", [True, False])
def test_a_removal_and_a_replacement_or_a_second_removal_agree(replacing):
    for meet in rounds(TOUCH, 6):
        there = enterprise()
        case = trial_draft(there)
        document = Document.objects.get(case_id=case.pk)

        def other(document=document, case=case, there=there):
            if replacing:
                return documents.attach(now(case), "licence", pdf("b.pdf"), by=there.owner, replaces=document)
            return documents.remove(document, by=there.owner)

        outcomes = race(lambda: documents.remove(document, by=there.colleague), other, meet=meet)
        assert len(winners(outcomes)) == 1
        left = Document.objects.current().filter(case_id=case.pk).count()
        assert left == (1 if replacing and outcomes[1].won else 0)
