from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.lifecycle import Need


class MoveForm(forms.Form):
    """A move of the applicant's side: the revision their page was drawn from, and a few words."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("说明"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "data-counter": ""})
    )

    def __init__(self, note: Need, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if note is Need.NONE:
            del self.fields["note"]
        else:
            self.fields["note"].required = note is Need.REQUIRED
