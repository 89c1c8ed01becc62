"""What an indicator file holds, as plain data. Each entry knows where it and its fields stand."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rodtrad.exchange.plan_file.reader import Spot
from rodtrad.indicators.operations.define_facts import FactDefinition
from rodtrad.indicators.operations.definitions import DatasetDefinition, IndicatorDefinition
from rodtrad.indicators.operations.quote import Quoted

FORMAT = "rodtrad/indicator-file/1"
#: In the query of a document: the indicator whose figures are the populations of the areas we hold.
FROM_AREAS = "from_areas"
TOP = Spot(1, 1)


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """Where an entry and its fields stand, and in which file when there are several."""

    spot: Spot = TOP
    spots: dict[str, Spot] = field(default_factory=dict)
    file: str = ""

    def spot_of(self, name: str) -> Spot:
        """Return where the field stands, or the entry when the field is not written."""
        return self.spots.get(name, self.spot)


NOWHERE = Whereabouts()


@dataclass(frozen=True)
class DatasetEntry:
    definition: DatasetDefinition
    at: Whereabouts = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class IndicatorEntry:
    definition: IndicatorDefinition
    at: Whereabouts = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class FigureEntry:
    """A figure, and the key of the document that gives it."""

    dataset: str
    figure: Quoted
    at: Whereabouts = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class FactEntry:
    definition: FactDefinition
    at: Whereabouts = field(default=NOWHERE, compare=False, repr=False)


@dataclass
class IndicatorFile:
    datasets: list[DatasetEntry] = field(default_factory=list)
    indicators: list[IndicatorEntry] = field(default_factory=list)
    figures: list[FigureEntry] = field(default_factory=list)
    facts: list[FactEntry] = field(default_factory=list)


def joined(files: Iterable[IndicatorFile]) -> IndicatorFile:
    """Return several files as one."""
    whole = IndicatorFile()
    for file in files:
        whole.datasets += file.datasets
        whole.indicators += file.indicators
        whole.figures += file.figures
        whole.facts += file.facts
    return whole
