"""The columns of the sheet with targets. What a row may not change is written, and not read."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from rodtrad.exchange.plan_file.choices import METHODS, PATHS, Words
from rodtrad.exchange.workbook.columns import Column, plain

SHEET = "Måltall"
STAMP = "stamp"
COLUMNS = (
    Column("element", "Element", (), 24, lazy("Nøkkelen til elementet måltallet er for.")),
    Column("title", "Elementets tittel", ("tittelen til elementet",), 32, lazy("Til å lese; tas ikke inn.")),
    Column("indicator", "Indikator", (), 32, lazy("Navnet eller nøkkelen til indikatoren.")),
    Column("organisation", "Enhet", ("eining",), 24, lazy("Enheten måltallet gjelder; tom for hele organisasjonen.")),
    Column("method", "Metode", (), 22, lazy("Hvordan det vurderes.")),
    Column("value", "Verdi", ("måltall",), 10, lazy("Tallet som er målet, i indikatorens enhet.")),
    Column("year", "Nådd i år", ("målår", "år"), 10, lazy("Året målet skal være nådd.")),
    Column("baseline_value", "Utgangspunkt", (), 12, lazy("Verdien det starter fra. Tom: det første tallet.")),
    Column("baseline_year", "Utgangspunktets år", ("basisår",), 12, lazy("Året for utgangspunktet.")),
    Column("path", "Vei", ("veg",), 20, lazy("Veien dit, for fart mot målet.")),
    Column("steps", "Trinn", ("steg",), 16, lazy("Ett på hver linje i cella, som «2027: 12,5».")),
    Column("wanted", "Ønsket bånd", ("ønskt band",), 16, lazy("For bånd, som «1,3–1,69», «over 70», «under 5».")),
    Column("accepted", "Laveste aksepterte", ("lågaste aksepterte",), 16, lazy("Ett bånd på hver linje i cella.")),
    Column("not_accepted", "Ikke godkjent", ("ikkje godkjent",), 16, lazy("Ett bånd på hver linje i cella.")),
    Column("settings", "Innstillinger", ("innstillingar",), 20, lazy(
        "Det som skiller seg fra metoden, ett på hver linje, som «on_track_from: 0,9». Tom: som metoden."
    )),
    Column("latest", "Siste tall", (), 12, lazy("Til å lese; tas ikke inn.")),
    Column("period", "Siste tall er for", (), 12, lazy("Til å lese; tas ikke inn.")),
    Column("status", "Slik går det", ("slik går det no",), 16, lazy("Til å lese; tas ikke inn.")),
    Column("reason", "Begrunnelse", ("grunngiving",), 60, lazy("Til å lese; tas ikke inn.")),
    Column("origin", "Måltallets opphav", (), 12, lazy("Til å lese; tas ikke inn.")),
    Column(STAMP, "Versjon", (), 12, lazy("Merket for raden slik den ble hentet. La det stå. Tom i en ny rad.")),
)  # fmt: skip
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
#: Written for the reader; a row says nothing by them.
SHOWN = frozenset({"title", "latest", "period", "status", "reason", "origin"})
#: Without these a sheet is not one with targets.
NEEDED = frozenset({"element", "indicator", "method"})
FIGURES = ("value", "baseline_value")
YEARS = ("year", "baseline_year")
BANDS = ("wanted", "accepted", "not_accepted")
_CHOICES: Mapping[str, Words] = {"method": METHODS, "path": PATHS}


def by_heading() -> dict[str, Column]:
    """Return the columns by what their heading may be."""
    found = {word: column for column in COLUMNS for word in column.also}
    return found | {plain(column.heading): column for column in COLUMNS}


def words_of(name: str) -> dict[str, str]:
    """Return a column's words to choose among, by our own: in bokmål, as workbooks are."""
    with override("nb"):
        return {word: str(label) for word, label in _CHOICES.get(name, {}).items()}


def word_for(name: str, given: str) -> str | None:
    """Return our own word for what people write, in bokmål or nynorsk; None for what is none of them."""
    found = {plain(word): word for word in _CHOICES[name]}
    for language in ("nn", "nb"):
        with override(language):
            found |= {plain(str(label)): word for word, label in _CHOICES[name].items()}
    return found.get(plain(given))
