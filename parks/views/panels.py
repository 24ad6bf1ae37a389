"""What a registration adds to the pages of its case and of its form."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.chips import Chip
from casework.kinds import Panel
from parks import conditions
from parks.conditions import Finding, State
from parks.models import ParkRegistration

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


def _row(finding: Finding) -> dict[str, Any]:
    preferred = finding.state is State.UNMET and not finding.condition.is_required
    return {
        "condition": finding.condition,
        "sentence": finding.sentence,
        "chip": NOT_PREFERRED if preferred else FINDINGS[finding.state],
    }
