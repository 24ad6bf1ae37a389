"""Random walks through the life of a case: whatever is tried, the trail proves and one case is open."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from casework.lifecycle import CASE, Status
from casework.models import Case, TrailEntry
from casework.refusals import Refused
from casework.services import (
    AlreadyOpen,
    CorrectionAsked,
    assignments,
    corrections,
    documents,
    drafts,
    move,
    trail,
)
from tests.casework.conftest import expire
from tests.casework.trial import PDF, typed

TARGETS = [("field", "name"), ("field", "main_products"), ("document", "licence"), ("document", "proofs")]


@pytest.mark.django_db
def test_random_walks_keep_the_trail_proved_and_one_case_open(  # noqa: C901  (a machine of small rules)
    kind, organisation, owner, viewer, outsider, reviewer, second_reviewer
):
    people = [owner, viewer, outsider, reviewer, second_reviewer, None]

    class Walk(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            self.undo = transaction.atomic()
            self.undo.__enter__()
            self.cases: list[Case] = []

        def teardown(self) -> None:
            if hasattr(self, "undo"):
                transaction.set_rollback(True)
                self.undo.__exit__(None, None, None)

        def some(self, pick: int) -> Case | None:
            return self.cases[pick % len(self.cases)] if self.cases else None

        @rule()
        def apply(self) -> None:
            was_open = Case.objects.open().exists()
            try:
                case = drafts.open_draft(
                    kind, organisation=organisation, by=owner, values={"main_products": "示例"}
                )
            except AlreadyOpen:
                assert was_open
                return
            assert not was_open
            documents.attach(case, "licence", SimpleUploadedFile("a.pdf", PDF), by=owner)
            self.cases.append(case)

        @rule(
            pick=st.integers(0, 3),
            action=st.sampled_from(CASE.actions),
            person=st.integers(0, len(people) - 1),
            behind=st.sampled_from([0, 0, 0, 1]),
            asked=st.lists(st.sampled_from(TARGETS), max_size=2),
        )
        def try_a_move(self, pick, action, person, behind, asked) -> None:
            case = self.some(pick)
            if case is None:
                return
            before = Case.objects.get(pk=case.pk)
            try:
                entry = move(
                    case, action, by=people[person], revision=before.revision - behind, note="说明",
                    corrections=[CorrectionAsked(kind, name, "请修改。") for kind, name in asked],
                )  # fmt: skip
            except Refused:
                after = Case.objects.get(pk=case.pk)
                assert (after.status, after.revision) == (before.status, before.revision)
                return
            assert behind == 0
            assert entry.to_status == CASE.find(action, before.status).target
            assert entry.revision == before.revision + 1

        @rule(pick=st.integers(0, 3), words=st.text("改动", min_size=1, max_size=4))
        def edit(self, pick, words) -> None:
            case = self.some(pick)
            if case is not None and case.status in (Status.DRAFT, Status.CHANGES_REQUESTED):
                drafts.save(case, typed(case, main_products=words), by=owner)

        @rule(pick=st.integers(0, 3))
        def answer(self, pick) -> None:
            case = self.some(pick)
            for correction in case.corrections.open() if case else []:
                corrections.answer(correction, "无需修改。", by=owner)

        @rule(pick=st.integers(0, 3))
        def hand_over(self, pick) -> None:
            case = self.some(pick)
            if case is not None and case.turn is not None and case.status != Status.DRAFT:
                assignments.assign(Case.objects.get(pk=case.pk), second_reviewer, reviewer)

        @rule(pick=st.integers(0, 3))
        def let_the_deadline_pass(self, pick) -> None:
            case = self.some(pick)
            if case is not None and case.status == Status.CHANGES_REQUESTED:
                expire(case)

        @invariant()
        def the_trail_is_proved(self) -> None:
            assert list(trail.broken(TrailEntry.objects.order_by("case_id", "sequence"))) == []
            assert not trail.cases_beside_their_trail().exists()

        @invariant()
        def at_most_one_case_is_open_and_its_key_says_so(self) -> None:
            open_ones = Case.objects.open()
            assert open_ones.count() <= 1
            assert Case.objects.filter(open_key__isnull=False).count() == open_ones.count()

        @invariant()
        def whose_turn_it_is_has_a_date(self) -> None:
            for case in Case.objects.exclude(status=Status.DRAFT):
                assert (case.due_on is not None) == (case.turn is not None)

    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
