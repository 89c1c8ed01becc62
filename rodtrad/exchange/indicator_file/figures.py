"""Checks the figures of a file against what is held, and hands them over document by document."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.core.periods import Period
from rodtrad.exchange.indicator_file.entries import FROM_AREAS, FigureEntry, IndicatorFile
from rodtrad.exchange.indicator_file.faults import place_of
from rodtrad.exchange.plan_file.problems import Problems, suggestion
from rodtrad.geography.models import Area
from rodtrad.indicators.models import Dataset, Provider
from rodtrad.indicators.operations.quote import Quoted
from rodtrad.indicators.sources.breakdowns import fault_of_length, remedy_of_length


@dataclass(frozen=True)
class Known:
    """What figures may speak of: indicators of the set, its tables with their provider, and areas."""

    indicators: Collection[str]
    providers: Mapping[str, str]
    areas: Collection[str]


def note_figure_faults(problems: Problems, file: IndicatorFile, known: Known) -> None:
    first: dict[object, FigureEntry] = {}
    for entry in file.figures:
        for field, message, remedy in _faults(entry, known):
            _note(problems, entry, field, message, remedy)
        earlier = first.setdefault((entry.dataset, entry.figure.place), entry)
        if earlier is not entry:
            message = _("Tallet for samme indikator, sted og tidsrom står to ganger.")
            remedy = _("Ta bort det ene; det første står på linje %(line)d.") % {"line": earlier.at.spot.line}
            _note(problems, entry, "value", message, remedy)


def figures_by_dataset(
    file: IndicatorFile, tables: Mapping[str, Dataset]
) -> Iterator[tuple[Dataset, list[Quoted]]]:
    """Return the documents that give figures, each with all it gives."""
    for key in dict.fromkeys(entry.dataset for entry in file.figures):
        yield tables[key], [entry.figure for entry in file.figures if entry.dataset == key]
    for one in file.datasets:
        indicator = one.definition.query.get(FROM_AREAS)
        if one.definition.provider == Provider.DOCUMENT and isinstance(indicator, str):
            yield tables[one.definition.key], populations(indicator)


def populations(indicator: str) -> list[Quoted]:
    """Return the populations that the areas in force hold."""
    rows = Area.objects.filter(valid_to=None).order_by("code")
    return [
        Quoted(indicator, code, Period.year_of(day.year), float(number))
        for code, number, day in rows.values_list("code", "population", "population_date")
        if number is not None and day is not None
    ]


def _note(problems: Problems, entry: FigureEntry, field: str, message: str, remedy: str) -> None:
    problems.add(
        entry.at.spot_of(field), place_of(entry.at, "figures", entry.figure.indicator), message, remedy
    )


def _faults(entry: FigureEntry, known: Known) -> Iterator[tuple[str, str, str]]:
    """Return each fault: its field, what is wrong, and what to do."""
    if entry.dataset not in known.providers:
        message = _("Tabellen «%s» finnes ikke.") % entry.dataset
        yield "dataset", message, suggestion(entry.dataset, known.providers)
    elif known.providers[entry.dataset] != Provider.DOCUMENT:
        message = _("«%s» er ikke et dokument; tallene dens hentes fra kilden.") % entry.dataset
        yield "dataset", message, _("Skriv en tabell med «provider: document».")
    if entry.figure.indicator not in known.indicators:
        message = _("Indikatoren «%s» finnes ikke.") % entry.figure.indicator
        yield "indicator", message, suggestion(entry.figure.indicator, known.indicators)
    if entry.figure.area not in known.areas:
        message = _("Fant ikke noe sted med nummeret «%s».") % entry.figure.area
        yield (
            "area",
            message,
            _("Skriv «0» for landet, to siffer for fylke, fire for kommune, seks for bydel."),
        )
    if fault := fault_of_length(entry.figure.breakdown):
        yield "breakdown", fault, remedy_of_length()
