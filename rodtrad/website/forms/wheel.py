"""What is asked when something recurs, and when a calendar address is made."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rodtrad.core.events import Cycle, EventKind
from rodtrad.organisations.models import Organisation
from rodtrad.website.forms.editing import EditingForm, indented


class EntryForm(EditingForm):
    """Something that recurs."""

    title = forms.CharField(
        label=gettext_lazy("Hva skjer"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv hva som skjer.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Slag"))
    cycle = forms.ChoiceField(label=gettext_lazy("Hvor det hører til"))
    starts = forms.DateField(
        label=gettext_lazy("Første gang"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Skriv en dato."),
            "invalid": gettext_lazy("Skriv datoen som år-måned-dag, for eksempel 2026-04-30."),
        },
    )
    days = forms.IntegerField(
        label=gettext_lazy("Antall dager"),
        min_value=1,
        max_value=366,
        widget=forms.NumberInput(attrs={"class": "months"}),
        error_messages={"required": gettext_lazy("Skriv hvor mange dager det varer.")},
    )
    repeats = forms.ChoiceField(label=gettext_lazy("Gjentakelse"), required=False)
    rule = forms.CharField(
        label=gettext_lazy("Egen regel"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Bare når du har valgt «Egen regel». Skrives som i kalendere (RRULE). Andre mandag i september hvert "
            "fjerde år: FREQ=YEARLY;INTERVAL=4;BYMONTH=9;BYDAY=2MO."
        ),
    )
    reference = forms.CharField(label=gettext_lazy("Lov eller metode"), required=False, max_length=200)
    description = forms.CharField(
        label=gettext_lazy("Beskrivelse"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rich: tuple[str, ...] = ()

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=_with_repeats(initial or {}))
        kind, cycle, repeats = self.fields["kind"], self.fields["cycle"], self.fields["repeats"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(cycle, forms.ChoiceField)
        assert isinstance(repeats, forms.ChoiceField)
        repeats.choices = [(ONCE, _("Skjer én gang")), *_rules(), (OWN, _("Egen regel"))]
        kind.choices = [(one.value, str(capfirst(one.label))) for one in EventKind]
        cycle.choices = [
            (Cycle.YEAR.value, _("Året: den indre ringen")),
            (Cycle.TERM.value, _("Perioden på fire år: den ytre ringen")),
        ]
        self.dress()

    def clean(self) -> dict[str, Any]:
        """Make a rule of what is chosen; what is typed counts only where nothing else is."""
        told = super().clean() or {}
        chosen = told.get("repeats") or OWN
        if chosen == ONCE:
            told["rule"] = ""
        elif chosen != OWN:
            told["rule"] = chosen
        elif not told.get("rule") and "rule" not in self.errors:
            self.add_error("rule", _("Skriv regelen, eller velg hvor ofte det skjer."))
        return told


ONCE, OWN = "en-gang", "egen"


def _rules() -> list[tuple[str, str]]:
    """Return the rules that can be chosen without knowing how calendars write them."""
    return [
        ("FREQ=YEARLY", _("Hvert år")),
        ("FREQ=YEARLY;INTERVAL=2", _("Annethvert år")),
        ("FREQ=YEARLY;INTERVAL=4", _("Hvert fjerde år")),
        ("FREQ=MONTHLY", _("Hver måned")),
        ("FREQ=MONTHLY;INTERVAL=3", _("Hvert kvartal")),
    ]


def _with_repeats(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the choice that the rule is, and the rule itself only where it is none of them."""
    rule = values.get("rule", "")
    if rule in dict(_rules()):
        return {**values, "repeats": rule, "rule": ""}
    return {**values, "repeats": OWN if rule else ONCE}


class CalendarForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("calendar", "Navn"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "ds-input", "autocomplete": "off"}),
        help_text=gettext_lazy("Slik kalenderen skal hete, for eksempel «Mine frister»."),
        error_messages={"required": gettext_lazy("Skriv et navn.")},
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Slag"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Enhet"),
        required=False,
        widget=forms.Select(attrs={"class": "ds-input"}),
        help_text=gettext_lazy(
            "Med en enhet får du det som gjelder den og enhetene under, og det som gjelder alle."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, units: Sequence[tuple[Organisation, int]]) -> None:
        super().__init__(data)
        self._units = {unit.key: unit for unit, _depth in units}
        kinds, unit = self.fields["kinds"], self.fields["unit"]
        assert isinstance(kinds, forms.MultipleChoiceField)
        assert isinstance(unit, forms.ChoiceField)
        kinds.choices = [(one.value, str(capfirst(one.label))) for one in EventKind]
        unit.choices = [("", _("Hele organisasjonen")), *((u.key, indented(d, u.name)) for u, d in units)]

    @property
    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"name": told["name"], "kinds": told["kinds"], "unit": self._units.get(told["unit"])}
