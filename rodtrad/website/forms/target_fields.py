"""The fields of the form of a target: what each asks for, and what stands in it when the form is opened."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.organisations.models import Organisation
from rodtrad.targets.methods import Method, PathKind
from rodtrad.targets.operations.target_values import TargetValues
from rodtrad.targets.presenters import band_text, figure_text, steps_text
from rodtrad.website.forms.editing import indented
from rodtrad.website.forms.target_settings import written_settings

BANDS = ("wanted", "accepted", "not_accepted")


def target_fields(unit: str, units: Iterable[tuple[Organisation, int]]) -> dict[str, forms.Field]:
    whole = [("", _("Hele organisasjonen"))]
    return {
        "organisation": _choice(
            _("Gjelder"), [*whole, *((one.key, indented(depth, one.name)) for one, depth in units)],
            _("Velg en enhet bare når målet gjelder den alene. Da brukes tallene for enhetens sted."),
        ),
        "method": _choice(
            _("Slik vurderes det"),
            [(one.value, str(capfirst(words))) for one, words in _methods().items()],
            _("Metoden bestemmer hvilke felt under som trengs."),
        ),
        "value": _figure(_("Verdi (%s)") % unit, _("Tallet som er målet, som 12,5.")),
        "year": _figure(_("Nådd i år"), _("Året målet skal være nådd."), mode="numeric"),
        "baseline_value": _figure(_("Verdi i utgangspunktet (%s)") % unit, ""),
        "baseline_year": _figure(_("Utgangspunktets år"), "", mode="numeric"),
        "path": _choice(
            _("Vei"),
            [(one.value, str(capfirst(one.label))) for one in PathKind],
            _("Hvor tallet skal være på veien mellom utgangspunkt og mål."),
        ),
        "steps": _lines(_("Trinn"), _("Bare når veien går trinn for trinn. Ett på hver linje, som «2027: 12,5».")),
        "band_wanted": _figure(_("Ønsket"), "", mode="text"),
        "band_accepted": _lines(
            _("Laveste aksepterte"), _("Ett bånd på hver linje: gjerne ett under og ett over det ønskede.")
        ),
        "band_not_accepted": _lines(
            _("Ikke godkjent"), _("Kan stå tomt. Da er alt utenfor de andre båndene ikke godkjent.")
        ),
    }  # fmt: skip


def _methods() -> dict[Method, str]:
    return {
        Method.LINEAR: _("fart mot målet: er endringen til nå så stor som den må være"),
        Method.CAGR: _("vekst i prosent hvert år (StatCan og Open SDG)"),
        Method.BAND: _("bånd: ønsket, laveste aksepterte, ikke godkjent"),
        Method.DIRECTION: _("bare retning: går det riktig vei, uten måltall"),
    }


def _choice(label: str, choices: list[tuple[str, str]], about: str) -> forms.Field:
    return forms.ChoiceField(label=label, choices=choices, help_text=about, required=False)


def _figure(label: str, about: str, *, mode: str = "decimal") -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})
    return forms.CharField(label=label, help_text=about, required=False, max_length=60, widget=widget)


def _lines(label: str, about: str) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=about, required=False, max_length=1000, widget=widget)


def initial_texts(values: TargetValues) -> dict[str, Any]:
    if not values:
        return {"method": Method.LINEAR.value, "path": PathKind.LINEAR.value}
    bands = values["bands"]
    method = Method(values["method"])
    return {
        "organisation": values["organisation"],
        "method": method.value,
        "value": figure_text(values["value"]),
        "year": values["year"] or "",
        "baseline_value": figure_text(values["baseline_value"]),
        "baseline_year": values["baseline_year"] or "",
        "path": values["path"],
        "steps": steps_text(values["steps"]),
        "band_wanted": band_text(bands["wanted"]) if bands else "",
        **{
            f"band_{name}": "\n".join(band_text(one) for one in bands.get(name, ()))
            for name in ("accepted", "not_accepted")
        },
        **written_settings(method, values["settings"]),
    }
