from casework.forms.answers import AnswersForm
from casework.forms.moves import MoveForm
from casework.forms.sections import SectionForm
from casework.forms.widgets import DayInput, FigureInput, YesNo

__all__ = ["AnswersForm", "DayInput", "FigureInput", "MoveForm", "SectionForm", "YesNo"]
