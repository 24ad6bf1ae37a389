"""The park registration as the case engine sees it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from casework import policies
from casework.kinds import Fact, Kind, Panel, Problem, Requirement, Section, Stage, Turn, Way
from casework.lifecycle import Side, Status
from casework.models import Case, TargetKind, TrailEntry
from parks import completeness, facts, papers, sections
from parks import policies as park_policies
from parks.forms.registration import FORMS
from parks.models import REGISTRATION, ParkRegistration
from parks.selectors import letting
from parks.selectors import opinions as opinions_read
from parks.selectors.scope import parks_seen_by, parks_worked_by, workers_of
from parks.services import opinions, registration, waiting
from parks.views import afterwards, panels


class ParkKind(Kind):
    code = REGISTRATION
    prefix = "RY"
    label = gettext_lazy("入园登记")
    model = ParkRegistration
    house = pgettext_lazy("who works a case", "园区")
    office = pgettext_lazy("who works a case", "园区运营方")
    review_days = 10
    review_permission = "parks.review_parkregistration"
    view_permission = "parks.view_parkregistration"
    action_labels = {"approve": gettext_lazy("批准入园")}

    def concrete(self, case: Case) -> Case:
        """With what every page of it asks for."""
        if isinstance(case, ParkRegistration):
            return case
        rows = ParkRegistration.objects.select_related(
            "organisation__sector", "applicant", "park", "sector", "wanted_unit__building"
        )
        return rows.get(pk=case.pk)

    def _own(self, case: Case) -> ParkRegistration:
        own = self.concrete(case)
        assert isinstance(own, ParkRegistration)  # noqa: S101  (for the type checker)
        return own

    def open_key(self, case: Case) -> str:
        own = self._own(case)
        return f"park:{own.park_id}:{own.organisation_id}"

    def sections(self, case: Case) -> Sequence[Section]:
        return sections.sections(papers.requirements(self._own(case)))

    def requirements(self, case: Case) -> Sequence[Requirement]:
        return papers.requirements(self._own(case))

    def facts(self, case: Case) -> Sequence[Fact]:
        return list(facts.facts(self._own(case)))

    def problems(self, case: Case) -> Sequence[Problem]:
        """While corrections are answered, nothing is asked that time alone made wrong and nobody may edit."""
        own = self._own(case)
        past: set[str] = set()
        if own.status == Status.CHANGES_REQUESTED:
            unlocked = policies.unlocked(own)
            past = {name for name in completeness.BY_TIME if (TargetKind.FIELD, name) not in unlocked}
        return [
            Problem(self.section_of(own, name), name, message)
            for name, message in completeness.findings(own)
            if name not in past
        ]

    def form_class(self, section: str) -> type[ModelForm[Any]]:
        return FORMS[section]

    def consequences(self, case: Case, action: str) -> str:
        words = {
            "start": _("办件进入审核中，申请单位可以看到审核已开始。"),
            "request_changes": _("申请单位会收到补正通知，只能修改所列各项；审核期限暂停计算。"),
            "approve": _("申请单位进入本园区的轮候名单，有合适的单元时由园区通知选房；申请单位会收到通知。"),
            "reject": _("办件办结，不予通过的理由会发送给申请单位；申请单位可以重新登记。"),
            "reopen": _("办件恢复为审核中，审核期限重新计算。"),
            "submit": _("提交后由园区运营方审核，审核期间不能修改。"),
            "withdraw": _("登记撤回后不再审核；本单位可以随时重新登记。"),
        }
        return words.get(action, "")

    # --- whose business it is ---------------------------------------------------------------------

    def scope(self, user: User) -> Q:
        return Q(parkregistration__park__in=parks_seen_by(user))

    def working_scope(self, user: User) -> Q:
        return Q(parkregistration__park__in=parks_worked_by(user))

    def colleagues(self, case: Case, people: QuerySet[User]) -> QuerySet[User]:
        return people.filter(workers_of(self._own(case).park_id)).distinct()

    def why_not(self, case: Case, action: str) -> str | None:
        if action != "approve":
            return None
        lacking = opinions.lacking(self._own(case))
        return " ".join(lacking) if lacking else None

    # --- what goes on after an approval -----------------------------------------------------------

    def turns_after(self, cases: Sequence[Case], side: Side) -> Mapping[int, Turn]:
        return afterwards.turns(cases, side)

    def way_on(self, case: Case, user: User, side: Side) -> Way | None:
        return afterwards.way_on(self._own(case), user, side)

    def stages_after(self, case: Case) -> Sequence[Stage]:
        return afterwards.stages(case)

    # --- what it adds to the pages ----------------------------------------------------------------

    def case_panels(self, case: Case, user: User) -> Sequence[Panel]:
        return panels.of_case(self._own(case), user)

    def desk_panels(self, case: Case, user: User) -> Sequence[Panel]:
        own = self._own(case)
        reviewed = opinions_read.panel(
            own, user, refusal=park_policies.why_not(user, own, "opine"), lacking=opinions.lacking(own)
        )
        found = [panels.for_desk(own), Panel("admin/parks/opinions.html", reviewed)]
        let = letting.panel(own, may_offer=park_policies.why_not(user, own, "offer") is None)
        return [Panel("admin/parks/letting.html", let), *found] if let else found

    def form_panels(self, case: Case, section: str = "") -> Sequence[Panel]:
        own = self._own(case)
        if section in sections.WITH_FIGURES:
            return [panels.typed_figures(own)]
        return [] if section else [panels.findings(own)]

    # --- what it causes ---------------------------------------------------------------------------

    def on_move(self, case: Case, entry: TrailEntry) -> None:
        own = self._own(case)
        if entry.action == "submit":
            registration.record_consents(own, actor_id=entry.actor_id)
            if entry.from_status == Status.DRAFT:
                by = User.objects.get(pk=entry.actor_id or own.applicant_id)
                registration.give_up_the_first(own, by=by)
        elif entry.action == "approve":
            self._admit(own)

    def on_repair(self, case: Case, effect_code: str) -> None:
        self._admit(self._own(case))

    def _admit(self, own: ParkRegistration) -> None:
        registration.write_back(own)
        waiting.join(own, by=own.decided_by)
