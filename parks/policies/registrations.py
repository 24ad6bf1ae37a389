"""What may be done with a registration and its place in line."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from casework.lifecycle import Status
from parks.lifecycles import UNSIGNED
from parks.models import Park, ParkRegistration, Tenancy, WaitingPlace
from parks.policies.people import Person, why_not_editor

# Until the decision, once it was sent in.
REVIEWED = (Status.SUBMITTED, Status.UNDER_REVIEW)


def why_not_register(user: Person, organisation: Organisation, park: Park) -> str | None:
    """An open registration is the constraint's business; here: who, and no second place in the same line."""
    if refusal := why_not_editor(user, organisation.pk):
        return refusal
    of_theirs = {"registration__organisation": organisation, "registration__park": park}
    place = WaitingPlace.objects.waiting().filter(**of_theirs).select_related("registration").first()
    if place is not None:
        return _("本单位的入园登记 %(reference)s 正在该园区轮候，无须重复登记。") % {
            "reference": place.registration.reference
        }
    unanswered = Tenancy.objects.filter(status__in=UNSIGNED)
    offered = unanswered.filter(**of_theirs).select_related("registration").first()
    if offered is None:
        return None
    return _("本单位的入园登记 %(reference)s 正在选房、签约，办结后可以再次登记。") % {
        "reference": offered.registration.reference
    }


def why_not_in_line(registration: ParkRegistration) -> str | None:
    if registration.places.waiting().exists():
        return None
    held = registration.tenancies.holding().select_related("offered_by", "unit__building").first()
    if held is None:
        return _("该入园登记目前不在轮候名单中，不能选房。请刷新页面查看。")
    return _("%(name)s已于%(time)s通知该单位选房（%(unit)s），不能再通知其他单元。请刷新页面查看。") % {
        "name": held.offered_by or _("系统"), "unit": held.unit,
        "time": formats.date_format(timezone.localtime(held.offered_at), "DATETIME_FORMAT"),
    }  # fmt: skip


def why_not_under_review(registration: ParkRegistration) -> str | None:
    if registration.status in REVIEWED:
        return None
    return _("评审意见只能在提交之后、作出决定之前填写。")


def why_not_transfer(user: Person, registration: ParkRegistration) -> str | None:
    if refusal := why_not_editor(user, registration.organisation_id):
        return refusal
    if registration.status == Status.DRAFT:
        return _("草稿尚未提交，无须转往其他园区，请直接在其他园区登记。")
    return None


def why_not_waiting(place: WaitingPlace) -> str | None:
    if place.state == WaitingPlace.State.WAITING:
        return None
    return _("该入园登记已不在轮候名单中，请刷新页面查看。")
