"""What is ordered of a source, and what comes back: the same for all, so that a job knows none of them by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rodtrad.core.periods import Frequency
from rodtrad.indicators.columns import Figures


@dataclass(frozen=True)
class Order:
    """One table of a source, and what of it, in the source's own form (`Dataset.query`)."""

    table: str
    query: Mapping[str, object]
    frequency: Frequency = Frequency.YEAR


@dataclass(frozen=True)
class Raw:
    """An answer as it came, to be kept as proof of where figures come from."""

    content: bytes
    address: str
    fetched: datetime | None
    media_type: str = "application/json"


@dataclass(frozen=True)
class Fetched:
    """A whole fetch: the description of the table first, then the figures, part by part.

    `resumed` of the parts had been fetched before and were not asked for again.
    """

    order: Order
    described: Raw
    parts: tuple[Raw, ...]
    published: datetime | None
    fetched: datetime
    calls: int = 0
    resumed: int = 0
    waited: float = 0.0

    @property
    def responses(self) -> tuple[Raw, ...]:
        return (self.described, *self.parts)


@dataclass(frozen=True)
class Read:
    """Figures of a fetch, when they were published, and what somebody should know of the reading."""

    figures: Figures
    published: datetime | None
    notes: tuple[str, ...] = field(default=())
