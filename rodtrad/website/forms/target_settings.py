"""The settings of each method as fields of a form: what each is called, and how it is written and read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodtrad.core.checks.rules import Text
from rodtrad.targets.methods import Method, settings_of
from rodtrad.targets.methods.direction import SeenBy
from rodtrad.targets.presenters import figure_text, percent_text, read_number, read_percent


@dataclass(frozen=True)
class Asked:
    """How one setting is asked for. `write` and `read` go between its value and the text in the box."""

    label: Text
    help: Text
    write: Callable[[Any], str] = figure_text
    read: Callable[[str], Any] = read_number


def _whole(text: str) -> float:
    value = read_number(text)
    return int(value) if value.is_integer() else value


_ON_TRACK = gettext_lazy("I rute fra (prosent)")
_BEHIND = gettext_lazy("Etter ruta fra (prosent)")
_OF_PACE = gettext_lazy("Så stor del av farten som trengs. Under dette er det ikke lenger i rute.")
_BELOW = gettext_lazy("Under dette er det langt etter ruta. Må være lavere enn grensen for i rute.")
_BASE_YEAR = Asked(
    gettext_lazy("Basisår"),
    gettext_lazy("Uten utgangspunkt regnes veksten fra dette året, eller det første etter det med tall."),
    read=_whole,
)
_ASKED: Mapping[Method, Mapping[str, Asked]] = {
    Method.LINEAR: {
        "on_track_from": Asked(_ON_TRACK, _OF_PACE, percent_text, read_percent),
        "behind_from": Asked(_BEHIND, _BELOW, percent_text, read_percent),
    },
    Method.CAGR: {
        "on_track_from": Asked(_ON_TRACK, _OF_PACE, percent_text, read_percent),
        "behind_from": Asked(_BEHIND, _BELOW, percent_text, read_percent),
        "base_year": _BASE_YEAR,
        "is_parity": Asked(
            gettext_lazy("Indeksen er best når den er 1"),
            gettext_lazy("Som jenter delt på gutter: både over og under 1 er dårligere."),
        ),
    },
    Method.DIRECTION: {
        "seen_by": Asked(gettext_lazy("Retningen leses av"), ""),
        "on_track_from": Asked(
            gettext_lazy("I rute fra (prosent i året)"),
            gettext_lazy("Så stor endring i ønsket retning hvert år."),
            percent_text,
            read_percent,
        ),
        "behind_from": Asked(
            gettext_lazy("Etter ruta fra (prosent i året)"), _BELOW, percent_text, read_percent
        ),
        "limit": Asked(
            gettext_lazy("Nær en naturlig grense (0 til 1)"),
            gettext_lazy("Lavere tall krever mindre endring, for det som er nesten så godt det kan bli."),
            read=_whole,
        ),
        "base_year": _BASE_YEAR,
        "recent_years": Asked(
            gettext_lazy("År som ses under ett"), gettext_lazy("For siste år: vinduets lengde."), read=_whole
        ),
        "fewest_points": Asked(
            gettext_lazy("Færreste tall"),
            gettext_lazy("For siste år: så mange tall må det være."),
            read=_whole,
        ),
    },
}
_SEEN_BY = {
    SeenBy.GROWTH: gettext_lazy("veksten siden basisåret"),
    SeenBy.RECENT: gettext_lazy("de siste årene"),
}


def names_for(method: Method) -> list[str]:
    """Return the names of the method's fields in the form."""
    return [f"{method}_{name}" for name in _ASKED.get(method, {})]


def setting_fields() -> dict[str, forms.Field]:
    """Return a field for each setting of each method; an empty one is as the method has it."""
    return {
        f"{method}_{name}": _field(asked, settings_of(method)[name])
        for method, settings in _ASKED.items()
        for name, asked in settings.items()
    }


def _field(asked: Asked, usual: object) -> forms.Field:
    given: dict[str, Any] = {"label": str(asked.label), "help_text": str(asked.help), "required": False}
    if isinstance(usual, bool):
        return forms.BooleanField(**given)
    if isinstance(usual, SeenBy):
        choices = [("", _("Som metoden: %s") % _SEEN_BY[usual])]
        return forms.ChoiceField(
            choices=choices + [(one.value, str(words)) for one, words in _SEEN_BY.items()], **given
        )
    attributes = {"inputmode": "decimal", "placeholder": asked.write(usual)}
    return forms.CharField(max_length=40, widget=forms.TextInput(attrs=attributes), **given)


def written_settings(method: Method, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in the boxes of the method's settings."""
    asked = _ASKED.get(method, {})
    return {
        f"{method}_{name}": value if isinstance(value, bool | str) else asked[name].write(value)
        for name, value in settings.items()
        if name in asked
    }


def read_settings(
    method: Method, given: Mapping[str, Any], refuse: Callable[[str, str], None]
) -> dict[str, Any]:
    """Return the settings that are not left empty; `refuse` is told the field and what is wrong with it."""
    found: dict[str, Any] = {}
    for name, asked in _ASKED.get(method, {}).items():
        box = f"{method}_{name}"
        said = given.get(box)
        if not said:
            continue
        if isinstance(said, bool) or name == "seen_by":
            found[name] = said
            continue
        try:
            found[name] = asked.read(said)
        except ValueError as error:
            refuse(box, str(error))
    return found
