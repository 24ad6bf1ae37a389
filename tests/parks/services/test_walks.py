"""Random walks over the table of tenancies: status × action × person, whatever is tried."""

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from casework.refusals import Refused
from parks.lifecycles import TENANCY
from parks.models import Tenancy, WaitingPlace
from parks.services import housekeeping, tenancies, waiting
from tests.factories import SeatFactory
from tests.parks import registrations, world

# Who makes which move, where the table allows it: E the enterprise's own, P the park's.
SIDES = {
    "accept": "E", "decline": "E", "lapse": "S", "withdraw": "P", "sign": "P", "move_in": "P", "leave": "P",
}  # fmt: skip


@pytest.mark.django_db
def test_random_walks_keep_one_holder_per_unit_and_every_place_true(  # noqa: C901  (a machine of small rules)
    there, outsider, auditor, other_park
):
    asked = [world.in_line(there) for _number in range(3)]
    units = [registrations.a_unit(there.park, code) for code in ("301", "302")]
    viewer = SeatFactory.create(organisation=asked[0].organisation, role="viewer").user
    strangers = [outsider, viewer, auditor, world.an_operator(other_park)]

    class Walk(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            self.undo = transaction.atomic()
            self.undo.__enter__()

        def teardown(self) -> None:
            if hasattr(self, "undo"):
                transaction.set_rollback(True)
                self.undo.__exit__(None, None, None)

        @rule(one=st.sampled_from(asked), unit=st.sampled_from(units), stranger=st.booleans())
        def offer(self, one, unit, stranger) -> None:
            held = Tenancy.objects.holding()
            free = not held.filter(unit=unit).exists() and one.places.waiting().exists()
            try:
                tenancies.offer(one, unit, by=auditor if stranger else there.operator)
            except Refused:
                assert stranger or not free
                return
            assert free
            assert not stranger

        @rule(
            pick=st.integers(0, 5),
            action=st.sampled_from(TENANCY.actions),
            person=st.integers(0, 5),
            behind=st.sampled_from([0, 0, 0, 1]),
        )
        def try_a_move(self, pick, action, person, behind) -> None:
            every = list(Tenancy.objects.with_parties().order_by("pk"))
            if not every:
                return
            tenancy = every[pick % len(every)]
            by = [world.editor_of(tenancy.registration), there.operator, *strangers][person]
            side = ("E", "P")[person] if person < 2 else ""
            known = {move.action for move in TENANCY.moves_from(tenancy.status)}
            before = (tenancy.status, tenancy.revision)
            try:
                self.move(tenancy, action, by, tenancy.revision - behind)
            except Refused:
                tenancy.refresh_from_db()
                assert (tenancy.status, tenancy.revision) == before
                assert behind or action not in known or side != SIDES[action]
                return
            assert not behind
            assert (action in known, side) == (True, SIDES[action])
            assert tenancy.status == TENANCY.find(action, before[0]).target
            assert tenancy.revision == before[1] + 1

        def move(self, tenancy, action, by, revision) -> None:
            today = timezone.localdate()
            match action:
                case "accept" | "decline":
                    getattr(tenancies, action)(tenancy, by=by, revision=revision)
                case "lapse":
                    tenancies.lapse(tenancy, at=timezone.now())  # before its day, whoever presses
                case "withdraw":
                    tenancies.withdraw(tenancy, by=by, revision=revision, note="检修。")
                case "sign":
                    words = world.a_contract() | {"contract": None}
                    tenancies.sign(tenancy, by=by, revision=revision, **words)
                case "move_in":
                    tenancies.move_in(tenancy, by=by, revision=revision, on=today)
                case "leave":
                    tenancies.leave(tenancy, by=by, revision=revision, on=today, note="迁址。")

        @rule()
        def housekeeping_comes_late(self) -> None:
            offered = Tenancy.objects.filter(status="offered")
            last = max(offered.values_list("answer_by", flat=True), default=timezone.localdate())
            late = timezone.make_aware(datetime.combine(last + timedelta(days=1), time(3)))
            waits = offered.count()
            assert housekeeping.lapse_offers(late) == waits
            Tenancy.objects.filter(status="offered").update(answer_by=world.a_day(5))

        @rule(one=st.sampled_from(asked))
        def leave_the_line(self, one) -> None:
            if one.places.waiting().exists():
                waiting.leave(world.place_of(one), by=world.editor_of(one))

        @invariant()
        def one_holder_per_unit_and_one_unit_per_registration(self) -> None:
            held = list(Tenancy.objects.holding().values_list("unit_id", "registration_id"))
            assert len({unit for unit, _one in held}) == len({one for _unit, one in held}) == len(held)

        @invariant()
        def who_holds_does_not_wait(self) -> None:
            holding = Tenancy.objects.holding().values("registration")
            assert not WaitingPlace.objects.waiting().filter(registration__in=holding).exists()

        @invariant()
        def every_status_is_where_its_history_leads(self) -> None:
            for tenancy in Tenancy.objects.prefetch_related("steps"):
                steps = list(tenancy.steps.all())
                assert steps[-1].to_status == tenancy.status
                assert len(steps) == tenancy.revision

    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
