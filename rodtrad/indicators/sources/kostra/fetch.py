"""Fetches one of KOSTRA's tables, as any of SSB's."""

from rodtrad.indicators.sources.kept import Kept
from rodtrad.indicators.sources.kostra.client import Client
from rodtrad.indicators.sources.order import Fetched, Order
from rodtrad.indicators.sources.ssb.fetch import fetch as fetch_table


def fetch(order: Order, *, client: Client | None = None, kept: Kept | None = None) -> Fetched:
    """Return all the answers that the order needs. Raises a SourceError, and then nothing is to be stored."""
    return fetch_table(order, client=client, kept=kept)
