from casework.forms.sections import SectionForm
from casework.forms.widgets import DayInput, FigureInput, YesNo

__all__ = ["DayInput", "FigureInput", "SectionForm", "YesNo"]
