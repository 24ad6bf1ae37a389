"""Codes that the standard allows and the library refuses: staff look at the certificate and decide."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import codes, letters, policies, selectors
from accounts.models import CodeRequest, Organisation, User
from accounts.refusals import Refused
from accounts.services import organisations, post


class RequestRefused(Refused):
    """The code is not confirmed, or not asked about."""


@transaction.atomic
def ask(*, user: User, code: str, kind: str, name: str) -> CodeRequest:
    """Ask staff to confirm; asking twice for one code is the same request."""
    understood = codes.normalised(code)
    try:
        codes.clean(understood)
    except codes.CodeProblem as problem:
        if problem.kind != "needs_staff":
            raise RequestRefused(problem.message) from problem
    else:
        raise RequestRefused(_("该代码可以直接登记，不需要人工核实。"))
    if (existing := selectors.organisation_by_code(understood)) is not None:
        raise organisations.CodeTaken(existing)
    request, _created = CodeRequest.objects.get_or_create(
        code=understood, user=user, state=CodeRequest.State.PENDING, defaults={"kind": kind, "name": name}
    )
    return request


@transaction.atomic
def accept(request: CodeRequest, *, by: User, note: str = "") -> Organisation:
    """The code is right: the organisation comes about, and the person who asked owns it."""
    _decide(request, CodeRequest.State.ACCEPTED, by=by, note=note)
    try:
        organisation = organisations.create(
            owner=request.user, code=request.code, kind=request.kind, name=request.name,
            code_confirmed_by_staff=True,
        )  # fmt: skip
    except organisations.CodeTaken as taken:
        raise RequestRefused(
            _("该代码已由“%(name)s”登记。请选择不通过，并告知申请人向该单位负责人申请加入。")
            % {"name": taken.organisation.name}
        ) from taken
    request.organisation = organisation
    request.save(update_fields=["organisation"])
    post.put(letters.code_accepted(request, organisation))
    return organisation


@transaction.atomic
def decline(request: CodeRequest, *, by: User, note: str) -> CodeRequest:
    if not note.strip():
        raise RequestRefused(_("请写明未通过的原因，并会告知申请人。"))
    _decide(request, CodeRequest.State.DECLINED, by=by, note=note.strip())
    post.put(letters.code_declined(request))
    return request


def _decide(request: CodeRequest, state: str, *, by: User, note: str) -> None:
    if refusal := policies.why_not(by, request, "decide"):
        raise RequestRefused(refusal)
    decided = CodeRequest.objects.filter(pk=request.pk, state=CodeRequest.State.PENDING).update(
        state=state, decided_at=timezone.now(), decided_by=by, note=note
    )
    if not decided:
        raise RequestRefused(_("该申请已由其他工作人员处理，请刷新页面查看。"))
    request.refresh_from_db()
