"""Which documents a registration needs. Identity cards are never among them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from casework.kinds import Requirement
from casework.lifecycle import Status
from parks.models import ParkRegistration

LICENCE = "business_licence"


def requirements(registration: ParkRegistration) -> Sequence[Requirement]:
    return [
        *_licence(registration),
        Requirement(
            "project_description", _("项目说明书"),
            _("项目内容、技术来源、投资计划、场地要求和产出预测，最多 3 份。"),
            many=True, max_files=3,
        ),
        Requirement(
            "environment_approval", _("环评批复"),
            _("已取得环评批复或已完成登记的，上传批复或回执；尚未办理的不上传。"), required=False,
        ),
        Requirement(
            "authorisation", _("授权委托书"),
            _("联系人不是法定代表人的，可以上传加盖公章的授权委托书。请勿附身份证扫描件。"), required=False,
        ),
    ]  # fmt: skip


def _licence(registration: ParkRegistration) -> list[Requirement]:
    """Who is still to be founded has none; who was founded after sending brings none with a correction."""
    if registration.organisation.is_planned:
        return []
    correcting = registration.status == Status.CHANGES_REQUESTED
    needed = not correcting or registration.documents.filter(slot=LICENCE).exists()
    hint = _("现行有效的营业执照扫描件，加盖公章。")
    return [Requirement(LICENCE, _("营业执照"), hint, required=needed)]
