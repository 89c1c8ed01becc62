"""A whole fetch against a server that behaves as SSB does."""

from rodtrad.indicators.sources.order import Order
from rodtrad.indicators.sources.ssb.client import Client
from rodtrad.indicators.sources.ssb.fetch import fetch
from rodtrad.indicators.sources.ssb.reading import read
from tests.indicators.stub.server import Stub

POPULATION = Order(
    "07459",
    {
        "values": {"Region": ["0301", "3201"], "Tid": ["from(2024)"]},
        "series": [{"indicator": "innbyggere", "where": {"ContentsCode": "personer1"}}],
    },
)


def test_a_fetch_becomes_figures(stub_ssb: Stub) -> None:
    fetched = fetch(POPULATION, client=Client(clock=stub_ssb.clock))
    figures = read(fetched).figures
    assert figures.areas == ("0301", "3201")
    assert [str(period) for period in figures.periods] == ["2024", "2025", "2026"]
    assert len(figures) == 6
