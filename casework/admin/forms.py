from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("新的内部备注"),
        help_text=_("不发送给申请单位，仅供工作人员查看。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


NOBODY = "nobody"


class AssignForm(forms.Form):
    """Who the case is handed to: a colleague who may review it, or nobody, so that it waits in the queue."""

    assignee = forms.ChoiceField(label=_("转交给"))
    # Who had it when the page was loaded.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in colleagues}
        names = [(pk, user.name) for pk, user in self.people.items()]
        self.fields["assignee"].choices = [("", _("请选择")), *names, (NOBODY, _("退回队列，待分派"))]  # type: ignore[attr-defined]

    def chosen(self) -> User | None:
        return self.people.get(self.cleaned_data["assignee"])
