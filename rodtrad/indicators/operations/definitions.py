"""What defines tables and indicators, as plain data, and what can be wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rodtrad.core.models import Origin, Visibility
from rodtrad.core.periods import Frequency
from rodtrad.indicators.errors import IndicatorError


@dataclass(frozen=True, kw_only=True)
class DatasetDefinition:
    """A table, as `models.Dataset` has it. `is_nightly` left out keeps what the installation has chosen."""

    key: str
    title: str
    provider: str
    publisher: str = ""
    table: str = ""
    address: str = ""
    licence: str = ""
    note: str = ""
    frequency: str = Frequency.YEAR.value
    due_month: int | None = None
    due_day: int = 1
    due_years: int = 1
    is_nightly: bool | None = None
    verified_on: date | None = None
    query: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class IndicatorDefinition:
    """An indicator, as `models.Indicator` has it; other indicators, the table and the SDG targets by key."""

    key: str
    name: str
    unit: str
    direction: str
    dimension: str
    perspective: str
    theme: str
    quantity: str
    name_nn: str = ""
    name_en: str = ""
    definition: str = ""
    reservation: str = ""
    decimals: int = 0
    band_low: float | None = None
    band_high: float | None = None
    formula: str = ""
    numerator: str = ""
    denominator: str = ""
    terms: tuple[str, ...] = ()
    dataset: str = ""
    sdg_targets: tuple[str, ...] = ()
    hidden_below: int = 0
    visibility: Visibility = Visibility.PUBLIC
    origin: str = Origin.OWN.value

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the indicators that it rests on."""
        return tuple(key for key in (self.numerator, self.denominator, *self.terms) if key)


class Reason(StrEnum):
    """Why a definition is refused."""

    TWICE = "twice"
    SHADOWS_COMMON = "shadows_common"
    USED_BY_ROOT = "used_by_root"
    UNKNOWN_DATASET = "unknown_dataset"
    UNKNOWN_INDICATOR = "unknown_indicator"
    UNKNOWN_TARGET = "unknown_target"
    UNKNOWN_UNIT = "unknown_unit"
    UNITS_DIFFER = "units_differ"
    NEEDS_PARTS = "needs_parts"
    NEEDS_TERMS = "needs_terms"
    NO_TERMS = "no_terms"
    ITSELF = "itself"
    CIRCLE = "circle"
    BAND_WITHOUT_DIRECTION = "band_without_direction"
    BAND_BACKWARDS = "band_backwards"
    MORE_OPEN = "more_open"
    HIDES_NO_COUNT = "hides_no_count"


class Kind(StrEnum):
    DATASET = "dataset"
    INDICATOR = "indicator"


@dataclass(frozen=True)
class DefinitionFault:
    """One fault: of which definition, in which field, and the word or sentence that tells more.

    `known` are the words that would have done, where there is such a list.
    """

    kind: Kind
    key: str
    field: str
    reason: Reason
    told: str = ""
    known: tuple[str, ...] = ()


class DefinitionsRefusedError(IndicatorError):
    """Definitions have faults; none of them was stored."""

    def __init__(self, faults: Sequence[DefinitionFault]) -> None:
        super().__init__("; ".join(f"{one.key}.{one.field}: {one.reason}" for one in faults))
        self.faults = tuple(faults)
