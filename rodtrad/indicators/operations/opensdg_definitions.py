"""What Open SDG's metadata define. What the files do not say, and somebody has set, stays."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.core.text import free_key, key_from, shorten
from rodtrad.indicators.models import (
    Dataset,
    Dimension,
    Direction,
    Indicator,
    Perspective,
    Provider,
    Quantity,
    Theme,
)
from rodtrad.indicators.operations.definitions import DatasetDefinition, IndicatorDefinition
from rodtrad.indicators.operations.opensdg_measures import Known, as_query, known_measures
from rodtrad.indicators.sources.opensdg.metadata import Metadata
from rodtrad.indicators.sources.opensdg.reading import Data, Line, Measure
from rodtrad.indicators.sources.opensdg.units import unit_code
from rodtrad.indicators.units.unit import parse_unit

_LONGEST_NAME, _LONGEST_WORDS, _LONGEST_TEXT, _LONGEST_ADDRESS, _LONGEST_KEY = 200, 90, 4000, 600, 60
_MOST_DECIMALS = 2
_RATIOS = frozenset({"percent", "permille", "ratio"})
_NOT_ADDED = frozenset({"point", "index"})
_SOCIAL, _ECONOMIC, _ENVIRONMENTAL = Dimension.SOCIAL, Dimension.ECONOMIC, Dimension.ENVIRONMENTAL
#: Where a new indicator is put by its goal, until somebody puts it elsewhere.
_PLACES: Mapping[str, tuple[Theme, Dimension]] = {
    "1": (Theme.LIVING_CONDITIONS, _SOCIAL),
    "2": (Theme.HEALTH, _SOCIAL),
    "3": (Theme.HEALTH, _SOCIAL),
    "4": (Theme.EDUCATION, _SOCIAL),
    "5": (Theme.LIVING_CONDITIONS, _SOCIAL),
    "6": (Theme.NATURE, _ENVIRONMENTAL),
    "7": (Theme.CLIMATE, _ENVIRONMENTAL),
    "8": (Theme.WORK, _ECONOMIC),
    "9": (Theme.WORK, _ECONOMIC),
    "10": (Theme.LIVING_CONDITIONS, _SOCIAL),
    "11": (Theme.HOUSING, _SOCIAL),
    "12": (Theme.NATURE, _ENVIRONMENTAL),
    "13": (Theme.CLIMATE, _ENVIRONMENTAL),
    "14": (Theme.NATURE, _ENVIRONMENTAL),
    "15": (Theme.NATURE, _ENVIRONMENTAL),
    "16": (Theme.SAFETY, _SOCIAL),
    "17": (Theme.GOVERNANCE, _ECONOMIC),
}
#: What the files never say, so that what stands is left.
_KEPT = (
    "name_nn",
    "name_en",
    "direction",
    "band_low",
    "band_high",
    "dimension",
    "perspective",
    "theme",
    "quantity",
    "decimals",
    "hidden_below",
    "visibility",
    "origin",
)
_KEPT_OF_TABLE = ("licence", "note", "frequency", "due_month", "due_day", "due_years")


class UnknownUnitError(Exception):
    """Units are none that we know: what the file calls each of them, and the first line that has it."""

    def __init__(self, told: Mapping[str, Line]) -> None:
        super().__init__(", ".join(told))
        self.told = dict(told)


@dataclass(frozen=True)
class Held:
    """What the root has already: its tables of Open SDG and its indicators, by key, and every key that is taken."""

    tables: Mapping[str, Dataset]
    indicators: Mapping[str, Indicator]
    taken: set[str]
    targets: frozenset[str]


@dataclass(frozen=True)
class Defined:
    """One pair of files as definitions; `keys` says which indicator each measure is."""

    table: DatasetDefinition
    indicators: tuple[IndicatorDefinition, ...]
    keys: Mapping[Measure, str]


def define_pair(
    number: str,
    data: Data,
    metadata: Metadata,
    held: Held,
    *,
    units: Mapping[str, str],
    visibility: Visibility,
) -> Defined:
    """Return what the two files of an indicator define. Raises UnknownUnitError.

    `units` are our codes by what the files call them, or by the indicator's number. Keys that are new are added to
    those that are taken.
    """
    return _Definer(number, data, metadata, held, units, visibility).define()


@dataclass(frozen=True)
class _Definer:
    number: str
    data: Data
    metadata: Metadata
    held: Held
    units: Mapping[str, str]
    visibility: Visibility

    def define(self) -> Defined:
        key = f"opensdg-{self.number}"
        stands = self.held.tables.get(key)
        known = known_measures(stands)
        units = {one: self._unit(one, known.get(one, Known())) for one in self.data.measures}
        # Before a key is taken: what is refused takes none.
        if unknown := [one for one, (code, _chosen) in units.items() if not code]:
            raise UnknownUnitError({self._told_unit(one): self._lines(one)[0] for one in reversed(unknown)})
        here = {
            one: Known(known[one].indicator if one in known else self._new_key(one), chosen)
            for one, (_code, chosen) in units.items()
        }
        return Defined(
            table=self._table(key, stands, as_query(known | here)),
            indicators=tuple(
                self._indicator(one, here[one].indicator, code, key) for one, (code, _chosen) in units.items()
            ),
            keys={one: told.indicator for one, told in here.items()},
        )

    def _unit(self, measure: Measure, known: Known) -> tuple[str, str]:
        """Return our code, empty where it is not known, and the one that somebody has chosen, now or before."""
        told = self._told_unit(measure)
        names = (told, self.number, self.number.replace("-", "."))
        chosen = next((self.units[name] for name in names if name in self.units), known.chosen)
        return chosen or unit_code(told, measure.multiplier), chosen

    def _told_unit(self, measure: Measure) -> str:
        return measure.unit or self.metadata.unit

    def _lines(self, measure: Measure) -> list[Line]:
        return [line for line in self.data.lines if line.measure == measure]

    def _new_key(self, measure: Measure) -> str:
        words = key_from(_words(measure)) if self._has_several else ""
        stem = "-".join(filter(None, ("sdg", self.number, words)))
        key = free_key(stem[:_LONGEST_KEY].rstrip("-"), self.held.taken)
        self.held.taken.add(key)
        return key

    def _table(self, key: str, stands: Dataset | None, query: Mapping[str, object]) -> DatasetDefinition:
        source = self.metadata.sources[0] if self.metadata.sources else None
        address = source.url if source and source.url.startswith(("https://", "http://")) else ""
        made = DatasetDefinition(
            key=key,
            title=shorten(f"{self.number.replace('-', '.')} {self._title}", 300),
            provider=Provider.OPENSDG.value,
            publisher=shorten(source.organisation or source.text, 200) if source else "",
            table=self.number,
            address=address if len(address) <= _LONGEST_ADDRESS else "",
            frequency=self.data.lines[0].period.frequency.value,
            query=query,
        )
        return replace(made, **{name: getattr(stands, name) for name in _KEPT_OF_TABLE}) if stands else made

    def _indicator(self, measure: Measure, key: str, unit: str, table: str) -> IndicatorDefinition:
        told = self.metadata
        theme, dimension = _PLACES.get(told.goal, (Theme.GOVERNANCE, _SOCIAL))
        made = IndicatorDefinition(
            key=key,
            name=self._name(measure),
            unit=unit,
            direction=Direction.NONE.value,
            dimension=dimension.value,
            perspective=Perspective.OUTCOME.value,
            theme=theme.value,
            quantity=_quantity(unit).value,
            definition=_texts(told.definition or told.description),
            reservation=_texts(
                _proxy(told), told.description if told.definition else "", told.limits, told.footnote
            ),
            decimals=max(_decimals(line.value) for line in self._lines(measure)),
            dataset=table,
            sdg_targets=(told.target,) if told.target in self.held.targets else (),
            visibility=self.visibility,
        )
        stands = self.held.indicators.get(key)
        return replace(made, **{name: getattr(stands, name) for name in _KEPT}) if stands else made

    def _name(self, measure: Measure) -> str:
        """Return what is measured; where the file measures several things, with what tells them apart."""
        words = shorten(_words(measure), _LONGEST_WORDS) if self._has_several else ""
        if not words:
            return shorten(self._title, _LONGEST_NAME)
        return f"{shorten(self._title, _LONGEST_NAME - len(words) - 3)} – {words}"

    @property
    def _has_several(self) -> bool:
        return len(self.data.measures) > 1

    @property
    def _title(self) -> str:
        told = self.metadata
        return " ".join((told.title or told.name or told.target_text or self.number).split())


def _words(measure: Measure) -> str:
    return ", ".join(filter(None, (measure.series, measure.unit, measure.multiplier)))


def _texts(*texts: str) -> str:
    return shorten("\n\n".join(filter(None, texts)), _LONGEST_TEXT)


def _proxy(metadata: Metadata) -> str:
    if not metadata.proxy:
        return ""
    return _("Måles i stedet for FNs indikator: %s.") % metadata.name if metadata.name else ""


def _quantity(unit: str) -> Quantity:
    """Return how figures of the unit add up; other than what surely is a count or a ratio is not added."""
    terms = parse_unit(unit).terms
    names = {term.name for term in terms}
    if any(term.is_below for term in terms) or names & _RATIOS:
        return Quantity.RATIO
    return Quantity.OTHER if names & _NOT_ADDED else Quantity.COUNT


def _decimals(value: float) -> int:
    """Return how many decimals a figure is given with; NaN has none."""
    written = f"{value:.{_MOST_DECIMALS}f}".partition(".")[2].rstrip("0")
    return len(written)
