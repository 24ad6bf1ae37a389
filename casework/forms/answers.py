from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import Correction
from casework.services.corrections import LONGEST, SHORTEST


class AnswersForm(forms.Form):
    """Where a field or document is right as it stands: one sentence per correction, saying why.

    Each correction is a field named by its primary key, so a field and a slot of one name never meet.
    """

    prefix = "answer"

    def __init__(self, corrections: Iterable[Correction], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {str(correction.pk): correction for correction in corrections}
        for name, correction in self.asked.items():
            self.fields[name] = forms.CharField(
                label=_("该项无须修改的，请说明原因"),
                required=False,
                min_length=SHORTEST,
                max_length=LONGEST,
                initial=correction.answer,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def given(self) -> list[tuple[Correction, str]]:
        """The answers that say something new."""
        return [
            (self.asked[name], self.cleaned_data[name])
            for name in self.changed_data
            if name in self.asked and self.cleaned_data.get(name)
        ]
