"""The sources of figures on the network, by the name that a table has its source under (`models.Provider`)."""

from dataclasses import dataclass
from typing import Protocol

from rodtrad.indicators.sources.kept import Kept
from rodtrad.indicators.sources.kostra import fetch as kostra_fetch
from rodtrad.indicators.sources.kostra import reading as kostra_reading
from rodtrad.indicators.sources.order import Fetched, Order, Read
from rodtrad.indicators.sources.ssb import fetch as ssb_fetch
from rodtrad.indicators.sources.ssb import reading as ssb_reading


class Fetch(Protocol):
    """Returns all the answers that an order needs, or raises a SourceError."""

    def __call__(self, order: Order, *, kept: Kept | None = None) -> Fetched: ...


class Reading(Protocol):
    """Returns the figures of a fetch, or raises a SourceError."""

    def __call__(self, fetched: Fetched, /) -> Read: ...


@dataclass(frozen=True)
class FigureSource:
    fetch: Fetch
    read: Reading


FIGURE_SOURCES = {
    "ssb": FigureSource(ssb_fetch.fetch, ssb_reading.read),
    "kostra": FigureSource(kostra_fetch.fetch, kostra_reading.read),
}
