"""One registration walked from its draft to the day the enterprise leaves, through the services."""

from datetime import timedelta
from random import Random
from typing import Any, ClassVar

from django.utils import timezone

from accounts.models import Organisation, User
from casework.models import Case
from parks.models import REGISTRATION, Aspect, Park, Tenancy, Unit, Verdict
from parks.services import opinions, registration, tenancies
from portal.demo import names
from portal.demo.papers import paper
from portal.demo.parks import facts
from portal.demo.parks.ground import Ground
from portal.demo.walk import Walk

YEAR = 365


class ParkWalk(Walk):
    kind_code: ClassVar[str] = REGISTRATION
    corrected: ClassVar[tuple[str, str]] = ("project", "main_products")
    approve_note: ClassVar[str] = "park_approve"
    reject_note: ClassVar[str] = "park_reject"

    def __init__(self, organisation: Organisation, *, owner: User, ground: Ground, random: Random) -> None:
        super().__init__(organisation, owner=owner, reviewer=ground.operator, random=random)
        self.ground = ground
        self.tenancy = Tenancy()

    # --- the registration -----------------------------------------------------------------------

    def _opened(self, values: dict[str, Any] | None) -> Case:
        own = registration.start(self.organisation, self.ground.park, by=self.owner)
        for name, value in (values or {}).items():
            setattr(own, name, value)
        own.save()
        return own

    def complete(self, unit: Unit | None) -> None:
        """A draft with all that is asked, for this unit, or for more than any unit has."""
        self.draft(facts.registration(self.organisation, unit, self.random, timezone.localdate(self.at)))
        self.upload()

    def opine(self, aspects: tuple[Aspect, ...] = tuple(Aspect)) -> None:
        """In turn by the operator and a colleague, as an approval wants it."""
        own = self.own()
        with self.now():
            for place, aspect in enumerate(aspects):
                verdict, note = Verdict.AGREE, "opinion"
                if aspect is Aspect.ENVIRONMENT and self.random.random() < 0.3:
                    verdict, note = Verdict.CONDITIONAL, "opinion_conditional"
                by = (self.ground.operator, self.ground.colleague)[place % 2]
                opinions.give(own, aspect, verdict=verdict, note=names.note(note), by=by)

    def approve(self) -> None:
        self.opine()
        super().approve()

    def transfer(self, to_park: Park) -> None:
        own = self.own()
        with self.now():
            registration.transfer(
                own,
                to_park,
                by=self.owner,
                revision=own.revision,
                declares_truth=True,
                consents_processing=True,
            )

    # --- the unit ---------------------------------------------------------------------------------

    def offer(self, unit: Unit) -> None:
        with self.now():
            self.tenancy = tenancies.offer(self.own(), unit, by=self.ground.operator, at=self.at)

    def accept(self) -> None:
        self._step(tenancies.accept, self.owner)

    def decline(self) -> None:
        self._step(tenancies.decline, self.owner, note=names.note("park_decline"))

    def take_back(self) -> None:
        self._step(tenancies.withdraw, self.ground.operator, note=names.note("park_withdraw"))

    def sign(self, *, days: int) -> None:
        today = timezone.localdate(self.at)
        words = {
            "signed_on": today,
            "starts_on": today,
            "ends_on": today + timedelta(days=days),
            "rent": None,
        }
        scan = paper("租赁合同") if self.random.random() < 0.6 else None
        self._step(tenancies.sign, self.ground.operator, contract=scan, **words)

    def move_in(self) -> None:
        self._step(tenancies.move_in, self.ground.operator, on=timezone.localdate(self.at))

    def leave(self) -> None:
        on = timezone.localdate(self.at)
        self._step(tenancies.leave, self.ground.operator, on=on, note=names.note("park_leave"))

    def let_lapse(self) -> None:
        """The first moment after the day to answer."""
        self._move_to(self.tenancy.answer_by, 1)
        with self.now():
            self.tenancy = tenancies.lapse(self.tenancy, at=self.at)

    def _step(self, service: Any, by: User, **words: Any) -> None:
        self.tenancy.refresh_from_db()
        with self.now():
            self.tenancy = service(self.tenancy, by=by, revision=self.tenancy.revision, **words)
