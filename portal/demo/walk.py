"""One application walked through the services, step by step, at moments of the past."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, cast

from django.utils import timezone

from accounts.models import Consent, Letter, Organisation, User
from alliance.models import MembershipApplication
from alliance.services import membership
from casework import clock, kinds
from casework.models import (
    Case,
    Correction,
    Document,
    DocumentOpening,
    Edit,
    Effect,
    InternalNote,
    TargetKind,
)
from casework.services import documents, drafts, moves, notes
from casework.services.moves import CorrectionAsked
from portal.demo import names
from portal.demo.papers import paper

# Letters older than this have been read.
UNREAD_DAYS = 10
# Columns that stamp themselves with the present: moved to the moment the step is told to have happened.
STAMPS = (
    (Document, "case", "uploaded_at"),
    (DocumentOpening, "document__case", "at"),
    (InternalNote, "case", "at"),
    (Effect, "case", "at"),
    (Edit, "case", "at"),
    (Correction, "case", "answered_at"),
)


class Walk:
    """`at` is the present moment of the story; each step happens then, and `later` goes on."""

    def __init__(self, organisation: Organisation, *, owner: User, reviewer: User, random: Random) -> None:
        self.organisation = organisation
        self.owner = owner
        self.reviewer = reviewer
        self.random = random
        self.kind = kinds.get("membership")
        self.at = timezone.now()
        self.case = Case()
        self._begun = timezone.now()

    # --- the clock of the story ---------------------------------------------------------------

    def begin(self, days_ago: int) -> None:
        self._move_to(timezone.localdate() - timedelta(days=days_ago + 1), 1)

    def later(self, working_days: int) -> None:
        self._move_to(timezone.localdate(self.at), working_days)

    def _move_to(self, day: date, working_days: int) -> None:
        hour = time(self.random.randrange(9, 17), self.random.randrange(60), self.random.randrange(60))
        moment = timezone.make_aware(datetime.combine(clock.add_working_days(day, working_days), hour))
        self.at = min(moment, timezone.now())

    def _settle(self) -> None:
        """Give this step's rows the moment of the story. Trail and status have it from `move` itself."""
        about = {"about": self.case.reference}
        for model, path, column in STAMPS:
            rows = model._default_manager.filter(**{path: self.case.pk, f"{column}__gte": self._begun})
            rows.update(**{column: self.at})
        Consent.objects.filter(**about, given_at__gte=self._begun).update(given_at=self.at)
        letters = Letter.objects.filter(**about, created_at__gte=self._begun)
        read_at = self.at + timedelta(hours=5)
        old = self.at < timezone.now() - timedelta(days=UNREAD_DAYS)
        letters.update(created_at=self.at, **({"read_at": read_at} if old else {}))
        self._begun = timezone.now()

    # --- the applicant's steps ------------------------------------------------------------------

    def draft(self, values: dict[str, Any] | None = None) -> None:
        """With values a complete draft; without, what the organisation's facts alone fill in."""
        if values is None:
            self.case = membership.start_application(self.organisation, by=self.owner)
        else:
            self.case = drafts.open_draft(
                self.kind, organisation=self.organisation, by=self.owner, values=values
            )
        Case.objects.filter(pk=self.case.pk).update(created_at=self.at)
        self._settle()

    def upload(self) -> None:
        own = self.own()
        for needed in self.kind.requirements(own):
            if needed.required:
                documents.attach(own, needed.code, paper(str(needed.label)), by=self.owner)
        self._settle()

    def own(self) -> MembershipApplication:
        rows = MembershipApplication.objects.select_related("organisation")
        return cast("MembershipApplication", rows.get(pk=self.case.pk))

    def submit(self) -> None:
        self._move("submit", self.owner)

    def withdraw(self) -> None:
        self._move("withdraw", self.owner, note=names.note("withdraw"))

    def answer(self) -> None:
        """Corrects what `ask` asked for: the field by a new wording, the document by a new scan."""
        own = self.own()
        wording = f"{own.main_products}，{names.note('answer')}"
        form = self.kind.form_class("business")(
            {"main_products": wording, "initial-main_products": own.main_products}, instance=own
        )
        form.only({"main_products"})  # type: ignore[attr-defined]
        if not form.is_valid():
            raise ValueError(form.errors)
        drafts.save(own, form, by=self.owner)
        slot = self._proof()
        before = Document.objects.current().get(case_id=own.pk, slot=slot)
        label = str(self.kind.requirement(own, slot).label)
        scan = paper(label, file_name=f"{label}-重新扫描.pdf")
        documents.attach(own, slot, scan, by=self.owner, replaces=before)
        self._settle()

    # --- the reviewers' steps -------------------------------------------------------------------

    def start(self) -> None:
        self._move("start", self.reviewer)
        for document in Document.objects.current().filter(case_id=self.case.pk):
            documents.opened(document, by=self.reviewer)
        if self.random.random() < 0.5:
            notes.add(self.case, names.note("internal"), by=self.reviewer)
        self._settle()

    def ask(self) -> None:
        asked = [
            CorrectionAsked(TargetKind.FIELD, "main_products", names.note("correction_field")),
            CorrectionAsked(TargetKind.DOCUMENT, self._proof(), names.note("correction_document")),
        ]
        self._move("request_changes", self.reviewer, note=names.note("request_changes"), corrections=asked)

    def approve(self) -> None:
        self._move("approve", self.reviewer, note=names.note("approve"))

    def reject(self) -> None:
        self._move("reject", self.reviewer, note=names.note("reject"))

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
        moves.move(self.case, action, by=by, revision=self.case.revision, at=self.at, **words)
        self._settle()
