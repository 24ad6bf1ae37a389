"""One application walked through the services, step by step, at moments of the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, ClassVar

from django.utils import timezone

from accounts.models import Organisation, User
from alliance.services import membership
from casework import clock, kinds
from casework.models import Case, Document, TargetKind
from casework.services import documents, drafts, moves, notes
from casework.services.moves import CorrectionAsked
from portal.demo import names
from portal.demo.moments import moment
from portal.demo.papers import paper


class Walk:
    """`at` is the present moment of the story; each step happens then, and `later` goes on.

    What differs from kind to kind stands in the class: another kind inherits and says its own.
    """

    kind_code: ClassVar[str] = "membership"
    # The section and the field that `ask` has corrected, and the words of the steps in demo.toml.
    corrected: ClassVar[tuple[str, str]] = ("business", "main_products")
    approve_note: ClassVar[str] = "approve"
    reject_note: ClassVar[str] = "reject"

    def __init__(self, organisation: Organisation, *, owner: User, reviewer: User, random: Random) -> None:
        self.organisation = organisation
        self.owner = owner
        self.reviewer = reviewer
        self.random = random
        self.kind = kinds.get(self.kind_code)
        self.at = timezone.now()
        self.case = Case()

    # --- the clock of the story ---------------------------------------------------------------

    def begin(self, days_ago: int) -> None:
        self._move_to(timezone.localdate() - timedelta(days=days_ago + 1), 1)

    def later(self, working_days: int) -> None:
        self._move_to(timezone.localdate(self.at), working_days)

    def _move_to(self, day: date, working_days: int) -> None:
        hour = time(self.random.randrange(9, 17), self.random.randrange(60), self.random.randrange(60))
        moment = timezone.make_aware(datetime.combine(clock.add_working_days(day, working_days), hour))
        self.at = min(moment, timezone.now())

    @contextmanager
    def now(self) -> Iterator[None]:
        """For the length of a step it is the moment of the story."""
        with moment(self.at):
            yield

    # --- the applicant's steps ------------------------------------------------------------------

    def draft(self, values: dict[str, Any] | None = None) -> None:
        """With values a complete draft; without, what the organisation's facts alone fill in."""
        with self.now():
            self.case = self._opened(values)

    def _opened(self, values: dict[str, Any] | None) -> Case:
        if values is None:
            return membership.start_application(self.organisation, by=self.owner)
        return drafts.open_draft(self.kind, organisation=self.organisation, by=self.owner, values=values)

    def upload(self) -> None:
        own = self.own()
        with self.now():
            for needed in self.kind.requirements(own):
                if needed.required:
                    documents.attach(own, needed.code, paper(str(needed.label)), by=self.owner)

    def own(self) -> Any:
        """The case as its kind has it."""
        return self.kind.concrete(Case.objects.get(pk=self.case.pk))

    def submit(self) -> None:
        self._move("submit", self.owner)

    def withdraw(self) -> None:
        self._move("withdraw", self.owner, note=names.note("withdraw"))

    def answer(self) -> None:
        """Corrects what `ask` asked for: the field by a new wording, the document by a new scan."""
        own = self.own()
        section, field = self.corrected
        before = getattr(own, field)
        data = {field: f"{before}，{names.note('answer')}", f"initial-{field}": before}
        form = self.kind.form_class(section)(data, instance=own)
        form.only({field})  # type: ignore[attr-defined]
        if not form.is_valid():
            raise ValueError(form.errors)
        with self.now():
            drafts.save(own, form, by=self.owner)
            self._scan_again(own)

    def _scan_again(self, own: Case) -> None:
        slot = self._proof()
        before = Document.objects.current().get(case_id=own.pk, slot=slot)
        label = str(self.kind.requirement(own, slot).label)
        scan = paper(label, file_name=f"{label}-重新扫描.pdf")
        documents.attach(own, slot, scan, by=self.owner, replaces=before)

    # --- the reviewers' steps -------------------------------------------------------------------

    def start(self) -> None:
        self._move("start", self.reviewer)
        with self.now():
            for document in Document.objects.current().filter(case_id=self.case.pk):
                documents.opened(document, by=self.reviewer)
            if self.random.random() < 0.5:
                notes.add(self.case, names.note("internal"), by=self.reviewer)

    def ask(self) -> None:
        asked = [
            CorrectionAsked(TargetKind.FIELD, self.corrected[1], names.note("correction_field")),
            CorrectionAsked(TargetKind.DOCUMENT, self._proof(), names.note("correction_document")),
        ]
        self._move("request_changes", self.reviewer, note=names.note("request_changes"), corrections=asked)

    def approve(self) -> None:
        self._move("approve", self.reviewer, note=names.note(self.approve_note))

    def reject(self) -> None:
        self._move("reject", self.reviewer, note=names.note(self.reject_note))

    def reopen(self) -> None:
        self._move("reopen", self.reviewer, note=names.note("reopen"))

    def lapse(self) -> None:
        """The first moment after the deadline."""
        deadline = self.case.due_on or timezone.localdate(self.at)
        self._move_to(deadline, 1)
        self._move("lapse", None)

    def _proof(self) -> str:
        return self.kind.requirements(self.own())[0].code

    def _move(self, action: str, by: User | None, **words: Any) -> None:
        self.case.refresh_from_db()
        with self.now():
            moves.move(self.case, action, by=by, revision=self.case.revision, at=self.at, **words)
