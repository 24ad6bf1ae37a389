from casework.forms.answers import AnswersForm
from casework.forms.kept import as_kept_now, conflict_words, hidden_value
from casework.forms.moves import MoveForm
from casework.forms.sections import SectionForm
from casework.forms.widgets import DayInput, FigureInput, YesNo

__all__ = [
    "AnswersForm",
    "DayInput",
    "FigureInput",
    "MoveForm",
    "SectionForm",
    "YesNo",
    "as_kept_now",
    "conflict_words",
    "hidden_value",
]
