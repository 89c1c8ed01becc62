"""What is asked when a plan is frozen or adopted."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodtrad.cases.models import Case
from rodtrad.plans.models import VersionLabel

_DAY = forms.DateInput(attrs={"class": "ds-input", "type": "date"}, format="%Y-%m-%d")


class _Opening(forms.Form):
    """Asks whether to open what is closed, where something is: `closed` says what, empty for nothing."""

    def __init__(self, *args: object, closed: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature is passed through
        if closed:
            choices = [
                ("", _("Velg")),
                ("open", _("Åpne planen og alle elementene i den for alle")),
                ("keep", _("La alt være som det er, og gå videre")),
            ]
            self.fields["open_up"] = forms.ChoiceField(
                label=_("Det som ikke er åpent for alle"),
                choices=choices,
                required=False,
                help_text=closed,
                widget=forms.Select(attrs={"class": "ds-input"}),
            )

    @property
    def open_up(self) -> bool | None:
        """What the person has chosen, None for nothing."""
        return {"open": True, "keep": False}.get(self.cleaned_data.get("open_up", ""))


class FreezeForm(_Opening):
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
        if "open_up" in self.fields:
            self.fields["open_up"].help_text += " " + _("Svar når du fryser et høringsutkast.")
        if VersionLabel.HEARING not in labels:
            self.fields["label"].help_text = _(
                "Et høringsutkast er åpent for alle. Det fryser en godkjenner."
            )
        self.fields["label"].choices = [(label.value, names[label]) for label in labels]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def given(self) -> tuple[VersionLabel, date, str]:
        told = self.cleaned_data
        return VersionLabel(told["label"]), told["day"], told["note"]


class AdoptForm(_Opening):
    case = forms.ModelChoiceField(
        Case.objects.none(),
        label=gettext_lazy("Saken"),
        widget=forms.Select(attrs={"class": "ds-input"}),
        empty_label=gettext_lazy("Velg sak"),
        help_text=gettext_lazy("Bare saker som er avgjort, kan velges."),
    )
    day = forms.DateField(label=gettext_lazy("Vedtaksdag"), widget=_DAY)
    note = forms.CharField(
        label=gettext_lazy("Merknad"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "ds-input"}),
    )
    assessment = forms.CharField(
        label=gettext_lazy("Endringer etter høringen"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "ds-input", "rows": 3}),
        help_text=gettext_lazy("Er noe endret siden høringen: hvorfor det ikke er ny arealbruk."),
    )

    def __init__(self, *args: object, cases: QuerySet[Case], is_of_land: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature is passed through
        self.fields["case"].queryset = cases  # type: ignore[attr-defined]  # a ModelChoiceField
        if not is_of_land:
            del self.fields["assessment"]


class ErrorForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Hva var feil"),
        widget=forms.Textarea(attrs={"class": "ds-input", "rows": 3}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Skriv hva som var feil.")},
        help_text=gettext_lazy("Grunnen står på versjonen, for alle som kan lese den."),
    )
