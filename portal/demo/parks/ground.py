"""A demo park as its stories find it: its people, its units, and which of these are still to be had."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from accounts.models import User
from parks.models import Condition, Park, Unit
from portal.demo.parks.buildings import build

# For the figures per 亩; and thresholds of the demo, one of them only preferred.
PLOT_RATIO = Decimal("1.50")
CONDITIONS = (
    ("investment_per_mu", "at_least", Decimal(300), True),
    ("tax_per_mu", "at_least", Decimal(30), True),
    ("research_share", "at_least", Decimal(10), False),
    ("no_full_report", "", None, True),
)


@dataclass(slots=True)
class Ground:
    park: Park
    operator: User
    # A second person for the opinions, and for what an operator has a seat in.
    colleague: User
    units: list[Unit] = field(default_factory=list)

    def take(self, use: str = "") -> Unit:
        """The next unit that nobody has had yet."""
        place = next(place for place, unit in enumerate(self.units) if use in ("", unit.use))
        return self.units.pop(place)


def prepare(park: Park, operator: User, colleague: User, random: Random, today: date) -> Ground:
    """Buildings, units and conditions; the words of the park stay those of its source."""
    Park.objects.filter(pk=park.pk).update(plot_ratio=PLOT_RATIO)
    park.refresh_from_db()
    for order, (measure, bound, threshold, required) in enumerate(CONDITIONS, start=1):
        Condition.objects.create(
            park=park, measure=measure, bound=bound, threshold=threshold, is_required=required, order=order,
            source="示例门槛",
        )  # fmt: skip
    free = [
        unit for unit in build(park, random, today) if not unit.is_withheld and unit.available_from is None
    ]
    random.shuffle(free)
    return Ground(park, operator, colleague, free)
