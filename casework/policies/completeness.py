"""What still keeps a case from being submitted, each with the place to mend it."""

from django.utils.translation import gettext as _

from casework import kinds
from casework.kinds import Kind, Problem
from casework.lifecycle import Status
from casework.models import Case, ScanState, TargetKind


def obstacles(case: Case) -> list[Problem]:
    """Everything that keeps the case from being submitted, each with the place to mend it."""
    kind = kinds.kind_of(case)
    own = kind.concrete(case)
    if case.status == Status.CHANGES_REQUESTED:
        unanswered = _unanswered(kind, own)
        return [*unanswered, *kind.problems(own), *_document_problems(kind, own)]
    return [*kind.problems(own), *_document_problems(kind, own)]


def _unanswered(kind: Kind, case: Case) -> list[Problem]:
    return [
        Problem(
            kind.section_of(case, correction.target, correction.target_kind),
            correction.target,
            _("请先处理“%(item)s”的补正要求：修改内容、重新上传材料，或者说明无须修改的原因。")
            % {"item": kind.label_of(case, correction.target_kind, correction.target)},
        )
        for correction in case.corrections.open()
    ]


def _document_problems(kind: Kind, case: Case) -> list[Problem]:
    current = list(case.documents.current())
    held = {document.slot for document in current}
    missing = [
        Problem(
            kind.section_of(case, needed.code, TargetKind.DOCUMENT),
            needed.code,
            _("请上传“%(item)s”。") % {"item": needed.label},
        )
        for needed in kind.requirements(case)
        if needed.required and needed.code not in held
    ]
    infected = [
        Problem(
            kind.section_of(case, document.slot, TargetKind.DOCUMENT),
            document.slot,
            _("文件“%(name)s”发现病毒，请删除后重新上传。") % {"name": document.name},
        )
        for document in current
        if document.scan_state == ScanState.INFECTED
    ]
    return missing + infected


def why_incomplete(case: Case) -> str | None:
    standing_in_the_way = obstacles(case)
    if not standing_in_the_way:
        return None
    return _("尚不能提交，还有 %(count)s 处需要处理：%(first)s") % {
        "count": len(standing_in_the_way), "first": standing_in_the_way[0].message,
    }  # fmt: skip
