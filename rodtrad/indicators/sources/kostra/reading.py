"""Turns answers from KOSTRA's tables into figures; what is to be revised is marked so."""

from rodtrad.indicators.sources.kostra.areas import area_code
from rodtrad.indicators.sources.kostra.provisional import is_provisional
from rodtrad.indicators.sources.order import Fetched, Read
from rodtrad.indicators.sources.ssb.reading import read as read_table


def read(fetched: Fetched) -> Read:
    """Return the figures of a fetch. Raises UnreadableError."""
    return read_table(fetched, area_of=area_code, is_provisional=is_provisional)
