"""What may be done with a tenancy and with the report of its year."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from accounts.models import User
from casework.lifecycle import Lifecycle, UnknownMove
from casework.models import Moving
from parks.lifecycles import REPORT, TENANCY
from parks.models import Tenancy, YearlyReport
from parks.policies.people import Person, seat_of, why_not_editor, why_not_staff
from parks.selectors.scope import parks_seen_by

MOVES_OF_A_UNIT = {"withdraw": "parks.offer_unit"}


def _why_no_move(table: Lifecycle, thing: Moving, action: str) -> str | None:
    try:
        table.find(action, thing.status)
    except UnknownMove:
        return _("状态已经变化，不能再进行此项操作。请刷新页面查看。")
    return None


def why_not_move_tenancy(user: Person, tenancy: Tenancy, action: str, today: date) -> str | None:
    registration = tenancy.registration
    if action in ("accept", "decline"):
        who = why_not_editor(user, registration.organisation_id)
    elif action == "lapse":
        who = None if user is None else _("逾期未答复由系统在期限届满后自动办理。")
    else:
        who = why_not_staff(user, registration, MOVES_OF_A_UNIT.get(action, "parks.move_tenancy"))
    return who or _why_no_move(TENANCY, tenancy, action) or _why_not_today(tenancy, action, today)


def _why_not_today(tenancy: Tenancy, action: str, today: date) -> str | None:
    match action:
        case "accept" if tenancy.is_late(today):
            sentence = _("答复期限已于 %(answer)s 届满，不能再接受。本单位将排到轮候名单末位。")
            return sentence % {"answer": formats.date_format(tenancy.answer_by, "DATE_FORMAT")}
        case "lapse" if not tenancy.is_late(today):
            return _("答复期限尚未届满。")
        case "sign" if not tenancy.registration.organisation.code:
            return _("该单位尚未填写统一社会信用代码，取得代码后才能签约。")
    return None


def why_not_look(user: Person, tenancy: Tenancy, action: str) -> str | None:
    registration = tenancy.registration
    seat = seat_of(user, registration.organisation_id)
    if seat is None and not _sees(user, registration.park_id):
        return _("您无权查看该租用。")
    if action == "open_contract" and not tenancy.contract:
        return _("尚未上传合同扫描件。")
    return None


def _sees(user: Person, park_id: int) -> bool:
    if not isinstance(user, User) or not user.has_perm("parks.view_tenancy"):
        return False
    return parks_seen_by(user).filter(pk=park_id).exists()


def why_not_show(tenancy: Tenancy) -> str | None:
    return None if tenancy.is_open else _("该租用已经结束，不再公开展示。")


def why_not_move_report(user: Person, report: YearlyReport, action: str) -> str | None:
    registration = report.tenancy.registration
    if action == "submit":
        who = why_not_editor(user, registration.organisation_id)
    else:
        who = why_not_staff(user, registration, "parks.check_yearlyreport")
    return who or _why_no_move(REPORT, report, action)
