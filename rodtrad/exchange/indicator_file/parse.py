"""From the tree of an indicator file to entries. Collects every fault before it gives up."""

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.core.periods import Frequency, Period, PeriodError, parse_period
from rodtrad.core.text import shorten
from rodtrad.exchange.indicator_file import choices
from rodtrad.exchange.indicator_file.entries import (
    FORMAT,
    DatasetEntry,
    FactEntry,
    FigureEntry,
    IndicatorEntry,
    IndicatorFile,
    Whereabouts,
)
from rodtrad.exchange.indicator_file.values import pairs_of_text, plain_data
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day, decimal_number, flag, whole_number
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.reader import read_yaml
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.operations.define_facts import FactDefinition
from rodtrad.indicators.operations.definitions import DatasetDefinition, IndicatorDefinition
from rodtrad.indicators.operations.quote import Quoted

_LONG = 5_000
_LAST_DAY = 28
_MOST_DECIMALS = 6
_LARGEST_THRESHOLD = 1_000
_LATEST = 10


def parse_indicator_file(content: bytes, name: str = "") -> IndicatorFile:
    """Return what the file holds. Raises PlanFileError with every fault but those in references.

    `name` is told with the faults that are found later, when there are several files.
    """
    problems = Problems()
    top = Fields(read_yaml(content, FORMAT), "", "", problems)
    _check_format(top)
    reader = _Reader(name)
    file = IndicatorFile()
    file.datasets = top.each("datasets", reader.read_dataset)
    file.indicators = top.each("indicators", reader.read_indicator)
    file.figures = top.each("figures", reader.read_figure, "indicator")
    file.facts = top.each("facts", reader.read_fact)
    top.finish()
    problems.raise_if_any()
    return file


def _check_format(top: Fields) -> None:
    given = top.text("format", required=True)
    if given and given != FORMAT:
        top.fault(
            "format",
            _("Formatet «%(given)s» er ukjent.") % {"given": shorten(given, 60)},
            _("Skriv «format: %s».") % FORMAT,
        )


