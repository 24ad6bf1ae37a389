"""What a resident achieved in a year, held against what its registration had promised for full output."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from parks.models import REPORTED, YearlyReport
from parks.quantities import measured

# The figure of the registration that each reported one is held against; patents were never promised.
PROMISED = {
    "revenue": "output_value", "tax": "annual_tax", "staff_count": "staff_count",
    "investment": "total_investment",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure: what was reported, what was promised, and the one as a share of the other in per cent.

    `promised_as` is what the registration calls it, where it calls it something else.
    """

    name: str
    label: str
    promised_as: str
    unit: str
    reported: Decimal | int | None
    promised: Decimal | int | None
    share: int | None

    @property
    def reported_words(self) -> str:
        return measured(self.reported, self.unit)

    @property
    def promised_words(self) -> str:
        return measured(self.promised, self.unit)

    @property
    def share_words(self) -> str:
        return "" if self.share is None else f"{self.share}%"


def compare(report: YearlyReport) -> list[Compared]:
    """No query once the report's registration is at hand."""
    return list(_compared(report))


def _compared(report: YearlyReport) -> Iterator[Compared]:
    labels = {
        "revenue": (_("营业收入"), _("达产年产值"), _("万元")),
        "tax": (_("税收"), _("达产年税收"), _("万元")),
        "staff_count": (_("员工人数"), "", _("人")),
        "investment": (_("累计完成投资"), _("总投资"), _("万元")),
        "patents": (_("有效专利数"), "", _("件")),
    }
    for name in REPORTED:
        reported = getattr(report, name)
        promised = getattr(report.tenancy.registration, PROMISED[name]) if name in PROMISED else None
        yield Compared(name, *labels[name], reported, promised, _share(reported, promised))


def _share(reported: Decimal | int | None, promised: Decimal | int | None) -> int | None:
    if reported is None or not promised:
        return None
    share = Decimal(reported) * 100 / Decimal(promised)
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
