from parks.models.parks import Condition, Figure, Measure, Operator, Park
from parks.models.registrations import (
    REGISTRATION,
    Aspect,
    EntryMode,
    EnvironmentClass,
    Opinion,
    ParkRegistration,
    Verdict,
)
from parks.models.reports import REPORT_LABELS, REPORTED, ReportStep, YearlyReport
from parks.models.tenancies import HOLDING, TENANCY_LABELS, Tenancy, TenancyStep, WaitingPlace
from parks.models.units import Building, Unit, Use
from parks.models.visits import Visit, VisitSlot

__all__ = [
    "HOLDING",
    "REGISTRATION",
    "REPORTED",
    "REPORT_LABELS",
    "TENANCY_LABELS",
    "Aspect",
    "Building",
    "Condition",
    "EntryMode",
    "EnvironmentClass",
    "Figure",
    "Measure",
    "Operator",
    "Opinion",
    "Park",
    "ParkRegistration",
    "ReportStep",
    "Tenancy",
    "TenancyStep",
    "Unit",
    "Use",
    "Verdict",
    "Visit",
    "VisitSlot",
    "WaitingPlace",
    "YearlyReport",
]