class _Reader:
    """Reads the entries of one file; the frequency of its documents tells what a school year is."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.frequencies: dict[str, Frequency] = {}

    def at(self, fields: Fields) -> Whereabouts:
        return Whereabouts(spot=fields.spot, spots=fields.spots, file=self.file)

    def read_dataset(self, fields: Fields) -> DatasetEntry:
        due = fields.mapping("due")
        definition = DatasetDefinition(
            key=fields.key("key"),
            title=fields.text("title", required=True),
            publisher=fields.text("publisher", most=200),
            provider=fields.choice("provider", choices.PROVIDERS, required=True),
            table=fields.text("table", most=60),
            address=_address(fields),
            licence=fields.text("licence", most=200),
            note=fields.text("note", most=500),
            frequency=fields.choice("frequency", choices.FREQUENCIES, Frequency.YEAR.value),
            due_month=whole_number(due, "month", 1, 12) if due else None,
            due_day=(whole_number(due, "day", 1, _LAST_DAY) if due else None) or 1,
            due_years=_or(whole_number(due, "years", 0, _LATEST) if due else None, 1),
            is_nightly=flag(fields, "nightly", False) if fields.has("nightly") else None,
            verified_on=day(fields, "verified_on"),
            query=_query(fields),
        )
        if due:
            if not due.has("month"):
                due.missing("month")
            due.finish()
        self.frequencies[definition.key] = Frequency(definition.frequency)
        return DatasetEntry(definition, self.at(fields))

    def read_indicator(self, fields: Fields) -> IndicatorEntry:
        name, band = fields.mapping("name"), fields.mapping("band")
        if name is None and not fields.has("name"):
            fields.missing("name")
        definition = IndicatorDefinition(
            key=fields.key("key"),
            name=name.text("nb", required=True, most=200) if name else "",
            name_nn=name.text("nn", most=200) if name else "",
            name_en=name.text("en", most=200) if name else "",
            definition=fields.text("definition", most=_LONG, lines=True),
            reservation=fields.text("reservation", most=_LONG, lines=True),
            unit=fields.text("unit", required=True, most=40),
            decimals=whole_number(fields, "decimals", 0, _MOST_DECIMALS) or 0,
            direction=fields.choice("direction", choices.DIRECTIONS, required=True),
            band_low=decimal_number(band, "low") if band else None,
            band_high=decimal_number(band, "high") if band else None,
            dimension=fields.choice("dimension", choices.DIMENSIONS, required=True),
            perspective=fields.choice("perspective", choices.PERSPECTIVES, required=True),
            theme=fields.choice("theme", choices.THEMES, required=True),
            quantity=fields.choice("quantity", choices.QUANTITIES, required=True),
            formula=fields.choice("formula", choices.FORMULAS),
            numerator=fields.key("numerator", required=False),
            denominator=fields.key("denominator", required=False),
            terms=tuple(fields.words("terms")),
            dataset=fields.key("dataset", required=False),
            sdg_targets=tuple(fields.words("sdg", most=5)),
            hidden_below=whole_number(fields, "hidden_below", 0, _LARGEST_THRESHOLD) or 0,
            visibility=Visibility[fields.choice("visibility", choices.VISIBILITIES, "public").upper()],
            origin=fields.choice("origin", choices.ORIGINS, "own"),
        )
        for below in filter(None, (name, band)):
            below.finish()
        return IndicatorEntry(definition, self.at(fields))

    def read_figure(self, fields: Fields) -> FigureEntry:
        dataset = fields.key("dataset")
        value = decimal_number(fields, "value")
        status = fields.choice("status", choices.STATUSES)
        found = ObservationStatus[status.upper()] if status else ObservationStatus.FIGURE
        if found.has_figure and value is None and not fields.has("value"):
            fields.missing("value")
        if not found.has_figure and fields.has("value"):
            fields.fault(
                "value",
                _("Det står både et tall og at det ikke finnes noe (%s).") % status,
                _("Ta bort «value» eller «status»."),
            )
        period = fields.text("period", required=True, most=20)
        figure = Quoted(
            indicator=fields.key("indicator"),
            area=fields.text("area", required=True, most=20),
            period=self._period(fields, period, self.frequencies.get(dataset)),
            value=value if found.has_figure else None,
            status=found,
            breakdown=pairs_of_text(fields, "breakdown"),
        )
        return FigureEntry(dataset, figure, self.at(fields))

    def read_fact(self, fields: Fields) -> FactEntry:
        text = fields.mapping("text")
        if text is None and not fields.has("text"):
            fields.missing("text")
        definition = FactDefinition(
            key=fields.key("key"),
            text=text.text("nb", required=True) if text else "",
            text_nn=text.text("nn") if text else "",
            text_en=text.text("en") if text else "",
            origin=fields.choice("origin", choices.ORIGINS, "own"),
        )
        if text:
            text.finish()
        return FactEntry(definition, self.at(fields))

    def _period(self, fields: Fields, text: str, frequency: Frequency | None) -> Period:
        try:
            return parse_period(text, frequency)
        except PeriodError:
            if text:
                fields.fault(
                    "period",
                    _("«%s» er ikke et tidsrom.") % shorten(text, 40),
                    _("Skriv 2024, 2024K1, 2024M03, 2023/24 eller 2020-2023."),
                )
            return Period.year_of(2000)


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _address(fields: Fields) -> str:
    value = fields.text("address", most=600)
    if value and not value.startswith(("https://", "http://")):
        fields.fault(
            "address",
            _("«%s» er ikke en nettadresse.") % shorten(value, 60),
            _("Skriv den fra og med https://."),
        )
    return value


def _query(fields: Fields) -> dict[str, object]:
    found = plain_data(fields.take("query"))
    if found is None or isinstance(found, dict):
        return found or {}
    fields.fault(
        "query",
        _("Feltet «%(name)s» skal ha underfelter.") % {"name": "query"},
        _("Skriv dem på linjene under, med innrykk."),
    )
    return {}
