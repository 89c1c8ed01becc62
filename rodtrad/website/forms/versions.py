"""What is asked when a plan is frozen or adopted."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodtrad.cases.models import Case
from rodtrad.plans.models import VersionLabel

_DAY = forms.DateInput(attrs={"class": "ds-input", "type": "date"}, format="%Y-%m-%d")


class FreezeForm(forms.Form):
    label = forms.ChoiceField(
        label=gettext_lazy("Hva fryses"), widget=forms.Select(attrs={"class": "ds-input"})
    )
    day = forms.DateField(label=gettext_lazy("Dag"), widget=_DAY)
    note = forms.CharField(
        label=gettext_lazy("Merknad"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "ds-input"}),
        help_text=gettext_lazy("For eksempel hva utkastet skal brukes til."),
    )

    def __init__(self, *args: object, labels: Sequence[VersionLabel], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature is passed through
        names = {
            VersionLabel.DRAFT: _("Utkast, for dem som arbeider her"),
            VersionLabel.HEARING: _("Høringsutkast, åpent for alle"),
        }
        self.fields["label"].choices = [(label.value, names[label]) for label in labels]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def given(self) -> tuple[VersionLabel, date, str]:
        told = self.cleaned_data
        return VersionLabel(told["label"]), told["day"], told["note"]


class AdoptForm(forms.Form):
    case = forms.ModelChoiceField(
        Case.objects.none(),
        label=gettext_lazy("Saken"),
        widget=forms.Select(attrs={"class": "ds-input"}),
        empty_label=gettext_lazy("Velg sak"),
    )
    day = forms.DateField(label=gettext_lazy("Vedtaksdag"), widget=_DAY)
    note = forms.CharField(
        label=gettext_lazy("Merknad"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "ds-input"}),
    )
