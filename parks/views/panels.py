"""What a registration adds to the pages of its case and of its form."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.chips import Chip
from accounts.models import User
from casework.kinds import Panel
from casework.lifecycle import Side, Status
from casework.selectors import case_for
from parks import chips, conditions, policies
from parks.conditions import Finding, State
from parks.facts import demand
from parks.forms.visits import moment
from parks.models import ParkRegistration, Tenancy, Visit, WaitingPlace, YearlyReport
from parks.selectors.registrations import tenancies_of_case
from parks.selectors.visits import ahead
from parks.selectors.waiting import place_of
from parks.views import words
from parks.views.words import Shown

FINDINGS = {
    State.MET: Chip("jade", "circle-check", _("满足")),
    State.UNMET: Chip("cinnabar", "circle-x", _("不满足")),
    State.UNKNOWN: Chip("slate", "circle-dashed", _("尚不明确")),
}
# An advantage that is lacking keeps nobody out.
NOT_PREFERRED = Chip("amber", "triangle-alert", _("不满足"))


def typed_figures(registration: ParkRegistration) -> Panel:
    """Beside the form: computed anew as somebody types."""
    url = reverse("park_figures", args=[registration.reference])
    return Panel("parks/panels/figures.html", {"figures": conditions.figures(registration), "url": url})


def findings(registration: ParkRegistration) -> Panel:
    """What the park's conditions say of this registration, with the figures per 亩."""
    return Panel(
        "parks/panels/conditions.html",
        {
            "park": registration.park,
            "rows": [_row(one) for one in conditions.check(registration)],
            "figures": conditions.figures(registration),
        },
    )


def for_desk(registration: ParkRegistration) -> Panel:
    """The same for who reviews it."""
    return Panel("admin/parks/conditions.html", findings(registration).shown)


def _row(finding: Finding) -> Shown:
    preferred = finding.state is State.UNMET and not finding.condition.is_required
    return {
        "condition": finding.condition,
        "sentence": finding.sentence,
        "chip": NOT_PREFERRED if preferred else FINDINGS[finding.state],
    }


# --- the page of its case -----------------------------------------------------------------------------


def of_case(registration: ParkRegistration, user: User) -> list[Panel]:
    """Where it goes, what it waits for, what it was offered; then what the conditions say."""
    letting = Panel("parks/panels/letting.html", _letting(registration, user))
    return [letting] if registration.status == Status.DRAFT else [letting, findings(registration)]


def _letting(registration: ParkRegistration, user: User) -> Shown:
    tenancies = tenancies_of_case(registration)
    place = place_of(registration)
    return {
        "facts": _where(registration, user),
        "place": _place(place, user) if place else None,
        "tenancies": [_tenancy(one, registration) for one in tenancies],
        "reports": [_report(report) for one in tenancies for report in one.reports.all()],
        "visits": [_visit(one) for one in _visits(registration)],
        "buttons": _buttons(registration, user),
    }


def _where(registration: ParkRegistration, user: User) -> list[Shown]:
    """Of another park's registration the enterprise reads, and who sees that park too."""
    rows: list[tuple[str, object, str]] = [
        (gettext("园区"), registration.park, registration.park.get_absolute_url())
    ]
    if unit := registration.wanted_unit:
        rows.append((gettext("意向单元"), unit, unit.get_absolute_url()))
    if (first := registration.transferred_from) and case_for(user, first.reference):
        label = gettext("%(park)s %(reference)s") % {"park": first.park, "reference": first.reference}
        rows.append((gettext("转自"), label, first.get_absolute_url()))
    later_ones = ParkRegistration.objects.filter(transferred_from=registration)
    for later in later_ones.select_related("park").order_by("pk"):
        if case_for(user, later.reference) is None:
            continue
        label = gettext("%(park)s %(reference)s") % {"park": later.park, "reference": later.reference}
        rows.append((gettext("已转往"), label, later.get_absolute_url()))
    return [{"label": label, "value": str(value), "url": url} for label, value, url in rows]


def _place(place: WaitingPlace, user: User) -> Shown:
    registration = place.registration
    leave = policies.why_not(user, place, "leave") is None
    return {
        "detail": gettext("需求：%(wish)s。") % {"wish": demand(registration)},
        "since": place.queued_at,
        "leave_url": reverse("park_place_leave", args=[place.pk]) if leave else "",
    }


def _tenancy(tenancy: Tenancy, registration: ParkRegistration) -> Shown:
    tenancy.registration = registration
    return {
        "label": str(tenancy.unit),
        "url": tenancy.get_absolute_url(),
        "hint": words.tenancy_sentence(tenancy),
        "chip": chips.of_tenancy(tenancy, Side.APPLICANT),
    }


def _report(report: YearlyReport) -> Shown:
    return {
        "label": gettext("%(year)s 年度绩效") % {"year": report.year},
        "url": report.get_absolute_url(),
        "hint": words.report_sentence(report),
        "chip": chips.of_report(report, Side.APPLICANT),
    }


def _visits(registration: ParkRegistration) -> QuerySet[Visit]:
    own = Visit.objects.filter(organisation=registration.organisation_id, slot__park=registration.park_id)
    return ahead(own.select_related("slot").order_by("slot__starts_at", "pk"))


def _visit(visit: Visit) -> Shown:
    return {
        "label": gettext("参观"),
        "url": reverse("visit", args=[visit.pk]),
        "hint": moment(visit.slot),
        "chip": chips.of_visit(visit.state),
    }


def _buttons(registration: ParkRegistration, user: User) -> list[Shown]:
    """Only those of the enterprise; staff have theirs at the desk."""
    if policies.why_not(user, registration, "transfer"):
        return []
    found = [(gettext("转往其他园区"), reverse("park_transfer", args=[registration.reference]), "repeat")]
    if registration.is_open or place_of(registration):
        url = reverse("park_visits", args=[registration.park.slug])
        found.append((gettext("预约参观"), url, "calendar"))
    return [{"label": label, "url": url, "icon": icon} for label, url, icon in found]
