from django.utils.translation import gettext as _

from accounts.models import User
from casework import policies
from casework.models import Case, InternalNote
from casework.refusals import Refused


def add(case: Case, text: str, by: User) -> InternalNote:
    """Write an internal note: staff to staff, no applicant ever sees one."""
    if refusal := policies.why_not(by, case, "note"):
        raise Refused(refusal)
    text = text.strip()
    if not text:
        raise Refused(_("请填写备注内容。"))
    if len(text) > 2000:
        raise Refused(_("备注最多 %(limit)s 个字，请精简。") % {"limit": 2000})
    return InternalNote.objects.create(case_id=case.pk, author=by, text=text)
