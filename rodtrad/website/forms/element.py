"""The form of an element's fields. It makes values of what is sent; what is right, goals.operations decide."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.geography.models import Area
from rodtrad.goals.models import Element, Judgement, LevelRole, Progress
from rodtrad.goals.operations import Values
from rodtrad.goals.permissions import ADOPTED_TEXT, FIELDS
from rodtrad.organisations.models import Organisation
from rodtrad.website.forms.editing import EditingForm, indented, text_field, title_field

#: Only a guideline has these.
GUIDELINE = ("handling", "binding")
_PARTS = re.compile(r"[,;\n]")
Units = Iterable[tuple[Organisation, int]]


def labels() -> dict[str, str]:
    """Return what people call each field."""
    return {
        "title": _("Tittel"),
        "description": _("Beskrivelse"),
        "responsible": _("Ansvarlig"),
        "contributing": _("Medvirkende"),
        "starts": _("Starter"),
        "ends": _("Slutter"),
        "progress": _("Framdrift"),
        "judgement": _("Vurdering"),
        "visibility": _("Synlig for"),
        "sdg": _("Bærekraftsmål"),
        "areas": _("Steder"),
        "keywords": _("Stikkord"),
        "handling": _("Slik følges føringen"),
        "binding": _("Føringen er bindende"),
    }


def shown_fields(element: Element, allowed: Collection[str]) -> list[str]:
    """Return the fields to show of those that the person may change, in order."""
    without = () if element.level.role == LevelRole.GUIDELINE else GUIDELINE
    return [field for field in FIELDS if field in allowed and field not in without]


class ElementForm(EditingForm):
    """Ask for some of an element's fields, and for a reason when adopted text is corrected."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        fields: Collection[str],
        units: Units = (),
        areas: Iterable[Area] = (),
        values: Values | None = None,
        corrects: bool = False,
        publishes: bool = True,
    ) -> None:
        super().__init__(data, initial=initial_of(values or {}))
        self.units = list(units)
        self.places = list(areas)
        self.publishes = publishes or self.initial.get("visibility") == Visibility.PUBLIC
        for name, label in labels().items():
            if name in fields and not (name == "areas" and not self.places):
                self.fields[name] = getattr(self, f"_{name}")()
                self.fields[name].label = label
                self.fields[name].required = name == "title"
        if corrects and ADOPTED_TEXT & set(fields):
            self.fields["reason"] = _correction()
        self.dress()

    def changes(self) -> dict[str, Any]:
        """Return the fields as goals.operations takes them."""
        given = {name: value for name, value in self.cleaned_data.items() if name in FIELDS}
        for name in ("sdg", "keywords"):
            if name in given:
                given[name] = [part.strip() for part in _PARTS.split(given[name])]
        return given

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("reason", ""))

    def _title(self) -> forms.Field:
        return title_field()

    def _description(self) -> forms.Field:
        return text_field()

    def _responsible(self) -> forms.Field:
        nobody = [("", _("Ingen"))]
        return forms.ChoiceField(choices=[*nobody, *unit_choices(self.units)])

    def _contributing(self) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=[(unit.key, unit.name) for unit, _depth in self.units],
            widget=forms.CheckboxSelectMultiple,
        )

    def _areas(self) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=[(area.code, area.name) for area in self.places], widget=forms.CheckboxSelectMultiple
        )

    def _starts(self) -> forms.Field:
        return _day()

    def _ends(self) -> forms.Field:
        return _day()

    def _progress(self) -> forms.Field:
        return forms.ChoiceField(choices=capital(Progress.choices))

    def _judgement(self) -> forms.Field:
        return forms.ChoiceField(choices=[("", _("Ikke vurdert")), *capital(Judgement.choices)])

    def _visibility(self) -> forms.Field:
        words = [
            (Visibility.PUBLIC, _("Alle")),
            (Visibility.INTERNAL, _("Ansatte med en rolle her")),
            (Visibility.TEAM, _("Bare dem som har ansvaret")),
        ]
        hint = _("Planen og organisasjonen kan gjøre det smalere enn dette.")
        if not self.publishes:
            hint += " " + _("En godkjenner gjør det synlig for alle.")
        return forms.TypedChoiceField(
            choices=words if self.publishes else words[1:], coerce=int, help_text=hint
        )

    def _sdg(self) -> forms.Field:
        return forms.CharField(help_text=_("Numre på mål og delmål med komma mellom, som 11, 11.6."))

    def _keywords(self) -> forms.Field:
        return forms.CharField(help_text=_("Med komma mellom."))

    def _handling(self) -> forms.Field:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))

    def _binding(self) -> forms.Field:
        return forms.BooleanField()


def initial_of(values: Values) -> dict[str, Any]:
    """Return the values as the form's boxes show them."""
    return {
        name: ", ".join(value) if name in ("sdg", "keywords") and isinstance(value, list) else value
        for name, value in values.items()
    }


def _day() -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv en dato, som 2026-01-31.")},
    )


def _correction() -> forms.Field:
    return forms.CharField(
        required=False,
        label=_("Hvorfor rettes den vedtatte teksten?"),
        help_text=_("Skriv det bare når tittel eller beskrivelse endres. Alle kan lese begrunnelsen."),
    )


def unit_choices(units: Units) -> list[tuple[str, str]]:
    return [(unit.key, indented(depth, unit.name)) for unit, depth in units]


def capital(choices: Iterable[tuple[Any, Any]]) -> list[tuple[str, str]]:
    return [(str(value), str(capfirst(label))) for value, label in choices]
