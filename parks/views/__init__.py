from parks.views.parks import park, parks
from parks.views.units import unit, units

__all__ = ["park", "parks", "unit", "units"]
