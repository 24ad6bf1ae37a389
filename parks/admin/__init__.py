from parks.admin.parks import OperatorAdmin, ParkAdmin
from parks.admin.registrations import ParkRegistrationAdmin
from parks.admin.reports import YearlyReportAdmin
from parks.admin.tenancies import TenancyAdmin
from parks.admin.units import BuildingAdmin, UnitAdmin
from parks.admin.visits import VisitAdmin, VisitSlotAdmin
from parks.admin.waiting import WaitingPlaceAdmin

__all__ = [
    "BuildingAdmin",
    "OperatorAdmin",
    "ParkAdmin",
    "ParkRegistrationAdmin",
    "TenancyAdmin",
    "UnitAdmin",
    "VisitAdmin",
    "VisitSlotAdmin",
    "WaitingPlaceAdmin",
    "YearlyReportAdmin",
]
