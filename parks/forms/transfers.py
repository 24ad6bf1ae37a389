from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import consents
from accounts.forms.wordings import wording
from parks.models import Park, ParkRegistration


class TransferForm(forms.Form):
    """To which park, with the declarations ticked anew; and what the person saw of the first."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    holding = forms.IntegerField(widget=forms.HiddenInput, required=False)
    park = forms.ModelChoiceField(
        label=_("转往的园区"), queryset=Park.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("请选择转往的园区。")},
    )  # fmt: skip
    declares_truth = forms.BooleanField(
        label=_("承诺填报内容和材料真实、准确、完整"), help_text=wording(consents.TRUTH),
        error_messages={"required": _("请勾选承诺：填报内容和材料真实、准确、完整。")},
    )  # fmt: skip
    consents_processing = forms.BooleanField(
        label=_("同意按《个人信息处理告知书》处理个人信息"), help_text=wording(consents.PERSONAL_INFORMATION),
        error_messages={"required": _("请阅读《个人信息处理告知书》，并勾选同意。")},
    )  # fmt: skip

    def __init__(self, first: ParkRegistration, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        park = self.fields["park"]
        assert isinstance(park, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        park.queryset = Park.objects.exclude(pk=first.park_id)
