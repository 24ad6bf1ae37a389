"""The membership application as the case engine sees it."""

from collections.abc import Sequence
from typing import Any

from django.forms import ModelForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance import completeness, facts, papers, sections
from alliance.forms.application import FORMS
from alliance.models import MEMBERSHIP, MembershipApplication
from alliance.policies import open_key_of
from alliance.selectors import membership as read
from alliance.services import membership
from casework.kinds import Fact, Kind, Problem, Requirement, Section
from casework.models import Case, TrailEntry


class MembershipKind(Kind):
    code = MEMBERSHIP
    prefix = "RH"
    label = gettext_lazy("入会申请")
    model = MembershipApplication
    review_permission = "alliance.review_membershipapplication"
    view_permission = "alliance.view_membershipapplication"
    action_labels = {"approve": gettext_lazy("批准入会")}

    def _own(self, case: Case) -> MembershipApplication:
        own = self.concrete(case)
        assert isinstance(own, MembershipApplication)  # noqa: S101  (for the type checker)
        return own

    def open_key(self, case: Case) -> str:
        return open_key_of(case.organisation_id)

    def sections(self, case: Case) -> Sequence[Section]:
        return sections.sections(papers.requirements(self._own(case)))

    def requirements(self, case: Case) -> Sequence[Requirement]:
        return papers.requirements(self._own(case))

    def facts(self, case: Case) -> Sequence[Fact]:
        return list(facts.facts(self._own(case)))

    def problems(self, case: Case) -> Sequence[Problem]:
        return [
            Problem(self.section_of(case, name), name, message)
            for name, message in completeness.findings(self._own(case))
        ]

    def form_class(self, section: str) -> type[ModelForm[Any]]:
        return FORMS[section]

    def consequences(self, case: Case, action: str) -> str:
        words = {
            "start": _("办件进入审核中，申请单位可以看到审核已开始。"),
            "request_changes": _("申请单位会收到补正通知，只能修改所列各项；审核期限暂停计算。"),
            "approve": self._approval(self._own(case)),
            "reject": _("办件办结，不予通过的理由会发送给申请单位；申请单位可以重新申请。"),
            "reopen": _("办件恢复为审核中，审核期限重新计算。"),
            "submit": _("提交后由秘书处审核，审核期间不能修改。"),
            "withdraw": _("申请撤回后不再审核；本单位可以随时重新申请。"),
        }
        return words.get(action, "")

    def _approval(self, application: MembershipApplication) -> str:
        if read.live_membership(application.organisation_id):
            return _("会员资格按“%(level)s”延续一个任期，签发新的会员证书，并通知申请单位。") % {
                "level": application.get_level_display()
            }
        return _("申请单位成为“%(level)s”：取得会员编号和会员证书，列入会员名录，并收到通知。") % {
            "level": application.get_level_display()
        }

    def on_move(self, case: Case, entry: TrailEntry) -> None:
        application = self._own(case)
        if entry.action == "submit":
            membership.record_consents(application, actor_id=entry.actor_id)
        elif entry.action == "approve":
            membership.admit(application, by=application.decided_by)

    def on_repair(self, case: Case, effect_code: str) -> None:
        application = self._own(case)
        membership.admit(application, by=application.decided_by)
