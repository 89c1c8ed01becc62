"""The form of what is wanted of an indicator. It makes values of what is sent; what is right, the check decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.organisations.models import Organisation
from rodtrad.targets.methods import Method, PathKind
from rodtrad.targets.operations.target_values import TargetValues
from rodtrad.targets.presenters import (
    band_text,
    figure_text,
    read_band,
    read_bands,
    read_number,
    read_steps,
    steps_text,
)
from rodtrad.website.forms.editing import EditingForm, indented
from rodtrad.website.forms.target_settings import (
    names_for,
    read_settings,
    setting_fields,
    written_settings,
)

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_BANDS = ("wanted", "accepted", "not_accepted")
#: The field of the form that shows what the check says of a field of the target.
_SHOWN_AT = {"baseline": "baseline_value", "bands": "band_wanted"}


@dataclass(frozen=True)
class Group:
    """Fields under one heading. `methods` are those that ask for them; none for all. `folded` until opened."""

    heading: str
    note: str
    fields: list[forms.BoundField]
    methods: str = ""
    folded: bool = False


class TargetForm(EditingForm):
    """Ask what is wanted of one indicator, for one element. What the chosen method has no use for is left as it was.

    `unit` is that of the figures, in words.
    """

    rich = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        unit: str,
        units: Iterable[tuple[Organisation, int]],
        values: TargetValues | None = None,
    ) -> None:
        self.was = values or {}
        super().__init__(data, initial=_initial(self.was))
        self.fields.update(_fields(unit, units))
        self.fields.update(setting_fields())
        self.fields["method"].required = True
        self.fields["method"].error_messages["required"] = _("Velg hvordan målet vurderes.")
        self.dress()

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        method = given.get("method", "")
        self.given: TargetValues = {}
        if method not in list(Method):
            return given
        self._read("organisation", str)
        self.given["method"] = method
        for name in ("value", "baseline_value"):
            self._read(name, _maybe(read_number))
        for name in ("year", "baseline_year"):
            self._read(name, _maybe(_year))
        if method == Method.BAND:
            for name in ("baseline_value", "baseline_year"):
                self.given[name] = self.was.get(name)
        self._path(method)
        self.given["bands"] = self._bands() if method == Method.BAND else {}
        self.given["settings"] = read_settings(Method(method), given, self.add_error)
        self._require(method)
        return given

    def _read(self, name: str, read: Any) -> Any:
        try:
            self.given[name] = read(self.cleaned_data.get(name) or "")
        except ValueError as error:
            self.add_error(name, str(error))
        return self.given.get(name)

    def _path(self, method: str) -> None:
        path = self.cleaned_data.get("path") or PathKind.LINEAR.value
        self.given["path"], self.given["steps"] = PathKind.LINEAR.value, []
        if method != Method.LINEAR:
            return
        self.given["path"] = path
        if path == PathKind.STEPS and not self._read("steps", read_steps) and "steps" not in self.errors:
            self.add_error("steps", _("Skriv minst ett trinn, eller velg en annen vei."))

    def _bands(self) -> dict[str, Any]:
        bands: dict[str, Any] = {}
        for name in _BANDS:
            box = f"band_{name}"
            try:
                bands[name] = (read_band if name == "wanted" else read_bands)(
                    self.cleaned_data.get(box) or ""
                )
            except ValueError as error:
                missing = _("Skriv båndet som er ønsket, som «1,3–1,69» eller «over 70».")
                self.add_error(box, str(error) if self.cleaned_data.get(box) else missing)
        return {name: found for name, found in bands.items() if found}

    def _require(self, method: str) -> None:
        if method in (Method.BAND, Method.DIRECTION):
            return
        for name, told in {
            "value": _("Skriv verdien som er målet."),
            "year": _("Skriv året målet skal være nådd."),
        }.items():
            if self.given.get(name) is None and name not in self.errors:
                self.add_error(name, told)

    def field_of(self, name: str) -> str | None:
        if name == "settings":
            return next(iter(names_for(Method(self.given["method"]))), None)
        return super().field_of(_SHOWN_AT.get(name, name))

    def groups(self) -> list[Group]:
        """Return the fields under headings, in the order in which they are filled."""
        found = [
            Group("", "", self._bound("organisation", "method")),
            Group(
                _("Målet"),
                _("Kan stå tomt når metoden er bånd eller bare retning."),
                self._bound("value", "year"),
            ),
            Group(
                _("Utgangspunktet"),
                _("Står det tomt, er det første tallet utgangspunktet."),
                self._bound("baseline_value", "baseline_year"),
                "linear cagr direction",
            ),
            Group(
                _("Veien dit"),
                _("Bare for fart mot målet."),
                self._bound("path", "steps"),
                Method.LINEAR.value,
            ),
            Group(
                _("Båndene"),
                _(
                    "Bare for metoden bånd. Skriv som «1,3–1,69», «over 70», «minst 40», «under 5», «høyst 24»."
                ),
                self._bound(*(f"band_{name}" for name in _BANDS)),
                Method.BAND.value,
            ),
        ]
        for method in Method:
            if names := names_for(method):
                heading = _("Grenser for «%s»") % method.label
                is_open = any(self[name].value() or self[name].errors for name in names)
                note = _("Det som står tomt, er som i metoden.")
                found.append(Group(heading, note, self._bound(*names), method.value, folded=not is_open))
        return found

    def _bound(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]


def _maybe(read: Any) -> Any:
    return lambda text: read(text) if text.strip() else None


def _year(text: str) -> int:
    if not text.strip().isdecimal() or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise ValueError(_("«%s» er ikke et år. Skriv fire siffer, som 2030.") % text.strip())
    return int(text)


def _initial(values: TargetValues) -> dict[str, Any]:
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


def _fields(unit: str, units: Iterable[tuple[Organisation, int]]) -> dict[str, forms.Field]:
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
